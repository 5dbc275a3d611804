"""What the tests of saved pages share."""

from __future__ import annotations

import io
from datetime import date
from zoneinfo import ZoneInfo

from kawaraban.publish.formats import Doubt, ForeignPost
from kawaraban.publish.formats.page import read
from kawaraban.translate.vectors import Embedder

TOKYO = ZoneInfo("Asia/Tokyo")


def read_page(
    page: str | bytes, *, name: str = "page.html", newest: date | None = None, embed: Embedder | None = None
) -> tuple[list[ForeignPost], list[Doubt]]:
    """The posts of a page, and its doubts."""
    content = page.encode() if isinstance(page, str) else page
    found = list(read(io.BytesIO(content), name=name, date=newest, zone=TOKYO, embed=embed))
    return [one for one in found if isinstance(one, ForeignPost)], [one for one in found if isinstance(one, Doubt)]


def moment(post: ForeignPost) -> str:
    """A post's moment to the minute, "" where it has none."""
    return post.published_at.strftime("%Y-%m-%d %H:%M") if post.published_at else ""
