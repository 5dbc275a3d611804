"""The HTML of a post from another blog as Markdown, by markdownify, fitted to what `markdown.render` makes of it."""

from __future__ import annotations

import re
from typing import Any

from markdownify import ATX, MarkdownConverter

from kawaraban.publish.model import PublishError

MAX_HTML = 1_000_000  # characters; what is longer would not fit into a post's Markdown anyway
_SHIFTED = 2  # levels that `foreign_html` brings headings down, and `markdown` too
#: Signs that would mean something in Markdown, where they stand in a text and where they begin a line of it.
_SIGNS = re.compile(r"[\\*`\[\]<]|(?<!\w)_|_(?!\w)|~(?=~)|(?<=~)~|&(?=#?\w{1,31};)")
_BEGINS = re.compile(r"(\s*)([#>+=-]|:::|[0-9]{1,9}(?=[.)]))")


def to_markdown(html: str) -> str:
    """Markdown that reads as `html` does, which is cleaned and in place (`foreign_html.place`).

    Colours, alignment and merged cells have no Markdown: their words stay. Raises PublishError for HTML that is too
    long, or nested without measure.
    """
    if len(html) > MAX_HTML:
        raise PublishError("The text is too long for Markdown; it stays as it is.")
    try:
        text: str = _Converter(heading_style=ATX, bullets="-", wrap=True, wrap_width=None).convert(html)
    except RecursionError as error:
        raise PublishError("The text is nested too deep for Markdown; it stays as it is.") from error
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n" if text.strip() else ""


class _Converter(MarkdownConverter):
    """markdownify with the blog's own ways: headings, line ends, figures, cards, readings."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = _SIGNS.sub(r"\\\g<0>", text)
        if "td" in parent_tags or "th" in parent_tags:
            text = text.replace("|", "\\|")
        return _BEGINS.sub(_begun, text, count=1) if _BEGINS.match(text) else text

    def convert_hN(self, n: int, el: Any, text: str, parent_tags: set[str]) -> str:
        # The library's stubs leave it out.
        return str(super().convert_hN(max(1, n - _SHIFTED), el, text, parent_tags))  # type: ignore[misc]

    def convert_br(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n"  # a line's end is a break in a post's Markdown

    def convert_figure(self, el: Any, text: str, parent_tags: set[str]) -> str:
        link, picture, caption = el.find("a"), el.find("img"), el.find("figcaption")
        if "embed" in el.get("class", ()) and link is not None:
            return f"\n\n{link['href']}\n\n"
        if picture is not None and caption is not None and link is None:
            said = re.sub(r'(["\\])', r"\\\1", " ".join(caption.get_text().split()))
            return f'\n\n![{self.escape(picture.get("alt", ""), set())}]({picture["src"]} "{said}")\n\n'
        return f"\n\n{text.strip()}\n\n"

    def convert_figcaption(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"

    convert_summary = convert_center = convert_dd = convert_figcaption

    def convert_dt(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_rt(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return f"（{text}）" if text.strip() else ""

    def convert_rp(self, el: Any, text: str, parent_tags: set[str]) -> str:
        return ""


def _begun(match: re.Match[str]) -> str:
    # A number is escaped behind it: `1\.` is no item of a list.
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"
