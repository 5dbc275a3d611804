"""The checks, one file each, in the order in which the margin shows what they find."""

from kawaraban.translate.proof.checks import (
    attribution,
    dates,
    glossary,
    length,
    money,
    names,
    numbers,
    repetition,
    times,
    untranslated,
)
from kawaraban.translate.proof.model import Check

CHECKS: tuple[Check, ...] = (
    numbers.CHECK,
    money.CHECK,
    dates.CHECK,
    times.CHECK,
    attribution.CHECK,
    names.CHECK,
    glossary.CHECK,
    untranslated.CHECK,
    length.CHECK,
    repetition.CHECK,
)
