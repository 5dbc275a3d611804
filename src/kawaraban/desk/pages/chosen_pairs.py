"""Which pairs of the memory a page shows: what was searched for, the filters, and where it goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from kawaraban.desk.models import MemoryEntry
from kawaraban.desk.pages.forms import READ, RENDER
from kawaraban.desk.pages.selection import Cursor

PAGE = 30
SEARCHED = 50_000  # pairs that are looked through for a text at a time
#: Pairs approved on this desk, those that files brought, and those that were deleted.
SHOWS = ("all", "desk", "files", "deleted")
PAIRS = tuple(f"{source}-{target}" for target in RENDER for source in READ if source != target)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters in use, as the address names them."""

    query: str = ""
    show: str = "all"
    pair: str = ""
    origin: str = ""
    before: Cursor | None = None

    @classmethod
    def parse(cls, given: QueryDict) -> Chosen:
        """What the address asks for; what it asks for wrongly is left out."""
        show, pair = given.get("show", ""), given.get("pair", "")
        return cls(
            query=given.get("q", "").strip()[:200],
            show=show if show in SHOWS else "all",
            pair=pair if pair in PAIRS else "",
            origin=given.get("origin", "")[:200],
            before=Cursor.parse(given.get("before", "")),
        )

    def address(self, **changes: Any) -> str:
        """The query string of this choice with `changes`, from its newest pair on."""
        other = replace(self, **{"before": None, **changes})
        values = {"q": other.query, "show": other.show, "pair": other.pair, "origin": other.origin}
        values["before"] = str(other.before) if other.before else ""
        return "?" + urlencode({name: value for name, value in values.items() if value and value != "all"})

    def page(self) -> tuple[list[MemoryEntry], str]:
        """The pairs chosen, newest first, with who made them, and the query string of what follows ("": nothing).

        A page anywhere costs what the first does. Text is sought in `SEARCHED` pairs at a time: then what follows may
        be the rest of the search.
        """
        rows = self._rows().order_by("-made_at", "-id")
        window = []
        if self.query:
            window = list(rows.only("made_at")[SEARCHED - 1 : SEARCHED])
            rows = rows.filter(pk__in=rows.values("pk")[:SEARCHED])
            rows = rows.filter(Q(source_text__icontains=self.query) | Q(target_text__icontains=self.query))
        found = list(rows.select_related("person")[: PAGE + 1])
        last = found[PAGE - 1 : PAGE] if len(found) > PAGE else window
        return found[:PAGE], self.address(before=Cursor(last[0].made_at, last[0].pk)) if last else ""

    def _rows(self) -> QuerySet[MemoryEntry]:
        rows = MemoryEntry.objects.filter(deleted_at__isnull=self.show != "deleted")
        if self.show == "desk":
            rows = rows.filter(person__isnull=False)
        elif self.show == "files":
            # Nearly all have no person: a database that went by that would sort them all.
            rows = rows.alias(made_by=Coalesce("person_id", Value(0))).filter(made_by=0)
        if self.pair:
            source, target = self.pair.split("-")
            rows = rows.filter(source_language=source, target_language=target)
        if self.origin:
            rows = rows.filter(origin=self.origin)
        if self.before:
            at, key = self.before.sort_at, self.before.pk
            # The first condition alone lets the database start in the middle of its index.
            rows = rows.filter(made_at__lte=at).filter(Q(made_at__lt=at) | Q(pk__lt=key))
        return rows
