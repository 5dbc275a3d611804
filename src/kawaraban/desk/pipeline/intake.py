"""Taking in what a person names: addresses, saved pages and WARC files become articles as any other does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kawaraban.desk import captures
from kawaraban.desk.captures import CaptureStore
from kawaraban.desk.models import Article, Capture, Outlet, Stage
from kawaraban.desk.pipeline.files import TakenIn, take_in_file
from kawaraban.desk.pipeline.keeping import KeepStep, store_captures
from kawaraban.desk.pipeline.reading import ReadStep
from kawaraban.desk.pipeline.readying import ReadyStep
from kawaraban.desk.pipeline.run import Run
from kawaraban.desk.pipeline.step import Done, Step, Task, clean, passed, save_all
from kawaraban.desk.pipeline.work import Kept
from kawaraban.desk.sources import host_of
from kawaraban.follow import FollowError, normalise

_CHUNK = 200  # pages of one file stored in one transaction


@dataclass(slots=True)
class Input:
    """One thing a person named, and how far it is: `ids` of its articles, `waiting` for those not read yet."""

    name: str
    url: str | None = None
    ids: list[int] = field(default_factory=list)
    waiting: set[int] = field(default_factory=set)
    skipped: tuple[str, ...] = ()
    error: str = ""
    placed: bool = False  # its articles are known

    @property
    def is_address(self) -> bool:
        return self.name.startswith(("http://", "https://"))


class TakeInStep(Step):
    """Stores the captures in files, and makes articles of them; what the desk has already stays as it is."""

    name = "take in"
    network = True  # it waits for disks, and its captures go to the store, from threads

    def __init__(self, inputs: Iterable[Input], store: CaptureStore) -> None:
        self._inputs = enumerate(inputs)
        self._store = store

    def due(self, limit: int, keys: Collection[int], lanes: Collection[str]) -> list[Task]:
        return [
            Task(key=number, row=one, call=take_in_file, args=(one.name, one.url, self._store), name=one.name)
            for _, (number, one) in zip(range(limit), self._inputs, strict=False)
        ]

    def commit(self, done: Sequence[Done]) -> list[int]:
        moved: list[int] = []
        kept = []
        for one in done:
            taken: Input = one.task.row
            if one.error is not None:
                taken.error, taken.placed = one.failure.detail, True
                continue
            value: TakenIn = one.value
            taken.skipped = value.skipped
            kept += [(taken, page) for page in value.kept]
        for start in range(0, len(kept), _CHUNK):
            moved += _take_in(kept[start : start + _CHUNK])
        for one in done:
            one.task.row.placed = True
        return moved


def _take_in(pages: Sequence[tuple[Input, Kept]]) -> list[int]:
    """Stores articles and captures of pages in one transaction of a few statements; answers the articles' ids."""
    now = timezone.now()
    with transaction.atomic():
        articles = _articles({page.capture.address: page for _, page in pages})
        known = set(
            Capture.objects.filter(article__in=[a.pk for a in articles.values()]).values_list("article_id", "digest")
        )
        fresh: dict[str, Kept] = {}  # a page twice in one file counts once; of two states the later is read
        older = []
        for _, page in sorted(pages, key=lambda pair: pair[1].capture.captured_at):
            article = articles[page.capture.address]
            if (article.pk, page.capture.digest) in known:
                continue
            known.add((article.pk, page.capture.digest))
            if page.capture.address in fresh:
                older.append((article, fresh[page.capture.address]))
            fresh[page.capture.address] = page
        current = {a.pk: a.capture.captured_at if a.capture else None for a in articles.values()}
        older += [
            (article, page)
            for address, page in fresh.items()
            if (at := current[(article := articles[address]).pk]) and at >= page.capture.captured_at
        ]
        newer = [(articles[address], page) for address, page in fresh.items() if (articles[address], page) not in older]
        store_captures(older, current=False)
        store_captures(newer)
        for article, _ in newer:
            passed(article, Stage.KEPT)
            article.revisit_at = article.revisit_at or now + timedelta(seconds=settings.FIRST_REVISIT)
        save_all(
            [article for article, _ in newer],
            ["stage", "attempts", "due_at", "problem", "problem_detail", "capture", "revisit_at"],
        )
    for taken, page in pages:
        key = articles[page.capture.address].pk
        if key not in taken.ids:
            taken.ids.append(key)
            taken.waiting.add(key)
    return sorted({article.pk for article in articles.values()})


def _articles(pages: dict[str, Any]) -> dict[str, Article]:
    """The articles at these addresses, made where there are none, locked until the transaction ends. Six queries."""
    hosts = {address: host_of(address) for address in pages}
    names = {place: place.removeprefix("www.") for place in hosts.values()}
    Outlet.objects.bulk_create((Outlet(host=place, name=name) for place, name in names.items()), ignore_conflicts=True)
    outlets = dict(Outlet.objects.filter(host__in=names).values_list("host", "pk"))
    Article.objects.bulk_create(
        (Article(address=address, outlet_id=outlets[hosts[address]]) for address in pages), ignore_conflicts=True
    )
    found = Article.objects.select_for_update(of=("self",)).filter(address__in=pages).select_related("capture")
    return {article.address: article for article in found}


