"""Which reports are on one event, in all languages, one report at a time.

`place` says which of some stories a new report belongs to, `Nearby` which stories come into question, `gather` puts
all reports of one call in stories, and `differences` what the reports of one story say differently.
"""

from kawaraban.compare.stories.differences import Difference, Saying, Value, differences
from kawaraban.compare.stories.gathering import gather
from kawaraban.compare.stories.matching import Nearby
from kawaraban.compare.stories.model import Group, Link, Member, Rarity, terms
from kawaraban.compare.stories.placing import place
from kawaraban.compare.stories.vectors import lead_vector

__all__ = [
    "Difference",
    "Group",
    "Link",
    "Member",
    "Nearby",
    "Rarity",
    "Saying",
    "Value",
    "differences",
    "gather",
    "lead_vector",
    "place",
    "terms",
]
