"""A check as HTML, the one framed box of the blog: the statement, what origins say of it, what a person signed.

Counts are of origins, by name; copies stand beside them and are not counted. The sentences themselves are folded away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from kawaraban.publish.model import CheckBox, CheckRelation, CheckSource
from kawaraban.publish.quotation import safe_address
from kawaraban.publish.words import day_and_clock, words

MOST_NAMES = 4  # outlets named under a count
MOST_DOTS = 12  # as on the desk: over that, five and the number says the rest
FEW_DOTS = 5
#: Where `show_news` puts what came in since. Raw HTML is off in posts, so nobody can type one.
_SLOT = re.compile(r"<!--check ([^>]{1,40})-->\n?")
_COUNTED: tuple[CheckRelation, ...] = ("states", "attributes", "denies", "repeats")


def render_check(box: CheckBox) -> str:
    """A `<section class="check-box">`. All that a person or an outlet wrote is escaped."""
    table = words(box.readers)["check"]
    counts = "\n".join(_count(box, relation) for relation in shown_counts(box))
    statement = escape(table["statement"].format(text=box.statement))
    return (
        f'<section class="check-box">\n<p class="check-label">{escape(table["label"])}</p>\n'
        f'<p class="check-statement"{_language(box.language)}>{statement}</p>\n'
        f'<div class="check-counts">\n{counts}\n</div>\n'
        f"{_judgement(box)}{_foot(box)}{_sources(box)}<!--check {escape(box.key)}-->\n</section>\n"
    )


def show_check(box: CheckBox) -> str:
    """A check's box by itself, as `render` and then `show_news` have it."""
    return show_news(render_check(box), [box])


def render_missing_check(key: str, language: str) -> str:
    """What stands in place of a check that the desk does not have."""
    said = words(language)["check"]["not_here"]
    return f'<p class="quotation-missing">{escape(said)} <code>{escape(key)}</code></p>\n'


def show_news(html: str, boxes: Iterable[CheckBox]) -> str:
    """`html` as `render` made it, with what came in since (`news`) at the foot of its boxes."""
    found = {escape(box.key): box for box in boxes}

    def filled(slot: re.Match[str]) -> str:
        box = found.get(slot[1])
        return _since(box) if box is not None else ""

    return _SLOT.sub(filled, html)


def has_boxes(html: str) -> bool:
    """Whether `render` put a check's box in this HTML."""
    return _SLOT.search(html) is not None


def shown_counts(box: CheckBox) -> tuple[CheckRelation, ...]:
    """What the box counts: of those who say it, whoever does it in their own voice comes first where there is one."""
    stated = ("states",) if box.states else ()
    told = ("attributes",) if box.attributes or not box.states else ()
    return (*stated, *told, "denies", "repeats")


def count_of(box: CheckBox, relation: CheckRelation) -> int:
    """How many origins, or copies, the box counts under a relation."""
    counted = {"states": box.states, "attributes": box.attributes, "denies": box.denies, "repeats": box.repeats}
    return counted.get(relation, 0)


def _count(box: CheckBox, relation: CheckRelation) -> str:
    table, number = words(box.readers)["check"], count_of(box, relation)
    dots = number if number <= MOST_DOTS else FEW_DOTS
    mark = ("○" if relation == "repeats" else "●") * dots
    said = table["one" if number == 1 else "many"][relation]
    named = list(dict.fromkeys(source.outlet for source in box.sources if source.relation == relation))
    note = table["uncounted"] if relation == "repeats" else _named(named, box.readers)
    drawn = f' <span class="check-dots" aria-hidden="true">{mark}</span>' if mark else ""
    beneath = f'<p class="check-names">{escape(note)}</p>' if note and number else ""
    return f'<div class="check-count {relation}"><p><b>{number}</b> {escape(said)}{drawn}</p>{beneath}</div>'


def _named(names: list[str], language: str) -> str:
    table = words(language)
    shown = str(table["separator"]).join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return str(table["check"]["and_more"].format(names=shown, count=more)) if more > 0 else shown


def _judgement(box: CheckBox) -> str:
    if not box.words:
        return ""
    reasons = f'<p class="check-reasons">{_lines(box.reasons)}</p>\n' if box.reasons else ""
    return f'<p class="check-words">{_lines(box.words)}</p>\n{reasons}'


