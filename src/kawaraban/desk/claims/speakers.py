"""Names as the claims have them -> speakers, one a name and language."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kawaraban.attribute import Claim as Found
from kawaraban.attribute.naming import Named, named
from kawaraban.desk.models import Speaker
from kawaraban.desk.pipeline.step import clean


def speaker_of(claim: Found, source_text: str, language: str) -> Named | None:
    """Who said it by name; None where nobody is named."""
    return None if claim.unnamed else named(clean(claim.speaker or source_text), language)


def speakers(wanted: Iterable[tuple[str, Named]]) -> dict[tuple[str, str], Speaker]:
    """Speakers by language and name; made where there are none, with the role told last. Four queries at most."""
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


def _known(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], Speaker]:
    found = Speaker.objects.filter(language__in={key[0] for key in keys}, name__in={key[1] for key in keys})
    return {(one.language, one.name): one for one in found if (one.language, one.name) in keys}
