"""In which order reports of a story are taken where not all of them can be."""

from __future__ import annotations

from django.db.models import Case, When
from django.db.models.expressions import Combinable

from kawaraban.desk.models import Placing


def own_first() -> tuple[Combinable | str, ...]:
    """An order of placings: own reporting before copies, the earliest of each first."""
    return Case(When(standing=Placing.Standing.OWN, then=0), default=1), "article__sort_at", "article_id"
