"""Copies: who repeats whom, by what one can tell, and where it began."""

from kawaraban.compare.copies.judging import judge
from kawaraban.compare.copies.origins import Origin, origins

__all__ = ["Origin", "judge", "origins"]
