"""The checks, one file each, in the order in which the margin shows what they find."""

from kawaraban.translate.proof.checks import (
    addition,
    attribution,
    dates,
    glossary,
    length,
    money,
    names,
    negation,
    numbers,
    omission,
    quotation,
    repetition,
    times,
    typography,
    untranslated,
)
from kawaraban.translate.proof.model import Check

CHECKS: tuple[Check, ...] = (
    numbers.CHECK,
    money.CHECK,
    dates.CHECK,
    times.CHECK,
    attribution.CHECK,
    negation.CHECK,
    quotation.CHECK,
    names.CHECK,
    glossary.CHECK,
    omission.CHECK,
    addition.CHECK,
    untranslated.CHECK,
    length.CHECK,
    repetition.CHECK,
    typography.CHECK,
)
