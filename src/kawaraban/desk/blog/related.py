"""Posts that belong with a post, each with the reason in words: quoted articles first, then tags, words, category."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext

from kawaraban import publish
from kawaraban.desk import search
from kawaraban.desk.models import Post, QuotationRecord
from kawaraban.desk.models.blog import post_address

SHOWN, LOOKED_AT = 3, 12  # posts; `LOOKED_AT` of each reason, the newest
_WORDS = 6  # of the title that are looked for in others'
_LEAST = 2.0  # what the reasons of a post must weigh together for it to be shown
_WEIGHTS = {"article": 4.0, "tag": 2.0, "word": 2.0, "category": 0.5}
#: Words of a title that may tell its subject: runs of Han or katakana (マレン港), else words of four letters or more.
_WORD = re.compile(
    r"[\u30a1-\u30fa\u30fc]{2,}[\u3005\u3400-\u9fff]{1,3}|[\u3005\u3400-\u9fff\uf900-\ufaff]{2,8}"
    r"|[\u30a1-\u30fa\u30fc]{3,}|[^\W\d_\u3040-\u9fff]{4,}"
)


@dataclass(slots=True)
class Related:
    """Another post, why it is here, and how strongly."""

    title: str
    day: date
    address: str
    reasons: dict[str, str] = field(default_factory=dict)  # the first word of each kind
    weight: float = 0.0

    @property
    def why(self) -> str:
        """The strongest reason in words: 同じ記事　Northwire."""
        kind = next(kind for kind in _WEIGHTS if kind in self.reasons)
        said = {
            "article": gettext("same article"),
            "tag": gettext("same tag"),
            "word": gettext("alike in title"),
            "category": gettext("same category"),
        }[kind]
        return f"{said}　{self.reasons[kind]}"


def related(post: Post, quoted: list[publish.Quotation], tags: list[Any]) -> list[Related]:
    """The posts that belong with one, best first; none where nothing fits. At most two queries."""
    words = list(dict.fromkeys(_WORD.findall(post.title)))[:_WORDS]
    alike = search.posts_titled(words, limit=LOOKED_AT, without=post.pk) if words else []
    parts = []
    if quoted:
        parts.append(_quoting(post, [quotation.article_id for quotation in quoted]))
    if tags:
        parts.append(_tagged(post, [tag.pk for tag in tags]))
    if alike:
        parts.append(_row(Post.objects.filter(pk__in=alike), "word", Value("")))
    if not parts:
        return []
    found: dict[int, Related] = {}
    for row in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]:
        _weigh(found, row, words, post)
    fitting = [item for item in found.values() if item.weight >= _LEAST]
    return sorted(fitting, key=lambda item: (-item.weight, -item.day.toordinal(), item.address))[:SHOWN]


def _weigh(found: dict[int, Related], row: tuple[Any, ...], words: list[str], post: Post) -> None:
    key, title, day, slug, category, kind, word = row
    if kind == "word":
        word = next((one for one in words if one.lower() in title.lower()), "")
    if not word or day is None:
        return
    item = found.get(key)
    if item is None:
        item = found[key] = Related(title or gettext("Untitled"), day, post_address(day, slug))
        if post.category and category == post.category_id:  # weighs too little to be looked for by itself
            item.reasons["category"], item.weight = post.category.name, _WEIGHTS["category"]
    item.reasons.setdefault(kind, word)
    item.weight += _WEIGHTS[kind]


def _others(post: Post) -> QuerySet[Post]:
    return Post.objects.filter(state=Post.State.PUBLISHED).exclude(pk=post.pk)


def _newest(rows: QuerySet[Post]) -> Any:
    return rows.order_by("-published_at", "-pk").values("pk")[:LOOKED_AT]


def _quoting(post: Post, articles: list[int]) -> QuerySet[Any]:
    rows = QuotationRecord.objects.filter(
        article__in=articles, post__in=_newest(_others(post).filter(quotations__article__in=articles))
    )
    return _row(rows, "article", F("article__outlet__name"), "post__")


def _tagged(post: Post, tags: list[int]) -> QuerySet[Any]:
    through = Post.tags.through.objects
    rows = through.filter(tag__in=tags, post__in=_newest(_others(post).filter(tags__in=tags)))
    return _row(rows, "tag", F("tag__name"), "post__")


def _row(rows: QuerySet[Any], kind: str, word: Any, of: str = "") -> QuerySet[Any]:
    """Rows (post, title, day, slug, category, kind, word), all parts of the one query alike."""
    named = rows.order_by().annotate(why=Value(kind, output_field=CharField()), said=Cast(word, CharField()))
    return named.values_list(f"{of}pk", f"{of}title", f"{of}day", f"{of}slug", f"{of}category", "why", "said")
