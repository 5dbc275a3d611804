"""Which pairs of the memory a page shows: what was searched for, the filters, and where it goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict

from kawaraban.desk.models import MemoryEntry
from kawaraban.desk.pages.forms import READ, RENDER
from kawaraban.desk.pages.selection import Cursor

PAGE = 30
#: Pairs approved on this desk, those that files brought, and those that were deleted.
SHOWS = ("all", "desk", "files", "deleted")
PAIRS = tuple(f"{source}-{target}" for target in RENDER for source in READ if source != target)
_CONDITIONS = {"desk": Q(person__isnull=False), "files": Q(person=None)}


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

    def after(self, entry: MemoryEntry) -> str:
        """The query string of what comes after this pair."""
        return self.address(before=Cursor(entry.made_at, entry.pk))

    def entries(self) -> QuerySet[MemoryEntry]:
        """The pairs chosen, newest first, with who made them. A page anywhere costs what the first does."""
        rows = MemoryEntry.objects.filter(deleted_at__isnull=self.show != "deleted")
        rows = rows.filter(_CONDITIONS.get(self.show, Q()))
        if self.pair:
            source, target = self.pair.split("-")
            rows = rows.filter(source_language=source, target_language=target)
        if self.origin:
            rows = rows.filter(origin=self.origin)
        if self.query:
            rows = rows.filter(Q(source_text__icontains=self.query) | Q(target_text__icontains=self.query))
        if self.before:
            at, key = self.before.sort_at, self.before.pk
            # The first condition alone lets the database start in the middle of its index.
            rows = rows.filter(made_at__lte=at).filter(Q(made_at__lt=at) | Q(pk__lt=key))
        return rows.select_related("person", "rendering").order_by("-made_at", "-id")
