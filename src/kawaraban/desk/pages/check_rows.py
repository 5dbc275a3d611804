"""The rows of a check in work: a sentence beside its rendering, by origin, with the five words for how it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from kawaraban.desk.checks.background import Background
from kawaraban.desk.checks.counting import Result, by_origin, is_copy, placing_of
from kawaraban.desk.claims.beside import beside
from kawaraban.desk.models import Claim, Finding, Outlet, Paragraph, Placing, Version
from kawaraban.desk.models.renderings import TITLE
from kawaraban.desk.outlets import Facts

Span = tuple[int, int]
_MOST_SHOWN = 3  # names in a note


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the five words: who holds the sentence to stand so."""

    key: int
    relation: str
    label: str
    by_machine: bool
    by_person: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as the list shows it. `standing` is its article's: own, copy, unknown or "" (not placed yet)."""

    finding: Finding
    standing: str
    number: int  # of the paragraph, from 1; 0 for a title
    text: SafeString
    rendering: SafeString
    facts: Facts | None
    choices: tuple[Choice, ...]
    original: Outlet | None  # whose text its article carries
    sign: str  # by what that shows
    lost: str  # "" where a copy kept whose claim it is
    proposal: str  # what the machine proposes, and on what it rests
    changed: str  # "" where its article stands as it did

    @property
    def is_undecided(self) -> bool:
        return not self.finding.relation

    @property
    def differs(self) -> bool:
        """Whether the person held it otherwise than the machine."""
        return bool(self.finding.relation) and self.finding.relation != self.finding.proposed


@dataclass(frozen=True, slots=True)
class Rows:
    """Decided findings by origin, then those that nobody has decided on."""

    groups: tuple[tuple[Row, ...], ...]
    undecided: tuple[Row, ...]
    folded: tuple[tuple[Row, tuple[Row, ...]], ...]  # the undecided, each with copies of it that are but related

    @property
    def of_earlier(self) -> int:
        """How many were decided of another wording of the statement."""
        return sum(bool(row.finding.decided_of) for group in self.groups for row in group)

    def __len__(self) -> int:
        return sum(map(len, self.groups)) + len(self.undecided)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a heading says of all findings."""

    articles: int
    origins: int
    dots: tuple[str, ...]
    languages: tuple[tuple[str, int], ...]
    countries: int
    owners: int


def rows_of(findings: Sequence[Finding], background: Background, language: str) -> Rows:
    """The rows of a check; one query more than `background` took, three where articles were edited since."""
    numbers, changed = _numbers(findings), _changed(findings)
    made = {
        finding.pk: _row(finding, numbers, background, language, changed.get(finding.pk, "")) for finding in findings
    }
    groups = [[one for one in group if one.relation] for group in by_origin(findings)]
    return Rows(
        tuple(tuple(made[one.pk] for one in group) for group in groups if group),
        tuple(made[one.pk] for one in findings if not one.relation),
        tuple((made[first.pk], tuple(made[one.pk] for one in copies)) for first, copies in _folded(findings)),
    )


def _folded(findings: Sequence[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """The undecided in their order; what is but related and copies another such one stands under it."""
    heads: dict[int, tuple[Finding, list[Finding]]] = {}
    for group in by_origin([one for one in findings if not one.relation]):
        related = [one for one in group if one.proposed == Finding.Relation.RELATED]
        copies = [one for one in related[1:] if is_copy(one)]
        heads |= {one.pk: (one, copies if related[:1] == [one] else []) for one in group if one not in copies}
    return [heads[one.pk] for one in findings if one.pk in heads]


def tally_of(findings: Sequence[Finding], background: Background) -> Tally:
    """How many articles of how many origins were found, where from."""
    standings = [placing.standing if (placing := placing_of(one)) else Placing.Standing.UNKNOWN for one in findings]
    counted = Counter(standings)
    order = (Placing.Standing.OWN, Placing.Standing.COPY, Placing.Standing.UNKNOWN)
    languages = Counter(one.article.language for one in findings if one.article.language)
    return Tally(
        articles=len(findings),
        origins=counted[Placing.Standing.OWN],
        dots=tuple(str(kind) for kind in order for _ in range(counted[kind])),
        languages=tuple(languages.most_common(4)),
        countries=len({value for one in findings if (value := background.value(one, "country"))}),
        owners=len({background.value(one, "owner") or one.article.outlet_id for one in findings}),
    )


def meanings() -> list[tuple[str, str]]:
    """The five words for how a sentence stands to the statement, in the order of their keys, and what each means."""
    meant = {
        Finding.Relation.STATES: gettext("in its own words"),
        Finding.Relation.ATTRIBUTES: gettext("with its speaker"),
        Finding.Relation.DENIES: gettext("says it is not so"),
        Finding.Relation.REPEATS: gettext("has it from another report; not counted"),
        Finding.Relation.RELATED: gettext("on the matter only; not counted"),
    }
    return [(str(relation.label), said) for relation, said in meant.items()]


def notes_of(result: Result, background: Background, names: Mapping[str, str]) -> dict[str, str]:
    """A line under each number of the result: whose word it is, what copies lost on the way, or why there is none yet.

    `names` are those of outlets as the glossary renders them, by their own in small letters.
    """
    waiting = Counter(finding.proposed for finding in result.undecided)
    none = {
        "states": gettext("No origin says it in its own words."),
        "attributes": gettext("No origin gives it as somebody’s claim."),
        "denies": gettext("No origin denies it."),
        "repeats": "",
    }
    told = {
        "states": _outlets(result.states, names),
        "attributes": _whose(result.attributes, background, names),
        "denies": _whose(result.denies, background, names),
        "repeats": _lost(result.repeats),
    }
    return {kind: told[kind] or _still(waiting[kind], result) or none[kind] for kind in none}


def _still(waiting: int, result: Result) -> str:
    """In place of a zero that nobody has decided on: that none is there can't be said yet."""
    if waiting:
        return ngettext("%(n)d waits, as the machine has it.", "%(n)d wait, as the machine has it.", waiting) % {
            "n": waiting
        }
    return "" if result.decided or not result.undecided else gettext("Nothing decided yet.")


