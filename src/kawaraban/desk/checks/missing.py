"""What nobody has said yet: as much of a result as its numbers. `compare.relating.missing` in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from kawaraban.compare.relating.missing import Found, Missing, missing
from kawaraban.desk.checks.background import Background
from kawaraban.desk.checks.counting import Result, origin_of
from kawaraban.desk.models import Finding, OutletFact


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing: in a few words, and what is known of it."""

    code: str
    words: str
    note: str = ""


def missing_from(result: Result, background: Background, names: Mapping[str, str] | None = None) -> list[Lack]:
    """What is missing from what was counted, the gravest first; empty where nothing was.

    `names` are those of outlets as readers know them, by their own in small letters.
    """
    if not result.decided:
        return []
    counted = (*result.states, *result.attributes, *result.denies, *result.repeats, *result.related, *result.unknown)
    called = _called(counted, background, names or {})
    return [
        Lack(lack.code, *_WORDS[lack.code](lack, called))
        for lack in missing(_found(finding, background) for finding in counted)
    ]


def _called(findings: Sequence[Finding], background: Background, names: Mapping[str, str]) -> dict[str, str]:
    """What readers call an origin's outlet, by its article, and a country or an owner, by how the registry has it."""
    called = {}
    for one in findings:
        if origin_of(one) == one.article_id:
            own = one.article.outlet.name
            called[str(one.article_id)] = names.get(own.casefold(), own)
        for kind in (OutletFact.Kind.COUNTRY, OutletFact.Kind.OWNER):
            if value := background.value(one, kind):
                called[value] = background.told(one, kind)
    return called


def _found(finding: Finding, background: Background) -> Found:
    claims = background.claims.get(finding.pk, [])
    return Found(
        relation=finding.relation or finding.proposed,  # type: ignore[arg-type]
        origin=str(origin_of(finding) or ""),
        country=background.value(finding, OutletFact.Kind.COUNTRY),
        owner=background.value(finding, OutletFact.Kind.OWNER),
        speakers=tuple(dict.fromkeys(claim.speaker.name for claim in claims if claim.speaker)),
        unnamed=bool(claims) and all(claim.is_unnamed for claim in claims),
        via=tuple(one["text"] for claim in claims for one in claim.via),
        asked=finding.version_id in background.asked,
    )


def _names(names: tuple[str, ...], called: Mapping[str, str]) -> str:
    return gettext(", ").join(called.get(name, name) for name in names)


def _nothing(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    return gettext("an origin that says it or denies it"), gettext("What was found is only on the matter, or copied.")


def _only_denied(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    return gettext("an origin that says it"), gettext("It is denied, and no origin here says it.")


def _no_own_voice(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    return (
        gettext("an origin that says it in its own words"),
        gettext("All who say it give it as somebody’s claim."),
    )


def _one_origin(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    name = called.get(lack.names[0], "")
    said = gettext("All who say it have it from one origin: %(name)s.") % {"name": name} if name else ""
    return gettext("a second origin"), said or gettext("All who say it have it from one origin.")


def _one_owner(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    said = ngettext(
        "The %(n)d origin belongs to one owner: %(name)s.",
        "The %(n)d origins belong to one owner: %(name)s.",
        lack.number,
    )
    return gettext("an origin of another owner"), said % {"n": lack.number, "name": _names(lack.names, called)}


def _one_country(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    said = gettext("All who say it are of one country: %(name)s.")
    return gettext("an origin outside one country"), said % {"name": _names(lack.names, called)}


def _one_speaker(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    said = gettext("All have it from what %(name)s said.")
    return gettext("a second who says it"), said % {"name": _names(lack.names, called)}


def _only_unnamed(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    return gettext("a source with a name"), gettext("All who say it name no one.")


def _no_denial_asked(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    return gettext("a word from the other side"), gettext(
        "Nobody denies it, and no report says that anybody was asked."
    )


def _unknown_origin(lack: Missing, called: Mapping[str, str]) -> tuple[str, str]:
    said = ngettext(
        "%(n)d report says it of which nobody can tell whose reporting it is. It is not counted.",
        "%(n)d reports say it of which nobody can tell whose reporting they are. They are not counted.",
        lack.number,
    )
    return gettext("where some have it from"), said % {"n": lack.number}


_WORDS: dict[str, Callable[[Missing, Mapping[str, str]], tuple[str, str]]] = {
    "nothing": _nothing,
    "only-denied": _only_denied,
    "no-own-voice": _no_own_voice,
    "one-origin": _one_origin,
    "one-owner": _one_owner,
    "one-country": _one_country,
    "one-speaker": _one_speaker,
    "only-unnamed": _only_unnamed,
    "no-denial-asked": _no_denial_asked,
    "unknown-origin": _unknown_origin,
}
