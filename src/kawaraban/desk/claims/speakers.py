"""Names as the claims have them -> speakers, one a name and language."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from kawaraban.attribute import Claim as Found
from kawaraban.attribute.naming import Named, named
from kawaraban.desk.models import Claim, Speaker, SpeakerJoin
from kawaraban.desk.pipeline.step import clean


def speaker_of(claim: Found, source_text: str, language: str) -> Named | None:
    """Who said it by name; None where nobody is named."""
    return None if claim.unnamed else named(clean(claim.speaker or source_text), language)


def speakers(wanted: Iterable[tuple[str, Named]]) -> dict[tuple[str, str], Speaker]:
    """Speakers by language and name; made where there are none, with the role told last.

    Within a transaction; four queries at most.
    """
    roles: dict[tuple[str, str], str] = {}
    for language, one in wanted:
        key = (language, one.name)
        roles[key] = one.role or roles.get(key, "")
    if not roles:
        return {}
    known = _known(roles)
    missing = [Speaker(language=key[0], name=key[1], role=roles[key]) for key in sorted(roles.keys() - known.keys())]
    if missing:
        # Another process may be making the same name.
        Speaker.objects.bulk_create(missing, ignore_conflicts=True)
        known = _known(roles)
    changed = [one for key, one in known.items() if roles[key] and one.role != roles[key]]
    for one in changed:
        one.role = roles[(one.language, one.name)]
    Speaker.objects.bulk_update(changed, ["role"])
    return known


def forget_silent(speakers: Collection[int]) -> None:
    """Takes those of these speakers away who say nothing in any article any more, under none of their names. Names
    that a person joined or took apart stay. Within a transaction; about eight queries."""
    if not speakers:
        return
    roots = Speaker.objects.filter(pk__in=speakers).annotate(root=Coalesce("joined_id", "pk")).values("root")
    names = Speaker.objects.filter(Q(pk__in=roots) | Q(joined__in=roots))
    # Claims by a name may be on their way into the database: it is held for them, and passed over here.
    held = set(names.select_for_update(skip_locked=True).values_list("pk", flat=True))
    one = Q(one=OuterRef("pk")) | Q(one__joined=OuterRef("pk"))
    other = Q(other=OuterRef("pk")) | Q(other__joined=OuterRef("pk"))
    says = Exists(Claim.objects.filter(Q(speaker=OuterRef("pk")) | Q(speaker__joined=OuterRef("pk"))))
    told = Exists(SpeakerJoin.objects.filter(one | other, person__isnull=False))
    silent = set(names.filter(~says, ~told, joined=None).values_list("pk", flat=True))
    belongs = {key: joined or key for key, joined in names.values_list("pk", "joined_id")}
    spared = {root for key, root in belongs.items() if key not in held}
    gone = [key for key, root in belongs.items() if root in silent - spared]
    Speaker.objects.filter(pk__in=gone).delete()


def _known(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Speaker]:
    """Held until the transaction ends, always in one order, so that nobody takes them away before their claims come."""
    found = (
        Speaker.objects.select_for_update(no_key=True)
        .filter(language__in={key[0] for key in keys}, name__in={key[1] for key in keys})
        .order_by("pk")
    )
    return {(one.language, one.name): one for one in found if (one.language, one.name) in keys}
