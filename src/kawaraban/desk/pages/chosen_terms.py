"""Which terms of the glossary a page shows: what was searched for, and the filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from kawaraban.desk.models import Term
from kawaraban.desk.pages.term_forms import PAIRS

PAGE = 50
#: Every term, those to keep as they are, those that files brought, and those that were deleted.
SHOWS = ("all", "keep", "files", "deleted")
_CONDITIONS = {"keep": Q(keep=True), "files": ~Q(origin="")}


@dataclass(frozen=True, slots=True)
class ChosenTerms:
    """The filters in use, as the address names them."""

    query: str = ""
    show: str = "all"
    pair: str = ""
    kind: str = ""

    @classmethod
    def parse(cls, given: QueryDict) -> ChosenTerms:
        """What the address asks for; what it asks for wrongly is left out."""
        show, pair, kind = (given.get(name, "") for name in ("show", "pair", "kind"))
        return cls(
            query=given.get("q", "").strip()[:200],
            show=show if show in SHOWS else "all",
            pair=pair if pair in {f"{a}-{b}" for a, b in PAIRS} else "",
            kind=kind if kind in Term.Kind.values else "",
        )

    def address(self, **changes: Any) -> str:
        """The query string of this choice with `changes`, from its first page on."""
        other = replace(self, **changes)
        values = {"q": other.query, "show": other.show, "pair": other.pair, "kind": other.kind}
        return "?" + urlencode({name: value for name, value in values.items() if value and value != "all"})

    @property
    def is_everything(self) -> bool:
        return self == ChosenTerms()

    def terms(self) -> QuerySet[Term]:
        """The terms chosen, by language and source."""
        rows = Term.objects.filter(deleted_at__isnull=self.show != "deleted")
        rows = rows.filter(_CONDITIONS.get(self.show, Q()))
        if self.pair:
            source, target = self.pair.split("-")
            rows = rows.filter(source_language=source, target_language=target)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.query:
            some = self.query
            rows = rows.filter(Q(source__icontains=some) | Q(target__icontains=some) | Q(note__icontains=some))
        return rows.select_related("person").order_by("source_language", "target_language", "source", "pk")
