"""What the verb `check` prints: a row a statement, as `docs/command.md` has it. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone, translation

from kawaraban.compare.relating.language import language_of
from kawaraban.compare.relating.statements import setting, statements
from kawaraban.desk.checks import posts as social
from kawaraban.desk.checks.asking import queries_of
from kawaraban.desk.checks.background import Background
from kawaraban.desk.checks.beginning import DAYS, CheckError, plain
from kawaraban.desk.checks.counting import origin_of, placing_of, proposed_result
from kawaraban.desk.checks.finding import Found, Sought, find
from kawaraban.desk.checks.looking import articles_between, days_of, fill
from kawaraban.desk.checks.missing import missing_from
from kawaraban.desk.models import Article, Check, Finding, Preferences
from kawaraban.desk.network import fetcher
from kawaraban.follow import FollowError, posts

Row = dict[str, Any]


def held(given: str, since: date | None = None) -> Iterator[Row]:
    """Holds what is given, or each statement of the post at its address, against the desk.

    A row {"statement", "language", "queries", "since", "articles", "findings", "counts", "missing"}, with "post" for a
    post; or {"statement" | "address", "error"}. Counts are of what the machine proposes: nobody has decided anything.
    """
    with translation.override("en"):
        if not social.is_address(given):
            yield _row(given, since)
            return
        try:
            with fetcher() as own:
                post = posts.read_post(given.strip(), own)
        except FollowError as error:
            yield {"address": given, "error": str(error)}
            return
        found = statements(post.text, language_of(post.text) or post.language)
        if not found:
            yield {"address": given, "error": "No statement was found in this post: give what it says as text."}
        said = post.published.date() if post.published else None
        first_day = since or (said - timedelta(days=DAYS) if said else None)
        for span, statement in found:
            about = setting(post.text, span, language_of(statement))
            yield _row(statement, first_day, about) | {"post": post.address}


def describe(row: Row) -> str:
    """A row for people to read."""
    if "error" in row:
        return str(row["error"])
    counts = row["counts"]
    lines = [
        f"“{row['statement']}”",
        "  {states} state it, {attributes} convey it, {denies} deny it; {repeats} copies, not counted".format(**counts)
        + f" (proposed; {row['articles']} articles since {row['since']})",
    ]
    for one in row["findings"]:
        numbers = "".join(f" [{mine} / {other}]" for mine, other in one["numbers"])
        day = (one["published"] or "")[:10]
        lines.append(f"  {one['relation']:<10} {one['score']:.2f} {one['outlet']}, {day}: {one['sentence']}{numbers}")
    lines += [f"  missing: {one['words']}. {one['note']}".rstrip(". ") + "." for one in row["missing"]]
    return "\n".join(lines)


def _row(given: str, since: date | None, about: str = "") -> Row:
    try:
        statement = plain(given)
    except CheckError as error:
        return {"statement": given, "error": str(error)}
    preferences = Preferences.load()
    language = language_of(statement) or preferences.language
    queries = queries_of(statement, language)
    check = Check(statement=statement, language=language, queries=queries)
    check.first_day = since or timezone.localdate() - timedelta(days=DAYS)
    start, until = days_of(check)
    found = find(Sought.of(language, queries, about), since=start, until=until)
    findings = _findings(found)
    result = proposed_result(findings)
    background = Background.of(findings)
    return {
        "statement": statement,
        "language": language,
        "queries": queries,
        "since": check.first_day.isoformat(),
        "articles": articles_between(start, until),
        "findings": [_finding(one) for one in findings],
        "counts": {name: number for name, number in result.counts().items() if name != "undecided"},
        "missing": [
            {"code": one.code, "words": one.words, "note": one.note} for one in missing_from(result, background)
        ],
    }


def _findings(found: Sequence[Found]) -> list[Finding]:
    """Findings as a check would keep them, none of them stored; one query."""
    rows = Article.objects.select_related("outlet", "placing__copy_of__outlet")
    articles = rows.in_bulk([one.article for one in found])
    findings = []
    for number, one in enumerate(found, start=1):
        if one.article in articles:
            finding = Finding(pk=number, article=articles[one.article])
            placing = placing_of(finding)
            fill(finding, one, placing.standing if placing else "", "")
            findings.append(finding)
    return findings


def _finding(finding: Finding) -> Row:
    article, placing = finding.article, placing_of(finding)
    original = placing.copy_of if placing else None
    return {
        "relation": finding.proposed,
        "score": round(finding.score, 3),
        "sentence": finding.text,
        "language": article.language,
        "numbers": finding.numbers,
        "article": article.pk,
        "address": article.address,
        "outlet": article.outlet.name,
        "published": article.published_at.isoformat() if article.published_at else None,
        "origin": origin_of(finding),
        "standing": placing.standing if placing else "unknown",
        "copy_of": original.pk if original else None,
    }
