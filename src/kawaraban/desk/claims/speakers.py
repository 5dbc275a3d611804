"""Names as the claims have them -> speakers, one a name and language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kawaraban.attribute import Claim as Found
from kawaraban.desk.models import Speaker
from kawaraban.desk.pipeline.step import clean

_LONGEST = 300
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
# "Pavel Renko, a spokesman for the ministry": what stands behind the comma is what the name is.
_BEHIND = re.compile(r"^(?P<name>[^,、]{2,80}),\s+(?:(?:the|an?|its|his|her|their)\s+)?(?P<role>[^,]{2,200}),?$")
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*)(?:\s+(?:[a-z]{1,3}\s+)?[A-Z][\w.’'-]*)+$")
# "Interior Minister Ilse Torvald": the title is the words up to the last one that is an office, the name what is left.
_TITLED = re.compile(
    r"^(?P<role>(?:[\w’'.-]+\s+){0,6}"
    r"(?:president|minister|secretary|premier|chancellor|governor|mayor|ambassador|general|colonel|captain|admiral"
    r"|director|chief|chairman|chairwoman|chair|head|spokesman|spokeswoman|spokesperson|commissioner|senator"
    r"|professor|doctor|judge|king|queen|prince|princess|pope|bishop|analyst|lawyer|leader|officer|inspector"
    r"|representative|envoy|deputy|manager|engineer|harbou?rmaster|mr|mrs|ms|dr|prof|gen|col|capt|sen|gov)\.?)\s+"
    r"(?P<name>[A-Z].*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker as a text names them, and what it says they are ("Interior Minister")."""

    name: str
    role: str = ""


def named(words: str) -> Named | None:
    """A source's words as a name and a role; None where they hold no letter."""
    told = _ARTICLE.sub("", " ".join(clean(words).split())).strip(' ,;:“”"')
    if not any(character.isalnum() for character in told):
        return None
    for form in (_BEHIND, _TITLED):
        if (match := form.match(told)) and _NAME.search(match["name"]):
            return Named(match["name"].strip()[:_LONGEST], match["role"].strip()[:_LONGEST])
    return Named(told[:_LONGEST])


def speaker_of(claim: Found, source_text: str) -> Named | None:
    """Who said it by name; None where nobody is named."""
    return None if claim.unnamed else named(claim.speaker or source_text)


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
