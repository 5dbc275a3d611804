"""The memory: remembered pairs that are a text or like it, with what differs marked and what is sure adapted."""

from kawaraban.translate.memory.adapting import Replacement, adapt
from kawaraban.translate.memory.comparing import LEAST_SCORE, Difference, differences, similarity
from kawaraban.translate.memory.hits import MemoryHit, hits

__all__ = ["LEAST_SCORE", "Difference", "MemoryHit", "Replacement", "adapt", "differences", "hits", "similarity"]