def _whose(findings: Sequence[Finding], background: Background, names: Mapping[str, str]) -> str:
    """The one speaker behind all of them, where there is but one; else the outlets."""
    if not findings:
        return ""
    speakers = {claim.speaker.name for one in findings for claim in background.claims.get(one.pk, []) if claim.speaker}
    if len(speakers) == 1 and all(background.claims.get(one.pk) for one in findings):
        return gettext("By what %(name)s said.") % {"name": speakers.pop()}
    return _outlets(findings, names)


def _outlets(findings: Sequence[Finding], names: Mapping[str, str]) -> str:
    own = dict.fromkeys(one.article.outlet.name for one in findings)
    called = [names.get(name.casefold(), name) for name in own]
    return gettext(", ").join(called[:_MOST_SHOWN]) + ("…" if len(called) > _MOST_SHOWN else "")


def _lost(repeats: Sequence[Finding]) -> str:
    lost = sum(one.says == Finding.Relation.STATES for one in repeats)
    if not repeats:
        return ""
    said = gettext("Not counted.")
    return f"{said} {gettext('Speaker lost in %(n)d of them.') % {'n': lost}}" if lost else said


def _row(
    finding: Finding, numbers: dict[tuple[int, str], int], background: Background, language: str, changed: str
) -> Row:
    claims, placing = background.claims.get(finding.pk, []), placing_of(finding)
    cues = [(span, claim.stance) for claim in claims for span in _cues(claim, finding)]
    return Row(
        finding=finding,
        standing=placing.standing if placing else "",
        number=numbers.get((finding.version_id, finding.pid), -1) + 1 if finding.pid != TITLE else 0,
        text=underlined(finding.text, cues),
        rendering=underlined(finding.rendering, _rendered_cues(finding, cues, language)),
        facts=background.facts.get(finding.article.outlet_id),
        choices=tuple(_choices(finding)),
        original=placing.copy_of.outlet if placing and placing.copy_of else None,
        sign=_sign(placing),
        lost=_lost_speaker(finding, claims),
        proposal=_proposal(finding),
        changed=changed,
    )