def take_in(
    names: Sequence[str], urls: dict[str, str], *, executor: Executor | str | None = None
) -> Iterator[dict[str, Any]]:
    """Takes in what is named; a row an input, in their order, as each is done.

    `{"path" or "address", "article", "title", "language"}`, `"articles"` (a number) for a file with several pages, or
    `"error"`. The same again adds nothing. Raises PipelineError.
    """
    inputs = [Input(name, urls.get(name)) for name in names]
    addresses = _list_addresses([one for one in inputs if one.is_address])
    store = captures.store()
    told = _Rows(inputs)
    with Run(
        lambda fetcher: [
            TakeInStep((one for one in inputs if not one.is_address), store),
            KeepStep(fetcher, store, only=addresses),
            ReadStep(store.url),
            ReadyStep(),
        ],
        executor=executor,
        report=told.touch,
    ) as run:
        told.touch("", addresses)
        for _ in run.turns():
            yield from told.ready()
    yield from told.rest()


def _list_addresses(inputs: Sequence[Input]) -> list[int]:
    """Lists the addresses as articles that are due; one that failed before is tried again. Answers their ids."""
    wanted: dict[str, list[Input]] = {}
    for one in inputs:
        one.placed = True
        try:
            wanted.setdefault(normalise(one.name), []).append(one)
        except FollowError as error:
            one.error = str(error)
    articles = list_articles(wanted)
    for address, same in wanted.items():
        for one in same:
            one.ids = [articles[address].pk]
            one.waiting = set(one.ids)
    return [article.pk for article in articles.values()]


@transaction.atomic
def list_articles(addresses: Iterable[str]) -> dict[str, Article]:
    """The articles at these addresses (as `normalise` writes them), made where there are none.

    Those that have no page yet are due at once, also where they failed before: whatever runs the pipeline captures
    and reads them.
    """
    articles = _articles(dict.fromkeys(addresses))
    waiting = Article.objects.filter(pk__in=[article.pk for article in articles.values()], stage=Stage.LISTED)
    waiting.update(due_at=timezone.now(), attempts=0, problem="", problem_detail="")
    return articles


class _Rows:
    """Turns inputs into rows as their articles settle: read, or known not to be readable now."""

    def __init__(self, inputs: Sequence[Input]) -> None:
        self._inputs = list(inputs)
        self._touched: set[int] = set()
        self._known: dict[int, dict[str, Any]] = {}
        self._next = 0

    def touch(self, step: str, ids: list[int]) -> None:
        self._touched.update(ids)

    def ready(self) -> Iterator[dict[str, Any]]:
        """Rows of the inputs that are done, up to the first that is not."""
        if self._touched:
            self._look()
        while self._next < len(self._inputs) and self._is_done(self._inputs[self._next]):
            yield self._row(self._inputs[self._next])
            self._next += 1

    def rest(self) -> Iterator[dict[str, Any]]:
        """Rows of all the others, when nothing more is going to happen."""
        for one in self._inputs[self._next :]:
            self._touched.update(one.waiting)
            one.placed = True
        self._look(settled=False)
        yield from self.ready()

    def _look(self, *, settled: bool = True) -> None:
        fields = ("pk", "stage", "title", "language", "problem", "problem_detail")
        for row in Article.objects.filter(pk__in=self._touched).values(*fields):
            if not settled or row["stage"] in (Stage.READ, Stage.READY) or row["problem"]:
                self._known[row["pk"]] = row
        self._touched.clear()

    def _is_done(self, one: Input) -> bool:
        one.waiting -= self._known.keys()
        return one.placed and not one.waiting

    def _row(self, one: Input) -> dict[str, Any]:
        row: dict[str, Any] = {"address" if one.is_address else "path": one.name}
        if one.error or not one.ids:
            return row | {"error": one.error or "It was not reached: run the command again."}
        read = [self._known[key] for key in one.ids if self._known[key]["stage"] in (Stage.READ, Stage.READY)]
        if not read:
            return row | {"error": clean(self._known[one.ids[0]]["problem_detail"]) or "It could not be read yet."}
        if len(one.ids) > 1:
            return row | {"articles": len(read), "skipped": [*one.skipped, *self._unread(one)]}
        return row | {"article": read[0]["pk"], "title": read[0]["title"], "language": read[0]["language"]}

    def _unread(self, one: Input) -> list[str]:
        rows = (self._known[key] for key in one.ids)
        return [row["problem_detail"] for row in rows if row["stage"] not in (Stage.READ, Stage.READY)]
