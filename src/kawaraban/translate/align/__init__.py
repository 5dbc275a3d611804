"""Alignment: which segments of a translation belong to which of the original."""

from kawaraban.translate.align.model import Link

__all__ = ["Link"]
