"""A small press on loopback for tests of the pipeline: feeds and pages that a test can change between two polls."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape

from django.utils import timezone

from kawaraban.desk.models import Outlet, Source
from tests.servers import Site

FILLER = (
    "The ferry from Maren to Ostrava Bay has carried passengers since the old bridge was closed for repairs in spring.",
    "Officials said the work would take another two months and that the timetable would stay as it is until then.",
    "Residents who spoke to the paper on the quay said they had grown used to the crossing and its early departures.",
)


def page(title: str, paragraphs: Sequence[str] = (), *, published: str = "2026-11-21T09:00:00+09:00") -> str:
    body = "".join(f"<p>{escape(text)}</p>" for text in (*paragraphs, *FILLER))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="article:published_time" content="{published}"></head>'
        f"<body><nav><a href='/'>Home</a></nav><main><article>{body}</article></main></body></html>"
    )


class Press:
    """An outlet at a Site with one RSS feed. `publish` lists an article and serves its page."""

    def __init__(self, site: Site, name: str = "The Maren Herald") -> None:
        self.site = site
        self.name = name
        self.items: list[str] = []
        self._list()

    def publish(self, path: str, title: str, paragraphs: Sequence[str] = (), **headers: str) -> str:
        self.serve(path, title, paragraphs, **headers)
        self.items.insert(
            0,
            f"<item><title>{escape(title)}</title><link>{self.site.at(path)}</link>"
            f"<description>{escape(title)}, in short.</description>"
            f"<pubDate>{format_datetime(timezone.now())}</pubDate></item>",
        )
        self._list()
        return self.site.at(path)

    def serve(self, path: str, title: str, paragraphs: Sequence[str] = (), **headers: str) -> None:
        self.site.answer(path, page(title, paragraphs), content_type="text/html; charset=utf-8", **headers)

    def follow(self) -> Source:
        host = f"127.0.0.1:{self.site.port}"
        outlet = Outlet.objects.get_or_create(host=host, defaults={"name": self.name})[0]
        return Source.objects.create(outlet=outlet, name=self.name, kind="feed", address=self.site.at("/feed"))

    def _list(self) -> None:
        self.site.answer(
            "/feed",
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>{self.name}</title>'
            f"<link>{self.site.at('/')}</link><description>News</description>{''.join(self.items)}</channel></rss>",
            content_type="application/rss+xml",
        )
