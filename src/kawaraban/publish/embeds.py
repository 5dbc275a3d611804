"""Addresses of videos and posts elsewhere as cards: a plain link, for a few providers also a frame.

A card asks nobody for anything: it is made of its address alone. Where a provider has an address for frames, the card
carries it (`data-frame`), for the page to load once its reader asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from kawaraban.publish.quotation import safe_address

MAX_ADDRESS = 2000  # characters
_MAX_SHOWN = 90  # characters of an address on a card
_FRAME = re.compile(r'<figure class="embed" data-frame="([^"]+)">')
_LINK = r'<a href="(?P<{0}>[^"]+)"[^>]*>(?P<{0}_said>[^<]*)</a>'
#: A link that shows its own address and stands alone: in a paragraph, or between blocks, as a frame did.
_ALONE = re.compile(
    rf"<p>\s*{_LINK.format('a')}\s*(?:<br>\s*)?</p>"
    rf"|(?P<before>\A|</p>|</div>|<div>|</h[3-6]>|</blockquote>|</ul>|</figure>)\s*{_LINK.format('b')}\s*"
    r"(?=\Z|<p>|<div>|</div>|<h[3-6]>|<blockquote|<ul>|<figure)"
)


@dataclass(frozen=True, slots=True)
class Card:
    """Where a card leads, what it says, and the address of a frame that shows it; "" where there is none."""

    address: str
    title: str
    shown: str
    frame: str = ""


def card_of(address: str) -> Card | None:
    """The card of an address, be it a page's or a frame's; None where no reader may be sent there. Never raises."""
    if len(address) > MAX_ADDRESS or not safe_address(address):
        return None
    parts = urlsplit(address)
    for find in _PROVIDERS:
        card = find(parts)
        if card is not None:
            return card
    return Card(address, _host(parts), _shown(parts))


def render_card(card: Card) -> str:
    """The card as HTML, safe to show as it is."""
    frame = f' data-frame="{escape(card.frame)}"' if card.frame else ""
    return (
        f'<figure class="embed"{frame}><a href="{escape(card.address)}" rel="noopener"><b>{escape(card.title)}</b> '
        f"<span>{escape(card.shown)}</span></a></figure>\n"
    )


def cards_for_links(html: str) -> str:
    """Normal HTML (as `foreign_html` writes it) with the links that stand alone and show their own address as cards."""
    return _ALONE.sub(_card_for, html)


def frame_origins(html: str) -> list[str]:
    """The origins whose frames a page with this HTML may load, each once: for its Content-Security-Policy."""
    frames = (urlsplit(unescape(found)) for found in _FRAME.findall(html))
    return sorted({f"{parts.scheme}://{parts.netloc}" for parts in frames})


def _card_for(match: re.Match[str]) -> str:
    address, said = match["a"] or match["b"], match["a_said"] or match["b_said"] or ""
    card = card_of(unescape(address))
    if card is None or said.strip() != address:
        return match[0]
    return (match["before"] or "") + render_card(card)


def _youtube(parts: SplitResult) -> Card | None:
    host, found = _host(parts), None
    if host == "youtu.be":
        found = re.fullmatch(r"/([\w-]{6,20})", parts.path)
    elif host in {"youtube.com", "m.youtube.com", "youtube-nocookie.com"}:
        asked = parse_qs(parts.query).get("v", [""])[0] if parts.path == "/watch" else ""
        found = re.fullmatch(r"/(?:embed/|shorts/|live/|v/)?([\w-]{6,20})", f"/{asked}" if asked else parts.path)
    if found is None or (host != "youtu.be" and found[0].count("/") == 1 and parts.path != "/watch"):
        return None
    key = found[1]
    return Card(
        f"https://www.youtube.com/watch?v={key}",
        "YouTube",
        f"youtube.com/watch?v={key}",
        f"https://www.youtube-nocookie.com/embed/{key}",
    )


def _vimeo(parts: SplitResult) -> Card | None:
    if _host(parts) not in {"vimeo.com", "player.vimeo.com"}:
        return None
    found = re.fullmatch(r"/(?:video/)?([0-9]{4,15})", parts.path)
    if found is None:
        return None
    key = found[1]
    return Card(f"https://vimeo.com/{key}", "Vimeo", f"vimeo.com/{key}", f"https://player.vimeo.com/video/{key}")


def _niconico(parts: SplitResult) -> Card | None:
    host, found = _host(parts), None
    if host == "nico.ms":
        found = re.fullmatch(r"/((?:sm|so|nm)?[0-9]{1,15})", parts.path)
    elif host in {"nicovideo.jp", "embed.nicovideo.jp", "ext.nicovideo.jp", "sp.nicovideo.jp"}:
        found = re.fullmatch(r"/(?:watch|thumb)/((?:sm|so|nm)?[0-9]{1,15})", parts.path)
    if found is None:
        return None
    key = found[1]
    frame = f"https://embed.nicovideo.jp/watch/{key}"
    return Card(f"https://www.nicovideo.jp/watch/{key}", "ニコニコ動画", f"nicovideo.jp/watch/{key}", frame)


def _x(parts: SplitResult) -> Card | None:
    host, path = _host(parts), parts.path
    if host == "platform.twitter.com" and path == "/embed/Tweet.html":
        path = f"/i/status/{parse_qs(parts.query).get('id', [''])[0]}"
    elif host not in {"x.com", "twitter.com", "mobile.twitter.com"}:
        return None
    found = re.fullmatch(r"/(\w{1,30}|i/web)/status(?:es)?/([0-9]{1,25})(?:/.*)?", path)
    if found is None:
        return None
    name = found[1] if "/" not in found[1] else "i"
    title = f"X @{name}" if name != "i" else "X"
    frame = f"https://platform.twitter.com/embed/Tweet.html?dnt=true&id={found[2]}"
    return Card(f"https://x.com/{name}/status/{found[2]}", title, f"x.com/{name}/status/{found[2]}", frame)


def _mastodon(parts: SplitResult) -> Card | None:
    """A post on a Mastodon server, whose frames are at its address with `/embed` behind it."""
    found = re.fullmatch(r"/@([\w.-]{1,60})(?:@[\w.-]{1,200})?/([0-9]{10,25})(?:/embed)?", parts.path)
    if found is None or parts.scheme != "https" or not re.fullmatch(r"[a-z0-9.-]+(?::[0-9]+)?", parts.netloc.lower()):
        return None
    address = f"https://{parts.netloc.lower()}{parts.path.removesuffix('/embed')}"
    whole = SplitResult("https", parts.netloc.lower(), parts.path.removesuffix("/embed"), "", "")
    return Card(address, f"@{found[1]}@{_host(parts)}", _shown(whole), f"{address}/embed")


_PROVIDERS: tuple[Callable[[SplitResult], Card | None], ...] = (_youtube, _vimeo, _niconico, _x, _mastodon)


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _shown(parts: SplitResult) -> str:
    """The address as people read it: host and path, decoded, at most `_MAX_SHOWN` characters."""
    text = unquote(
        parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
    )
    text = "".join(sign for sign in text if sign.isprintable())
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + "…"
