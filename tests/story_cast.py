"""Stories that tests share: reports with outlets of their own, placed as the pipeline would place them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from kawaraban.desk.models import Article, Placing, Story
from tests.desk_cast import DAY, a_rendering, an_article, an_outlet

WIRE = (
    "Blast at Port Maren fuel depot kills 12, ministry says",
    ("An explosion at a fuel depot killed 12 people, the Kelmari interior ministry said.",),
)


def a_report(
    outlet: str,
    title: str = WIRE[0],
    paragraphs: Sequence[str] = WIRE[1],
    *,
    language: str = "en",
    hours: float = 0,
    rendering: str = "",
) -> Article:
    """An article of an outlet of its own, `hours` after DAY."""
    article = an_article(title, paragraphs, language=language)
    at = DAY + timedelta(hours=hours)
    article.outlet = an_outlet(f"{outlet.lower().replace(' ', '-')}.example", outlet)
    article.published_at = article.sort_at = at
    article.save()
    if rendering:
        a_rendering(article, "title", rendering)
    return article


def a_story(reports: Sequence[Article], copies: dict[int, Article] | None = None, **fields: Any) -> Story:
    """A story of these reports, earliest first; `copies` says by article's id whose text it carries."""
    copies = copies or {}
    latest = max(reports, key=lambda article: (article.sort_at, article.pk))
    story = Story.objects.create(
        headline=reports[0],
        first_at=min(article.sort_at for article in reports),
        last_at=latest.sort_at,
        reports=len(reports),
        origins=len(reports) - len(copies),
        owners=len({article.outlet_id for article in reports}),
        languages={article.language: 1 for article in reports},
        **fields,
    )
    for article in reports:
        original = copies.get(article.pk)
        Placing.objects.create(
            article=article,
            version=article.version,
            story=story,
            standing=Placing.Standing.COPY if original else Placing.Standing.OWN,
            copy_of=original,
            origin=original or article,
            evidence=[{"kind": "overlap", "text": article.title, "score": 0.97}] if original else [],
        )
    Article.objects.filter(placing__story=story).exclude(pk=latest.pk).update(is_latest=False)
    return story
