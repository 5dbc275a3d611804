"""The checks, one file each, in the order in which the margin shows what they find."""

from kawaraban.translate.proof.checks import (
    attribution,
    glossary,
    length,
    names,
    numbers,
    repetition,
    untranslated,
)
from kawaraban.translate.proof.model import Check

CHECKS: tuple[Check, ...] = (
    numbers.CHECK,
    attribution.CHECK,
    names.CHECK,
    glossary.CHECK,
    untranslated.CHECK,
    length.CHECK,
    repetition.CHECK,
)
