"""What the hostile outlet sends: everything that a desk must survive. `ROOMS` names each address."""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from kawaraban.newsstand import pages
from kawaraban.newsstand.model import Piece

if TYPE_CHECKING:
    from kawaraban.newsstand.answers import Handler

#: How large the huge page and the unpacked bomb get, in bytes.
HUGE_BYTES = 200_000_000
_BLOCK = b"<p>" + b"and on it goes " * 4_000 + b"</p>\n"
_DRIPS = 600

_TRAPS = (
    "<img src=x onerror=\"alert('image')\">",
    '<a href="javascript:alert(\'link\')">read this</a><iframe src="http://192.168.0.1/router"></iframe>',
    '<object data="file:///etc/passwd"></object><embed src="http://10.0.0.1/e.swf">',
    "<svg onload=\"alert('svg')\"><script>alert('svg')</script></svg>",
    '<form action="http://10.0.0.1/"><input name="password" autofocus onfocus="alert(\'form\')"></form>',
)


def scripted(piece: Piece) -> str:
    """An article's page with traps behind every paragraph."""
    opening = '<p onmouseover="alert(\'text\')" style="background:url(javascript:alert(1))">'
    traps = itertools.cycle(_TRAPS)
    body = "".join(
        f"{opening}{escape(text, quote=False)}</p>\n{next(traps)}{next(traps)}\n" for text in piece.paragraphs
    )
    return pages.frame("hostile").substitute(title=escape(piece.title), time=piece.published.isoformat(), body=body)


def _empty(handler: Handler) -> None:
    handler.send_body(
        200,
        b'<!DOCTYPE html><html lang="en"><head><title>The Lantern Wire</title></head>'
        b'<body><nav><a href="/">Home</a></nav><div id="app"></div></body></html>',
        "text/html; charset=utf-8",
    )


def _huge(handler: Handler) -> None:
    """A page that goes on to `HUGE_BYTES`, without saying so beforehand."""
    _open(handler, "text/html; charset=utf-8")
    for _ in range(HUGE_BYTES // len(_BLOCK)):
        handler.wfile.write(_BLOCK)


def _drip(handler: Handler) -> None:
    """A page that sends a byte every tenth of a second, for a minute; at once where the newsstand isn't slow."""
    _open(handler, "text/html; charset=utf-8")
    for _ in range(_DRIPS):
        handler.wfile.write(b"<")
        if handler.server.newsstand.stopping.wait(0.1 if handler.server.newsstand.delay else 0):
            return


def _bomb(handler: Handler) -> None:
    """A page of `HUGE_BYTES` that travels in a thousandth of that."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join(packer.compress(_BLOCK) for _ in range(HUGE_BYTES // len(_BLOCK))) + packer.flush()
    handler.send_body(200, packed, "text/html; charset=utf-8", {"Content-Encoding": "gzip"})


def _broken_off(handler: Handler) -> None:
    """A page that ends before the length it announced."""
    _open(handler, "text/html; charset=utf-8", {"Content-Length": "5000"})
    handler.wfile.write(b"<p>And then the line went")


def _entities(handler: Handler) -> None:
    """A feed whose entities unpack to gigabytes, and one that asks for a file of the reader's."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<rss version="2.0"><channel><title>&l9;</title><item><title>&f;</title></item></channel></rss>'
    )
    handler.send_body(200, feed.encode(), "application/rss+xml; charset=utf-8")


def _to(address: str) -> Callable[[Handler], None]:
    def answer(handler: Handler) -> None:
        handler.send_body(302, b"", "text/html", {"Location": address})

    return answer


def _open(handler: Handler, kind: str, headers: dict[str, str] | None = None) -> None:
    handler.send_response(200)
    for name, value in {"Content-Type": kind, "Connection": "close", **(headers or {})}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.close_connection = True


#: Path -> (headline in the outlet's feed, empty where it isn't listed; what answers).
ROOMS: dict[str, tuple[str, Callable[[Handler], None]]] = {
    "/huge.html": ("The longest report ever filed", _huge),
    "/bomb.html": ("Small parcel, large contents", _bomb),
    "/drip.html": ("A story told very, very slowly", _drip),
    "/broken-off.html": ("Correspondent cut off in mid-sentence", _broken_off),
    "/loop-1.html": ("Around the harbour and back", _to("/loop-2.html")),
    "/loop-2.html": ("", _to("/loop-1.html")),
    "/inside.html": ("A look inside your own network", _to("http://10.0.0.1/admin")),
    "/metadata.html": ("What your cloud knows of you", _to("http://169.254.169.254/latest/meta-data/")),
    "/file.html": ("What your disk holds", _to("file:///etc/passwd")),
    "/empty.html": ("<script>alert('headline')</script>A page with nothing on it", _empty),
    "/entities.xml": ("", _entities),
}
