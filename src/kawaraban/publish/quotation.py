"""A quotation as HTML: original and rendering pair by pair, whose words they are, where and when they stood.

In the order of the document the original comes first; the sheet's CSS puts it at the left, on a phone below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from urllib.parse import urlsplit

from kawaraban.publish.model import Quotation, QuotedParagraph
from kawaraban.publish.words import day_and_clock, month_of, words

#: Where `show_changes` puts what happened since, and the line about the source behind it. Raw HTML is off in posts, so
#: nobody can type one.
_SLOT = re.compile(r'<!--since ([^>]{1,300})-->\n?(?:(<figcaption class="source">.*?)(</span></figcaption>))?')


def render_quotation(quotation: Quotation) -> str:
    """A `<figure class="quotation">`. All of the outlet's text is escaped; its link is only ever http or https."""
    paired = bool(quotation.title_rendering) or any(p.rendering for p in quotation.paragraphs)
    paired = paired or quotation.language != quotation.rendering_language
    pairs = "\n".join(_pair(quotation, paragraph, paired) for paragraph in quotation.paragraphs)
    return (
        f'<figure class="quotation{"" if paired else " single"}">\n{_heads(quotation, paired)}\n'
        f'<div class="pairs">\n{pairs}\n</div>\n<!--since {escape(quotation.key)}-->\n{_source(quotation)}\n</figure>\n'
    )


def show_quotation(quotation: Quotation) -> str:
    """A quotation by itself, as `render` and then `show_changes` have it."""
    return show_changes(render_quotation(quotation), [quotation])


def render_missing(key: str, language: str) -> str:
    """What stands in place of a quotation that the desk cannot fill in."""
    return f'<p class="quotation-missing">{escape(words(language)["missing"])} <code>{escape(key)}</code></p>\n'


def show_changes(html: str, quotations: Iterable[Quotation], kept: Mapping[str, str] | None = None) -> str:
    """`html` as `render` made it, with what changed at the outlets since (`change`, `gone_at`) under its quotations.

    The outlets are named as readers call them (`outlet_called`), whatever they were called when it was published.

    `kept` has, by a quotation's key, the address of the page that shows what was kept of it.
    """
    found = {escape(quotation.key): quotation for quotation in quotations}

    def filled(slot: re.Match[str]) -> str:
        quotation = found.get(slot[1])
        if quotation is None:
            return (slot[2] or "") + (slot[3] or "")
        address = (kept or {}).get(quotation.key, "")
        source = (slot[2] or "").replace(
            _outlet(quotation.outlet), _outlet(quotation.outlet, quotation.outlet_called), 1
        )
        if address and source:
            said = words(quotation.rendering_language)["kept"]
            source = f'{source}<a href="{escape(address)}">{escape(said)}</a>'
        return _since(quotation, address) + source + (slot[3] or "")

    return _SLOT.sub(filled, html)


def safe_address(address: str) -> str:
    """The address if a reader may be sent there (http or https with a host), else ""."""
    try:
        parts = urlsplit(address)
        return address if parts.scheme in {"http", "https"} and parts.hostname else ""
    except ValueError:
        return ""


def _language(code: str) -> str:
    return f' lang="{escape(code)}"' if code else ""


def _heads(quotation: Quotation, paired: bool) -> str:
    table = words(quotation.rendering_language)
    name = table["languages"].get(quotation.language.split("-")[0].lower(), quotation.language)
    byline = table["separator"].join(quotation.authors) or table["unsigned"]
    about = table["gap"].join(part for part in (table["original"], name, byline) if part)
    original = (
        f'<div class="original"><p class="head"{_language(quotation.language)}>{escape(quotation.title)}</p>'
        f'<p class="who">{escape(about)}</p></div>'
    )
    if not paired:
        return f'<div class="heads">{original}</div>'
    head = quotation.title_rendering
    shown = f'<p class="head"{_language(quotation.rendering_language)}>{escape(head)}</p>' if head else ""
    makers = _makers(quotation)
    who = f'<p class="who">{escape(table["rendering"] + table["gap"] + makers)}</p>' if makers else ""
    return f'<div class="heads">{original}<div class="rendering">{shown}{who}</div></div>'


