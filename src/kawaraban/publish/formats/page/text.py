"""A page's bare text, as copied from a browser, -> its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from kawaraban.publish.formats.page.line import Line, tidy

_ENDS = re.compile(r"\r\n|[\n\r\f\v\u2028\u2029]")
_ITEM = re.compile(r"^\s*[•◦▪]\s")
_TAGS = re.compile(
    r"</?(?:html|head|body|div|p|br|span|table|tr|td|a|h[1-6]|ul|li|font|center|blockquote)\b[^<>]*>", re.I
)
_SAMPLE = 20_000
_FEW = 4


def is_markup(text: str) -> bool:
    """Whether a page is HTML; an address or a tag that somebody writes about makes no mark-up."""
    sample = text.lstrip("\ufeff \t\r\n")[:_SAMPLE]
    if re.match(r"<(?:!doctype|html|\?xml|head|body)\b", sample, re.I):
        return True
    return len(_TAGS.findall(sample)) >= _FEW


def lines_of_text(text: str) -> Iterator[Line]:
    """The lines that are not blank; those behind a blank one stand apart."""
    apart = True
    for raw in _ENDS.split(text):
        shown = tidy(raw)
        if not shown:
            apart = True
            continue
        item = _ITEM.match(raw)
        shown = shown if item is None else tidy(raw[item.end() :])
        if shown:
            yield Line(shown, "p" if item is None else "li", apart or item is not None, html=escape(shown, quote=False))
        apart = False
