"""Alignment: which segments of a translation belong to which of the original.

    align(["It rained.", "The pier was shut."], ["雨が降り、桟橋は閉じられた。"], "en", "ja")
    -> [Link(source=(0, 1), target=(0,), score=0.9)]

`spans` describes runs of segments by vectors, words and length, `costs` says how well two runs go together, `path`
finds the best monotone way through, `aligning` is the front door, `moved` finds blocks that stand out of step.
"""

from kawaraban.translate.align.aligning import align
from kawaraban.translate.align.model import MAX_SEGMENTS, AlignError, Link
from kawaraban.translate.align.moved import out_of_step
from kawaraban.translate.align.spans import vectors_needed

__all__ = ["MAX_SEGMENTS", "AlignError", "Link", "align", "out_of_step", "vectors_needed"]