def _makers(quotation: Quotation) -> str:
    """Who translated, with how many paragraphs each where they are several; what nobody translated or checked."""
    table = words(quotation.rendering_language)
    counts = Counter(_maker(paragraph, quotation.rendering_language) for paragraph in quotation.paragraphs)
    without = counts.pop("", 0)
    if len(counts) == 1 and not without:
        return next(iter(counts))
    parts = [table["part"].format(maker=maker, count=count) for maker, count in counts.most_common()]
    if without and parts:
        parts.append(table["no_rendering_yet"].format(count=without))
    return str(table["separator"].join(parts))


def _maker(paragraph: QuotedParagraph, language: str) -> str:
    if not paragraph.rendering:
        return ""
    table = words(language)
    note = table[paragraph.state] if paragraph.state in {"machine", "stale"} else ""
    return str(table["separator"].join(part for part in (paragraph.maker, note) if part))


def _pair(quotation: Quotation, paragraph: QuotedParagraph, paired: bool) -> str:
    original = f'<p class="original"{_language(quotation.language)}>{_lines(paragraph.original)}</p>'
    if not paired:
        return f'<div class="pair">{original}</div>'
    if paragraph.rendering:
        language = _language(quotation.rendering_language)
        rendering = f'<p class="rendering"{language}>{_lines(paragraph.rendering)}</p>'
    else:
        text = escape(words(quotation.rendering_language)["untranslated"])
        rendering = f'<p class="rendering none">{text}</p>'
    return f'<div class="pair">{original}{rendering}</div>'


def _lines(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>\n")


def _source(quotation: Quotation) -> str:
    table = words(quotation.rendering_language)
    address = safe_address(quotation.address)
    outlet = _outlet(quotation.outlet)
    if address:
        host = escape(urlsplit(address).netloc)
        outlet = f'{outlet} <a href="{escape(address)}" rel="noopener">{host}</a>'
    times = [f"{table['captured']} {_time(quotation.captured_at, quotation, beside=quotation.published_at)}"]
    if quotation.published_at is not None:
        published = _time(quotation.published_at, quotation, beside=None)
        times.insert(0, f"{table['published']} {published}")
    stood = "".join(f"<span>{time}</span>" for time in times)
    facts = _facts(quotation)
    return f'<figcaption class="source"><span>{outlet}{facts}</span><span class="times">{stood}</span></figcaption>'


def _facts(quotation: Quotation) -> str:
    """What was known of the outlet, and until when."""
    facts = quotation.outlet_facts
    if facts is None or not facts.line:
        return ""
    read = month_of(facts.read_on, quotation.rendering_language)
    told = words(quotation.rendering_language)["facts"].format(line=facts.line, month=read)
    return f' <span class="of-outlet">{escape(told)}</span>'


def _outlet(name: str, called: str = "") -> str:
    """An outlet as readers call it, its own name in the title."""
    if called in {"", name}:
        return f"<b>{escape(name)}</b>"
    return f'<b title="{escape(name)}">{escape(called)}</b>'


def _time(at: datetime, quotation: Quotation, *, beside: datetime | None) -> str:
    text = day_and_clock(at, quotation.rendering_language, beside=beside)
    return f'<time datetime="{at.isoformat(timespec="seconds")}">{escape(text)}</time>'


def _since(quotation: Quotation, kept: str) -> str:
    """The line under a quotation about what the outlet did later; "" where the original stands."""
    table, language = words(quotation.rendering_language), quotation.rendering_language
    if quotation.gone_at is not None:
        at = day_and_clock(quotation.gone_at, language, beside=quotation.captured_at)
        lead, rest = table["gone"], [table["gone_at"].format(at=at)]
    elif quotation.change is None:
        return ""
    else:
        lead = table["changed"]
        at = day_and_clock(quotation.change.at, language, beside=quotation.captured_at)
        if quotation.change.in_quotation:
            said = table["separator"].join(_word(before, after, language) for before, after in quotation.change.words)
            rest = [table["changed_words"].format(at=at, words=said)] if said else []
            rest.append(table["changed_quoted"])
        else:
            rest = [table["changed_elsewhere"].format(at=at)]
    space = "" if language.startswith(("ja", "zh")) else " "
    compare = ""
    if kept and quotation.change is not None and quotation.change.in_quotation:
        compare = f'{space}<a href="{escape(kept)}#compare">{escape(table["compare"])}</a>'
    return f'<p class="since"><b>{escape(lead)}</b>{space}{escape(space.join(rest))}{compare}</p>\n'


def _word(before: str, after: str, language: str) -> str:
    table = words(language)
    pattern = table["changed_word"] if before and after else table["changed_added" if after else "changed_removed"]
    return str(pattern).format(before=before, after=after)
