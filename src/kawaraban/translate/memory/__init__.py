"""The memory: remembered pairs that are a text or like it, with what differs marked and what is sure adapted.

Texts like another are found by an inverted index of rare marks (`Segment`, and `Tail` for the newest), whose
proposals `hits` then holds against the text, word by word and character by character.
"""

from kawaraban.translate.memory.adapting import Replacement, adapt
from kawaraban.translate.memory.comparing import LEAST_SCORE, Difference, differences, similarity
from kawaraban.translate.memory.hits import MemoryHit, hits
from kawaraban.translate.memory.proposing import propose
from kawaraban.translate.memory.segment import Segment, Text, merge_segments, write_segment
from kawaraban.translate.memory.shingles import marks
from kawaraban.translate.memory.tail import Tail

__all__ = [
    "LEAST_SCORE",
    "Difference",
    "MemoryHit",
    "Replacement",
    "Segment",
    "Tail",
    "Text",
    "adapt",
    "differences",
    "hits",
    "marks",
    "merge_segments",
    "propose",
    "similarity",
    "write_segment",
]
