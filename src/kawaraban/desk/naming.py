"""Categories and tags by the names that people type, made where there are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.text import slugify

from kawaraban.desk.models import Category, Tag

MAX_TAGS, MAX_TAG = 20, 60
_BETWEEN = re.compile(r"[,、，;；\n]")


def category_named(name: str) -> Category | None:
    """The category of that name, made where there is none; None for a name that is empty."""
    name = " ".join(name.split())[:100]
    if not name:
        return None
    found = Category.objects.filter(name__iexact=name).first()
    if found is not None:
        return found
    stem = slugify(name, allow_unicode=True)[:90] or "category"
    taken = set(Category.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug = next(s for s in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
    return Category.objects.create(name=name, slug=slug)


def tag_names(text: str | Iterable[str]) -> tuple[str, ...]:
    """The names in a list that commas divide, tidied, each once whatever its case, at most MAX_TAGS."""
    given = _BETWEEN.split(text) if isinstance(text, str) else text
    names = (" ".join(name.replace("\0", "").split()).lstrip("#＃").strip()[:MAX_TAG] for name in given)
    return tuple({name.casefold(): name for name in names if name}.values())[:MAX_TAGS]


def tags_named(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, in their order; those that are missing are made."""
    wanted = tag_names(names)
    if not wanted:
        return []
    rows = Tag.objects.filter(reduce(or_, (Q(name__iexact=name) for name in wanted)))
    found = {tag.name.casefold(): tag for tag in rows}
    missing = [name for name in wanted if name.casefold() not in found]
    if missing:
        found |= {tag.name.casefold(): tag for tag in Tag.objects.bulk_create(_new_tags(missing))}
    return [found[name.casefold()] for name in wanted]


def _new_tags(names: list[str]) -> list[Tag]:
    stems = {name: slugify(name, allow_unicode=True)[:50] or "tag" for name in names}
    near = reduce(or_, (Q(slug__startswith=stem) for stem in stems.values()))
    taken = set(Tag.objects.filter(near).values_list("slug", flat=True))
    made = []
    for name, stem in stems.items():
        slug = next(s for s in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)
        taken.add(slug)
        made.append(Tag(name=name, slug=slug))
    return made
