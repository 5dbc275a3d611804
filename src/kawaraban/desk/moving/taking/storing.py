"""Posts of another blog into the database, a batch a transaction: whole or not at all, and never twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from kawaraban.desk import foreign_posts, search
from kawaraban.desk.models import (
    Category,
    Comment,
    FormerAddress,
    Move,
    OfferedPair,
    Post,
    SearchDocument,
    Tag,
)
from kawaraban.desk.moving.taking import leading
from kawaraban.desk.moving.taking.planning import Planned, PlannedComment
from kawaraban.desk.search import plain
from kawaraban.desk.search.documents import Text
from kawaraban.publish import render

State = Post.State


@dataclass(frozen=True, slots=True)
class Stored:
    """What a batch brought; `already` are posts that an earlier move, or this one before it was stopped, brought."""

    posts: int = 0
    already: int = 0
    comments: int = 0
    pairs: int = 0


@dataclass(frozen=True, slots=True)
class _Ready:
    """A post with all that can be made of it without the database."""

    planned: Planned
    html: str
    text: str
    words: search.Words


def ready(planned: Planned) -> _Ready:
    """The costly part of taking a post in: its HTML, and its words for the search. Pure."""
    if planned.markup == "html":
        html = foreign_posts.placed(planned.cleaned, planned.home, {}, {})
    else:
        html = render(planned.body, {}, language=planned.language)
    text = plain.of_html(html)
    return _Ready(planned, html, text, search.words_of(planned.title, text))


def store(move: Move, batch: Iterable[Planned], author: AbstractBaseUser, zone: ZoneInfo) -> Stored:
    """Stores the posts that come in and are not there yet, with all that belongs to them; of a batch all or none.

    Posts that are there get the comments that they lack: a list of posts, taken in first, has none of them.
    A fixed number of statements, whatever the number of posts. Raises DatabaseError.
    """
    batch = list(batch)
    planned = [one for one in batch if not one.out]
    rows = Post.objects.filter(foreign_key__in=[one.key for one in planned]).only("pk", "foreign_key")
    known = {str(post.foreign_key): post for post in rows}
    known |= _copies([one for one in planned if one.kind == "page" and one.key not in known])
    new = [ready(one) for one in planned if one.key not in known]
    with transaction.atomic():
        comments, pairs = _store(move, new, author, zone)
        comments += _store_comments(move, [(known[one.key], one) for one in planned if one.key in known])
        comments += _store_late_comments(move, [one for one in batch if one.out == "twice" and one.comments])
    return Stored(len(new), len(planned) - len(new), comments, pairs)


def _store_late_comments(move: Move, again: Sequence[Planned]) -> int:
    """What another file has under a post that is there by now: a day's page lacks the comments of the post's own."""
    if not again:
        return 0
    rows = Post.objects.filter(foreign_key__in={one.key for one in again}).only("pk", "foreign_key")
    known = {str(post.foreign_key): post for post in rows}
    return _store_comments(move, [(known[one.key], one) for one in again if one.key in known])


def _copies(planned: Sequence[Planned]) -> dict[str, Post]:
    """The posts that another copy of their page brought, by the keys that they have in this one; one query.

    A page's text as copied from the screen has no addresses: a post is known by its moment, its author and its title.
    """
    dated = [one for one in planned if one.dated and not one.guessed]
    if not dated:
        return {}
    rows = Post.objects.filter(brought__kind="page", created_at__in={one.moment for one in dated})
    there: dict[tuple[datetime, str], list[Post]] = {}
    for post in rows.only("pk", "foreign_key", "created_at", "signature", "title"):
        there.setdefault((post.created_at, post.signature), []).append(post)
    found = {}
    for one in dated:
        alike = [post for post in there.get((one.moment, one.signature), ()) if one.title in ("", post.title)]
        if len(alike) == 1:
            found[one.key] = alike[0]
    return found


def _store(move: Move, new: Sequence[_Ready], author: AbstractBaseUser, zone: ZoneInfo) -> tuple[int, int]:
    if not new:
        return 0, 0
    categories = _named(Category, {one.planned.category for one in new} - {""}, move)
    tags = _named(Tag, {tag for one in new for tag in one.planned.tags}, move)
    slugs = _slugs([one.planned for one in new], zone)
    posts = [
        _post(one, move, author, categories.get(one.planned.category), *place)
        for one, place in zip(new, slugs, strict=True)
    ]
    Post.objects.bulk_create(posts)
    pairs = list(zip(posts, new, strict=True))
    Post.tags.through.objects.bulk_create(
        Post.tags.through(post_id=post.pk, tag_id=tags[tag]) for post, one in pairs for tag in one.planned.tags
    )
    comments = _store_comments(move, [(post, one.planned) for post, one in pairs])
    leading.lead_on(move, [(post, one.planned) for post, one in pairs], categories)
    offered = [
        OfferedPair(
            move=move,
            post=post,
            source=pair.source,
            target=pair.target,
            source_language=pair.source_language,
            target_language=pair.target_language,
            score=pair.score,
            doubt=pair.doubt,
        )
        for post, one in pairs
        for pair in one.planned.pairs
    ]
    OfferedPair.objects.bulk_create(offered)
    search.index_texts([_text(post, one.text) for post, one in pairs], [one.words for one in new])
    return comments, len(offered)


def _post(one: _Ready, move: Move, author: AbstractBaseUser, category: int | None, day: date | None, slug: str) -> Post:
    planned = one.planned
    published = planned.state == State.PUBLISHED
    unsettled = planned.markup == "html" and bool(
        planned.pictures or foreign_posts.inside(planned.cleaned, planned.home)
    )
    return Post(
        title=planned.title,
        slug=slug,
        body=planned.body,
        markup=planned.markup,
        summary=planned.summary,
        html=one.html if published else "",
        language=planned.language,
        category_id=category,
        author=author,
        signature=planned.signature,
        state=planned.state,
        # The three are alike until a person changes the post: `undoing` tells by them.
        created_at=planned.moment,
        saved_at=planned.moment,
        changed_at=planned.moment if published else None,
        published_at=planned.moment if published else None,
        publish_at=planned.moment if planned.scheduled else None,
        day=day,
        takes_comments=planned.takes_comments,
        move=move,
        foreign_key=planned.key,
        brought=planned.brought | ({"unsettled": True} if unsettled else {}),
    )


def _slugs(posts: Sequence[Planned], zone: ZoneInfo) -> list[tuple[date | None, str]]:
    """The day and the slug of each post, unlike any other of that day; two queries."""
    days = [post.moment.astimezone(zone).date() if post.state == State.PUBLISHED else None for post in posts]
    wanted = set(filter(None, days))
    taken = set(Post.objects.filter(day__in=wanted, state=State.PUBLISHED).values_list("day", "slug"))
    taken |= set(FormerAddress.objects.filter(day__in=wanted).values_list("day", "slug"))
    counts: dict[date, int] = {}
    for day, _ in taken:
        counts[day] = counts.get(day, 0) + 1
    found: list[tuple[date | None, str]] = []
    for post, day in zip(posts, days, strict=True):
        if day is None:
            found.append((None, post.slug))
            continue
        slug = post.slug or str(counts.get(day, 0) + 1)
        number, stem = 1, slug
        while (day, slug) in taken:
            number += 1
            slug = f"{stem}-{number}" if post.slug else str(int(stem) + number - 1)
        taken.add((day, slug))
        counts[day] = counts.get(day, 0) + 1
        found.append((day, slug))
    return found


def _store_comments(move: Move, posts: Sequence[tuple[Post, Planned]]) -> int:
    """Those that are not there yet: first those that answer none, then their answers. Three statements."""
    told = {comment.key: (post, comment) for post, planned in posts for comment in planned.comments}
    if not told:
        return 0
    there = {str(row.foreign_key): row for row in Comment.objects.filter(foreign_key__in=told)}
    rows = [(post, comment) for key, (post, comment) in told.items() if key not in there]
    firsts = [(comment.key, _comment(post, comment, move)) for post, comment in rows if not comment.answers]
    Comment.objects.bulk_create([row for _, row in firsts])
    parents = there | dict(firsts)
    Comment.objects.bulk_create(
        [_comment(post, comment, move, parents.get(comment.answers)) for post, comment in rows if comment.answers]
    )
    return len(rows)


def _comment(post: Post, comment: PlannedComment, move: Move, parent: Comment | None = None) -> Comment:
    return Comment(
        post=post,
        parent=parent,
        name=comment.name,
        text=comment.text,
        written_at=comment.written_at,
        state=comment.state,
        decided_at=None if comment.state == Comment.State.WAITING else comment.written_at,
        seen_at=timezone.now(),  # nobody is sent a notice of what was said years ago
        foreign_key=comment.key,
        move=move,
    )


def _named(model: type[Category] | type[Tag], names: set[str], move: Move) -> dict[str, int]:
    """Categories or tags by name, made where there are none; at most three queries. Those made are told to the move."""
    rows = model._default_manager
    found: dict[str, int] = dict(rows.filter(name__in=names).values_list("name", "pk"))
    missing = sorted(names - found.keys())
    if not missing:
        return found
    length = 50 if model is Tag else 90
    stems = {name: slugify(name, allow_unicode=True)[:length].strip("-_") for name in missing}
    taken = set(rows.filter(slug__in=stems.values()).values_list("slug", flat=True))
    new = []
    for name, stem in stems.items():
        slug = stem if stem and stem not in taken else f"{stem or 'x'}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        taken.add(slug)
        new.append(model(name=name, slug=slug))
    rows.bulk_create(new)  # type: ignore[arg-type]  # a manager of one of the two
    made = move.options.setdefault("made", {}).setdefault(model._meta.model_name, [])
    made.extend(row.pk for row in new)
    return found | {row.name: row.pk for row in new}


def _text(post: Post, body: str) -> Text:
    published = post.state == State.PUBLISHED
    return Text(
        kind=SearchDocument.Kind.POST if published else SearchDocument.Kind.DRAFT,
        language=post.language,
        sort_at=post.published_at or post.saved_at,
        title=post.title,
        body=body,
        post_id=post.pk,
    )
