"""Looking at what the desk has: the sentences that were found, kept as findings with what the machine proposes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from django.db import transaction
from django.utils import timezone

from kawaraban.compare.relating.statements import setting
from kawaraban.desk.checks import rendered
from kawaraban.desk.checks.counting import COUNTED, REPEATS
from kawaraban.desk.checks.finding import Found, Sought, find
from kawaraban.desk.models import Check, Finding, Fingerprint, Placing, Preferences
from kawaraban.desk.quoting import zone_of

_FIRST_DAY = date(1900, 1, 1)  # no article is older, and the first days of the calendar are none in UTC


def look(check: Check) -> list[Finding]:
    """Looks through all articles of the check's days; answers what is new. What a person decided stays."""
    began = timezone.now()
    found = look_through(check)
    with transaction.atomic():
        hold(check)
        return store(check, found, began)


def look_through(check: Check) -> list[Found]:
    """What all articles of the check's days have; nothing is stored."""
    since, until = days_of(check)
    return find(sought_of(check), since=since, until=until)


def store(check: Check, found: Sequence[Found], began: datetime, among: Sequence[int] | None = None) -> list[Finding]:
    """Keeps what a look that `began` then has found; answers what is new. The caller holds the check.

    What the machine proposed before of the articles that were looked at (all, or those of the fingerprints `among`)
    and finds no longer, goes: the statement, the days or their texts have changed.
    """
    gone = check.findings.filter(relation="", removed_at=None).exclude(article__in=[one.article for one in found])
    (gone if among is None else gone.filter(article__fingerprint__in=among)).delete()
    new = keep(check, found)
    check.looked_at = check.looked_to = began
    check.articles = articles_between(*days_of(check))
    check.save(update_fields=["looked_at", "looked_to", "articles"])
    return new


def hold(check: Check) -> None:
    """Holds the check until the transaction's end: who decides meanwhile, or looks again, waits and loses nothing."""
    Check.objects.select_for_update().get(pk=check.pk)


def sought_of(check: Check) -> Sought:
    """What the check looks for."""
    queries = check.queries or {check.language: check.statement}
    return Sought.of(check.language, queries, _about(check))


def _about(check: Check) -> str:
    """What the post spoke of that the check's statement stands in; "" for any other check."""
    if check.post is None or check.start is None or check.end is None:
        return ""
    return setting(check.post.text, (check.start, check.end), check.language)


def days_of(check: Check) -> tuple[datetime, datetime | None]:
    """The check's days as moments, in the blog's zone."""
    zone = zone_of(Preferences.load())
    since = datetime.combine(max(check.first_day, _FIRST_DAY), time.min, zone).astimezone(UTC)
    until = datetime.combine(check.last_day, time.max, zone).astimezone(UTC) if check.last_day else None
    return since, until


def articles_between(since: datetime, until: datetime | None) -> int:
    """How many articles can be looked at."""
    rows = Fingerprint.objects.filter(at__gte=since).exclude(placed_at=None)
    return (rows.filter(at__lte=until) if until else rows).count()


def keep(check: Check, found: Sequence[Found]) -> list[Finding]:
    """Stores what was found, beside what stands there: answers the findings that are new. Six queries."""
    articles = [one.article for one in found]
    known = {finding.article_id: finding for finding in check.findings.filter(article__in=articles)}
    standings = dict(Placing.objects.filter(article__in=articles).values_list("article_id", "standing"))
    open_again = [one for one in found if one.article not in known or _is_open(known[one.article])]
    words = rendered.of_sentences(open_again, Preferences.load().language)
    rows = []
    for one in open_again:
        finding = known.get(one.article) or Finding(of=check, article_id=one.article)
        fill(finding, one, standings.get(one.article, ""), words.get(one.article, ""))
        rows.append(finding)
    new = [row for row in rows if row.pk is None]
    Finding.objects.bulk_create(new)
    Finding.objects.bulk_update([row for row in rows if row not in new], _FILLED)
    return new


_FILLED = ["version", "pid", "start", "end", "text", "rendering", "proposed", "says", "score", "reasons", "numbers"]


def _is_open(finding: Finding) -> bool:
    return not finding.relation and finding.removed_at is None


def fill(finding: Finding, one: Found, standing: str, words: str) -> None:
    """Sets what the machine says of a finding. `standing` is its article's, `words` the rendering of its sentence."""
    finding.version_id, finding.pid = one.version, one.pid
    finding.start, finding.end, finding.text, finding.rendering = one.start, one.end, one.text, words
    says = Finding.Relation(one.relation.relation)
    is_copy = standing == Placing.Standing.COPY and says in COUNTED
    finding.says, finding.proposed, finding.score = says, REPEATS if is_copy else says, one.relation.score
    finding.reasons = [{"kind": reason.kind, "text": reason.text} for reason in one.relation.reasons]
    finding.numbers = [list(pair) for pair in one.relation.numbers]
