"""The checks, one file each, in the order in which the margin shows what they find."""

from kawaraban.translate.proof.checks import attribution, glossary, names, repetition
from kawaraban.translate.proof.model import Check

CHECKS: tuple[Check, ...] = (attribution.CHECK, names.CHECK, glossary.CHECK, repetition.CHECK)
