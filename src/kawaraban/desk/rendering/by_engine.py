"""What engines make of articles: which parts wait for one, what one made of the same text before, what comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kawaraban.desk import engines
from kawaraban.desk.glossary import terms_between
from kawaraban.desk.models import Article, EngineUse, LeftOut, Preferences, Rendering
from kawaraban.desk.models.renderings import DECK, TITLE
from kawaraban.desk.rendering.parts import Part, lock_articles, parts, parts_of, says_the_same
from kawaraban.desk.rendering.unattended import Made, may_be_made_again, store, texts_of
from kawaraban.translate import EngineChoice, Job, Translation
from kawaraban.translate.glossary import Term, occurrences

State, Maker = Rendering.State, Rendering.Maker

#: At most so much goes to an engine at once: what is done is stored and seen, and a failure costs no more than this.
TEXTS, CHARACTERS = 8, 3_000

_HEADS = frozenset({TITLE, DECK})


@dataclass(frozen=True, slots=True)
class EngineTask:
    """The parts of an article that wait for an engine. Plain data, for `translate_job` on an Executor.

    `around` are the texts before and after each part, `terms` those of the glossary that occur in them. `more` says
    that the article has further parts waiting, for a task of their own.
    """

    article_id: int
    language: str
    choice: EngineChoice
    parts: tuple[Part, ...]
    around: tuple[tuple[str, str], ...] = ()
    terms: tuple[Term, ...] = ()
    more: bool = False

    @property
    def job(self) -> Job:
        """Each text once, however many parts have it."""
        places = {part.digest: place for place, part in reversed(list(enumerate(self.parts)))}
        once = sorted(places.values())
        around = tuple(self.around[place] for place in once) if self.around else ()
        return Job(tuple(self.parts[place].text for place in once), around, self.terms)

    @property
    def digests(self) -> dict[str, None]:
        """Those of the job's texts, in its order."""
        return dict.fromkeys(part.digest for part in self.parts)


@dataclass(slots=True)
class _Waiting:
    """What waits for engines in some articles: by article, its parts in reading order and those that are wanted."""

    target: str
    choices: dict[str, EngineChoice]  # by source language
    articles: list[Article]
    parts: dict[int, list[Part]] = field(default_factory=dict)
    wanted: dict[int, list[Part]] = field(default_factory=dict)
    again: set[tuple[int, str]] = field(default_factory=set)  # of these what was made before is not good enough

    @classmethod
    def of(cls, articles: Sequence[Article], language: str | None) -> _Waiting:
        """Five queries, two where no engine is set up for any of them."""
        preferences = Preferences.load()
        target = language or preferences.language
        sources = {article.language for article in articles} - {"", target}
        found = {source: engines.configured(source, target, preferences) for source in sources}
        choices = {source: choice for source, choice in found.items() if choice}
        self = cls(target, choices, [article for article in articles if article.language in choices])
        if self.articles:
            self._look()
        return self

    def _look(self) -> None:
        keys = [article.pk for article in self.articles]
        rows = Rendering.objects.filter(article__in=keys, language=self.target).defer("text")
        standing = {(row.article_id, row.pid): row for row in rows}
        left = LeftOut.objects.filter(article__in=keys, language=self.target)
        left_out = {(row.article_id, row.pid, row.source_digest, row.engine, row.model) for row in left}
        self.parts = parts_of(self.articles)
        self.again = {key for key, row in standing.items() if row.again and may_be_made_again(row)}
        for article in self.articles:
            maker = self.maker(article.language)
            self.wanted[article.pk] = [
                part
                for part in _asked_for(article, self.parts[article.pk], self.again)
                if _is_open(standing.get((article.pk, part.pid)))
                and (article.pk, part.pid, part.digest, *maker) not in left_out
            ]

    def maker(self, source: str) -> tuple[str, str]:
        """The engine and the model that translations from a language are made by."""
        return engines.maker(self.choices[source])


def _is_open(row: Rendering | None) -> bool:
    return row is None or may_be_made_again(row)


def _asked_for(article: Article, found: Sequence[Part], again: Collection[tuple[int, str]]) -> Iterable[Part]:
    """The headline and the deck of every article; the whole text where it is wanted."""
    first = next((part.text for part in found if part.pid not in _HEADS), "")
    for part in found:
        if part.pid == DECK and first and says_the_same(part.text, first):
            continue  # the page doesn't show it
        if article.wanted_at or part.pid in _HEADS or (article.pk, part.pid) in again:
            yield part


def render_as_before(articles: Sequence[Article], language: str | None = None) -> int:
    """Copies what the engine now chosen made of the very same texts before; answers how many parts got their text.

    The same language, engine and model: what another made is not taken for it. A few queries however many articles.
    """
    waiting = _Waiting.of(articles, language)
    made: dict[tuple[int, str], Made] = {}
    for source, choice in waiting.choices.items():
        name, model = waiting.maker(source)
        parts_wanted = [
            (article.pk, part)
            for article in waiting.articles
            if article.language == source
            for part in waiting.wanted[article.pk]
            if (article.pk, part.pid) not in waiting.again
        ]
        digests = {part.digest for _, part in parts_wanted}
        before = Rendering.objects.filter(
            source_digest__in=digests, language=waiting.target, engine=choice.name, model=model, maker=Maker.ENGINE
        )
        known = dict(before.filter(article__language=source).values_list("source_digest", "text")) if digests else {}
        for key, part in parts_wanted:
            if part.digest in known:
                made[key, part.pid] = _made(known[part.digest], part.digest, name, model)
    if not made:
        return 0
    with transaction.atomic():
        locked = lock_articles({key for key, _ in made})
        found = parts_of(list(locked.values()))
        now = {(key, part.pid): part.digest for key, some in found.items() for part in some}
        fitting = {key: one for key, one in made.items() if now.get(key) == one["source_digest"]}
        return store(fitting, waiting.target, locked, texts_of(found))