def _sign(placing: Placing | None) -> str:
    """The strongest sign that a report is a copy, in a word or two."""
    found = placing.evidence[0] if placing and placing.copy_of_id and placing.evidence else None
    if found is None:
        return ""
    return {
        "credit": gettext("credited"),
        "overlap": gettext("%(percent)d%% the same text") % {"percent": round(100 * float(found["score"]))},
        "translation": gettext("translated"),
        "quote": gettext("same quotations"),
    }.get(found["kind"], "")


def _proposal(finding: Finding) -> str:
    """The machine's word for an undecided sentence, with the words that it rests on."""
    label = finding.get_proposed_display()  # type: ignore[attr-defined]
    told = next((one["text"] for one in finding.reasons if one["kind"] in {"denial", "negation", "cue"}), "")
    if finding.proposed == Finding.Relation.RELATED and not told:
        said = gettext("The machine proposes: %(relation)s (on the matter; neither says it nor denies it)")
        return said % {"relation": label}
    if told:
        return gettext("The machine proposes: %(relation)s (“%(words)s”)") % {"relation": label, "words": told}
    return gettext("The machine proposes: %(relation)s") % {"relation": label}


def _choices(finding: Finding) -> list[Choice]:
    return [
        Choice(key, str(value), str(label), finding.proposed == value, finding.relation == value)
        for key, (value, label) in enumerate(Finding.Relation.choices, start=1)
    ]


def _lost_speaker(finding: Finding, claims: Sequence[Claim]) -> str:
    """What a copy made of the original's words: it says as its own what the original gave as a claim."""
    if is_copy(finding) and finding.says == Finding.Relation.STATES and not claims:
        return gettext("Speaker lost")
    return ""


def _cues(claim: Claim, finding: Finding) -> list[Span]:
    """Where a claim's cue stands in the sentence."""
    here = [(int(start), int(end)) for pid, start, end in claim.cue if pid == finding.pid]
    spans = [(start - finding.start, end - finding.start) for start, end in here]
    return [(start, end) for start, end in spans if 0 <= start < end <= len(finding.text)]


def _rendered_cues(finding: Finding, cues: Sequence[tuple[Span, str]], language: str) -> list[tuple[Span, str]]:
    """The same in the rendering: a line that differs across the gutter shows what the translation made of it."""
    if not finding.rendering or not cues:
        return []
    wanted = tuple((span[0], stance) for span, stance in cues)
    found = beside(finding.text, finding.rendering, (finding.article.language, language), wanted)
    return [(one.cue, one.stance) for one in found if one is not None]


def _numbers(findings: Sequence[Finding]) -> dict[tuple[int, str], int]:
    """Where the paragraphs of the sentences stand."""
    pids = {finding.pid for finding in findings}
    rows = Paragraph.objects.filter(version__in={finding.version_id for finding in findings}, pid__in=pids)
    return {(version, pid): position for version, pid, position in rows.values_list("version_id", "pid", "position")}


def _changed(findings: Sequence[Finding]) -> dict[int, str]:
    """Of findings whose article has another version since, whether the sentence stands there still."""
    later = {one.pk: one.article.version_id for one in findings if one.article.version_id not in (None, one.version_id)}
    if not later:
        return {}
    titles = Version.objects.filter(pk__in=later.values()).values_list("pk", "title")
    there = {version: [title] for version, title in titles}
    for version, text in Paragraph.objects.filter(version__in=there).values_list("version_id", "text"):
        there[version].append(text)
    return {
        one.pk: gettext("The article was edited since. This sentence stands as it did.")
        if any(one.text in text for text in there[later[one.pk]])
        else gettext("The article was edited since. This sentence does not stand there any more.")
        for one in findings
        if one.pk in later
    }


def underlined(text: str, spans: Sequence[tuple[Span, str]]) -> SafeString:
    """The text as HTML with words underlined, each by its stance; spans that reach over an earlier one are left out."""
    parts, at = [], 0
    for (start, end), stance in sorted(spans):
        if start >= at:
            parts += [escape(text[at:start]), format_html('<span class="cue {}">{}</span>', stance, text[start:end])]
            at = end
    return SafeString("".join([*parts, escape(text[at:])]))