def _foot(box: CheckBox) -> str:
    """Who signed and when, or that nobody has; whether the numbers are later ones; what is undecided; whether it goes
    on."""
    table = words(box.readers)["check"]
    parts = []
    if box.signed_at is not None:
        parts.append(f"<span>{escape(box.signature)}</span>")
        parts.append(_time(box.signed_at, box.readers))
        if box.recounted:
            at = day_and_clock(box.at, box.readers, beside=box.signed_at)
            parts.append(f"<span>{escape(table['recounted'].format(at=at))}</span>")
    else:
        parts.append(f"<span>{escape(table['unjudged'])}</span>")
        parts.append(_time(box.at, box.readers))
    if box.undecided:
        parts.append(f"<span>{escape(table['undecided'].format(count=box.undecided))}</span>")
    state = table["open" if box.is_open else "closed"]
    return f'<p class="check-signed">{" ".join(parts)} <span class="check-state">{escape(state)}</span></p>\n'


def _sources(box: CheckBox) -> str:
    """Every sentence that was counted or named a copy, with its way to the article; and what is missing."""
    table = words(box.readers)["check"]
    rows = "\n".join(_row(source, box) for wanted in _COUNTED for source in box.sources if source.relation == wanted)
    missing = table["missing"].format(list=words(box.readers)["separator"].join(box.missing)) if box.missing else ""
    said = f'<p class="check-missing">{escape(missing)}</p>\n' if missing else ""
    from_post = _statement_from(box)
    if not rows and not said and not from_post:
        return ""
    number = sum(source.relation in _COUNTED for source in box.sources)
    summary = table["rows_one" if number == 1 else "rows"].format(count=number)
    listed = f"<ul>\n{rows}\n</ul>\n" if rows else ""
    return f'<details class="check-sources"><summary>{escape(summary)}</summary>\n{from_post}{listed}{said}</details>\n'


def _statement_from(box: CheckBox) -> str:
    if not box.said_by:
        return ""
    table, address = words(box.readers)["check"], safe_address(box.said_at)
    who = f'<a href="{escape(address)}" rel="noopener">{escape(box.said_by)}</a>' if address else escape(box.said_by)
    when = f" {_time(box.said_on, box.readers)}" if box.said_on else ""
    return f'<p class="check-from">{escape(table["from"])} {who}{when}</p>\n'


def _row(source: CheckSource, box: CheckBox) -> str:
    table, address = words(box.readers)["check"], safe_address(source.address)
    outlet = f"<b>{escape(source.outlet)}</b>"
    if address:
        host = escape(urlsplit(address).netloc)
        outlet = f'<a href="{escape(address)}" rel="noopener" title="{host}">{outlet}</a>'
    when = f" {_time(source.published_at, box.readers)}" if source.published_at else ""
    follows = f" <span>{escape(table['follows'].format(outlet=source.follows))}</span>" if source.follows else ""
    said = f"<q{_language(source.language)}>{escape(source.text)}</q>"
    rendered = ""
    if source.rendering:
        rendered = f'<p class="rendering"{_language(box.readers)}>{escape(source.rendering)}</p>'
    return (
        f'<li class="{source.relation}"><p>{outlet}{when} <span class="check-relation">'
        f"{escape(table['relation'][source.relation])}</span>{follows}</p><p>{said}</p>{rendered}</li>"
    )


def _since(box: CheckBox) -> str:
    """The line about what came in after publication; "" where nothing did."""
    news = box.news
    if news is None:
        return ""
    table = words(box.readers)["check"]
    numbers = {"states": news.states, "attributes": news.attributes, "denies": news.denies}
    counted = [
        table["since_count"].format(relation=table["relation"][name], count=n) for name, n in numbers.items() if n
    ]
    parts = []
    if counted:
        parts.append(table["since"].format(list=words(box.readers)["separator"].join(counted)))
    if news.fewer:
        parts.append(table["since_fewer"])
    if news.words and news.signed_at:
        at = day_and_clock(news.signed_at, box.readers, beside=box.signed_at or box.at)
        parts.append(table["since_signed"].format(who=news.signature, at=at, words=news.words))
    if not parts:
        return ""
    space = "" if box.readers.startswith(("ja", "zh")) else " "
    return f'<p class="since"><b>{escape(table["since_lead"])}</b>{space}{escape(space.join(parts))}</p>\n'


def _time(at: datetime, language: str) -> str:
    return f'<time datetime="{at.isoformat(timespec="seconds")}">{escape(day_and_clock(at, language))}</time>'


def _language(code: str) -> str:
    return f' lang="{escape(code)}"' if code else ""


def _lines(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>\n")
