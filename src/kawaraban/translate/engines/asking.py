"""Asking an engine so that one bad answer spoils no other: each is looked at, a doubtful one asked for again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from kawaraban.translate.answers import doubt
from kawaraban.translate.glossary import Term, apply
from kawaraban.translate.model import (
    Engine,
    EngineChoice,
    Fault,
    Job,
    Spent,
    TranslateError,
    TranslateProblem,
    Translation,
)

#: What concerns the text that was asked for; any other problem is the engine's, whatever it is asked.
_OF_TEXT: frozenset[TranslateProblem] = frozenset({"engine-failed", "refused-text"})


def asked(engine: Engine, choice: EngineChoice, job: Job) -> list[Translation]:
    """One Translation a text of the job, in order.

    A text whose answer is no translation is asked for once more, alone; if that is none either, its Translation is
    empty and has the `fault`. Raises TranslateError where the engine can't work at all.
    """
    worded = [place for place, text in enumerate(job.texts) if text.strip()]
    made = dict(zip(worded, _try(engine, choice, job.only(*worded)) if worded else [], strict=True))
    for place, first in made.items():
        if first.fault:
            (second,) = _try(engine, choice, job.only(place))
            made[place] = replace(second, spent=_sum(first.spent, second.spent))
    nothing = Translation("", "engine", engine.name, engine.model)
    return [made.get(place, nothing) for place in range(len(job.texts))]


def _try(engine: Engine, choice: EngineChoice, job: Job) -> list[Translation]:
    """One answer a text, looked at. A text that brings the engine down is told from the others by asking for each."""
    try:
        made = engine.translate(job)
    except TranslateError as error:
        if error.problem not in _OF_TEXT:
            raise
        if len(job.texts) > 1:
            return [_try(engine, choice, job.only(place))[0] for place in range(len(job.texts))]
        made = [Translation("", "engine", engine.name, engine.model, fault="failed")]
    return [_looked_at(engine, choice, job.terms, *one) for one in zip(job.texts, made, strict=True)]


def _looked_at(
    engine: Engine, choice: EngineChoice, terms: tuple[Term, ...], text: str, made: Translation
) -> Translation:
    """The answer held to the glossary; empty, with its fault, where it is no translation."""
    fault: Fault | None = made.fault or doubt(text, made.text, choice.source, choice.target)
    tokens = made.spent.tokens
    spent = Spent(len(text), tokens, *price(choice, tokens if engine.counts_tokens else len(text)))
    return replace(made, text="" if fault else apply(terms, text, made.text).text, fault=fault, spent=spent)


def price(choice: EngineChoice, number: int) -> tuple[Decimal, str]:
    """What so many characters (or tokens) cost by the choice's `price` a million, and in which currency."""
    try:
        each = Decimal(choice.option("price", "0"))
    except InvalidOperation:
        return Decimal(0), ""
    if not each.is_finite() or each <= 0:
        return Decimal(0), ""
    return each * number / 1_000_000, choice.option("currency")[:3].upper()


def _sum(one: Spent, other: Spent) -> Spent:
    return Spent(one.characters + other.characters, one.tokens + other.tokens, one.cost + other.cost, other.currency)
