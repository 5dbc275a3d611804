"""Rows for tests of checks: the blast at Port Maren as five outlets have it, whose reporting each is, and a check."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import User
from django.utils import timezone

from kawaraban import compare
from kawaraban.compare import Report
from kawaraban.desk import search
from kawaraban.desk.models import Article, Check, Finding, Fingerprint, Outlet, Placing, Story
from kawaraban.desk.stories.packing import pack
from tests.desk_cast import DAY, an_article

STATEMENT = "The blast at the Port Maren depot was an act of sabotage."
SAID = "The blast at the Port Maren depot was sabotage, Interior Minister Ilse Torvald said."
TOLD = "The blast was a deliberate act of sabotage, Interior Minister Ilse Torvald claimed."
COPIED = "Kelmar's interior minister said the blast was a deliberate act of sabotage."
DENIED = "Вардония отвергла обвинения в диверсии."
RELATED = "Insurers want the depot's inspection records before they treat the blast as an attack."


def a_report(
    outlet: str, text: str, *, language: str = "en", hours: int = 0, copy_of: Article | None = None, standing: str = ""
) -> Article:
    """An article of an outlet of its own, with its place in the story of the blast."""
    article = an_article(text[:40], (text,), language=language, hours=hours)
    host = f"{outlet.lower().replace(' ', '-')}.example"
    article.outlet = Outlet.objects.get_or_create(host=host, defaults={"name": outlet, "language": language})[0]
    article.save(update_fields=["outlet"])
    story = Story.objects.first() or Story.objects.create(first_at=DAY, last_at=DAY)
    Placing.objects.create(
        article=article,
        version=article.version,
        story=story,
        standing=standing or (Placing.Standing.COPY if copy_of else Placing.Standing.OWN),
        copy_of=copy_of,
        origin=copy_of or article,
    )
    return article


def a_check(person: User | None = None, statement: str = STATEMENT, **fields: object) -> Check:
    """An open check of the blast, in which nothing has been found yet."""
    return Check.objects.create(
        statement=statement,
        language="en",
        first_day=date(2026, 11, 7),
        looked_at=timezone.now(),
        articles=5,
        person=person,
        **fields,
    )


def a_finding(check: Check, article: Article, proposed: str, *, relation: str = "", rendering: str = "") -> Finding:
    """The first sentence of an article, as the machine proposes it, and as a person has decided where one did."""
    assert article.version is not None
    text = article.version.paragraphs.get(position=0).text
    return Finding.objects.create(
        of=check,
        article=article,
        version=article.version,
        pid="p0",
        start=0,
        end=len(text),
        text=text,
        rendering=rendering,
        proposed=proposed,
        says=proposed,
        score=0.8,
        relation=relation,
        decided_at=timezone.now() if relation else None,
        person=check.person if relation else None,
    )


def the_blast(person: User | None = None) -> Check:
    """Two origins, of which one conveys it and one denies it, a copy, and a sentence that nobody has decided on."""
    check = a_check(person)
    wire = a_report("Northwire", TOLD)
    copy = a_report("Radio Sorenia", COPIED, hours=1, copy_of=wire)
    agency = a_report("Vardonia Telegraph", DENIED, language="ru", hours=6)
    daily = a_report("Harbour Ledger", RELATED, hours=9)
    a_finding(check, wire, "attributes", relation="attributes", rendering="内相は、爆発は破壊工作だったと主張した。")
    a_finding(check, copy, "repeats", relation="repeats")
    a_finding(check, agency, "denies", relation="denies", rendering="ヴァルドニアは破壊工作の非難を退けた。")
    a_finding(check, daily, "related")
    return check


def the_wire() -> Article:
    """Northwire's article that has the statement from the minister, printed."""
    wire = a_report("Northwire", SAID)
    printed([wire])
    return wire


def printed(articles: Iterable[Article]) -> None:
    """The prints of articles as the pipeline makes them, placed; and their texts to be searched."""
    reports = [
        Report(str(one.pk), one.language, one.title, tuple(one.version.paragraphs.values_list("text", flat=True)))
        for one in articles
        if one.version is not None
    ]
    now = timezone.now()
    for made in compare.prints(reports):
        article = Article.objects.get(pk=int(made.report.key))
        packed = pack(made)
        Fingerprint.objects.create(
            article=article,
            version=article.version,
            rules=compare.RULES,
            at=article.published_at,
            language=article.language,
            lead=packed.lead,
            terms=packed.terms,
            data=packed.data,
            vectors=packed.vectors,
            placed_at=now,
        )
        search.index_article(article)