def engine_tasks(
    articles: Sequence[Article], language: str | None = None, *, at_work: Collection[str] = ()
) -> list[EngineTask]:
    """What an engine has to do for these articles, after the memory had its say; one task an article that needs it.

    Empty where no engine is set up for the pair. No text goes into two tasks, nor into one if its digest is `at_work`:
    it is copied (`render_as_before`) when it comes back. An article that waits for that alone has a task without
    parts. To be run with `executor.submit(translate_job, task.choice, task.job)`; what comes back goes to
    `store_translations`.
    """
    waiting = _Waiting.of(articles, language)
    taken = set(at_work)
    found: list[EngineTask] = []
    terms: dict[str, tuple[Term, ...]] = {}
    for article in waiting.articles:
        wanted = waiting.wanted[article.pk]
        if not wanted:
            continue
        free = [part for part in wanted if part.digest not in taken]
        chosen = _first(free)
        taken |= {part.digest for part in chosen}
        source = article.language
        if source not in terms:
            terms[source] = terms_between(source, waiting.target)
        found.append(
            EngineTask(
                article_id=article.pk,
                language=waiting.target,
                choice=waiting.choices[source],
                parts=tuple(chosen),
                around=_around(chosen, waiting.parts[article.pk]),
                terms=_occurring(chosen, terms[source]),
                more=len(chosen) < len(wanted),
            )
        )
    return found


def _first(wanted: Sequence[Part]) -> list[Part]:
    """As many of the parts as go at once, one at least; parts with the same text count once."""
    chosen: list[Part] = []
    texts: dict[str, int] = {}
    for part in wanted:
        size = sum(texts.values()) + len(part.text)
        if texts and part.digest not in texts and (len(texts) == TEXTS or size > CHARACTERS):
            break
        texts[part.digest] = len(part.text)
        chosen.append(part)
    return chosen


def _around(chosen: Sequence[Part], every: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    place = {part.pid: at for at, part in enumerate(every)}
    texts = ["", *(part.text for part in every), ""]
    return tuple((texts[place[part.pid]], texts[place[part.pid] + 2]) for part in chosen)


def _occurring(chosen: Sequence[Part], terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(term for part in chosen for _, term in occurrences(part.text, terms)))


@transaction.atomic
def store_translations(task: EngineTask, translations: Sequence[Translation]) -> int:
    """Stores what an engine made of a task's texts, in order; answers how many.

    Parts that a person or the memory rendered meanwhile stay as they are, and those whose original has another text
    by now are left to the next task. What it took is counted, and what it left out is noted with the reason.
    """
    article = lock_articles([task.article_id]).get(task.article_id)
    count_use(task.choice, translations)
    if article is None:
        return 0
    current = {part.pid: part.digest for part in parts(article)}
    answers = dict(zip(task.digests, translations, strict=True))
    standing = [part for part in task.parts if current.get(part.pid) == part.digest]
    made = {
        (article.pk, part.pid): _made(answer.text, part.digest, answer.engine, answer.model)
        for part in standing
        if (answer := answers[part.digest]).text
    }
    _note_left_out(task, [part for part in standing if not answers[part.digest].text], answers)
    originals = {(article.pk, part.pid): part.text for part in standing}
    return store(made, task.language, {article.pk: article}, originals)


def _made(text: str, digest: str, name: str, model: str) -> Made:
    return {
        "text": text,
        "source_digest": digest,
        "state": State.MACHINE,
        "maker": Maker.ENGINE,
        "engine": name,
        "model": model,
    }


def _note_left_out(task: EngineTask, left: Sequence[Part], answers: dict[str, Translation]) -> None:
    pids = [part.pid for part in task.parts]
    LeftOut.objects.filter(article=task.article_id, language=task.language, pid__in=pids).delete()
    LeftOut.objects.bulk_create(
        LeftOut(
            article_id=task.article_id,
            pid=part.pid,
            language=task.language,
            source_digest=part.digest,
            engine=answer.engine,
            model=answer.model,
            fault=answer.fault or "empty",
        )
        for part in left
        if (answer := answers[part.digest])
    )
    # What was asked for anew and can't be had stays as it is.
    Rendering.objects.filter(article=task.article_id, language=task.language, pid__in=[p.pid for p in left]).update(
        again=False
    )


def count_use(choice: EngineChoice, translations: Sequence[Translation]) -> None:
    """Adds what the translations took to the day's use."""
    for name, model, currency in {(one.engine, one.model, one.spent.currency) for one in translations}:
        spent = [
            one.spent for one in translations if (one.engine, one.model, one.spent.currency) == (name, model, currency)
        ]
        use, _ = EngineUse.objects.get_or_create(
            day=timezone.localdate(),
            engine=name,
            model=model,
            source_language=choice.source,
            target_language=choice.target,
            currency=currency,
        )
        EngineUse.objects.filter(pk=use.pk).update(
            texts=F("texts") + len(spent),
            characters=F("characters") + sum(one.characters for one in spent),
            tokens=F("tokens") + sum(one.tokens for one in spent),
            cost=F("cost") + sum(one.cost for one in spent),
        )
