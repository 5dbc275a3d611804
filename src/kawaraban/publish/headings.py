"""Headings of a text fitted into the page it is shown on, so that they go down by one level at a time.

A text is read under different headings: on the front page under the post's title, which stands under the day; on its
own page under the title alone. Whoever moves through a page by its headings meets no level that is missing
(https://www.w3.org/WAI/tutorials/page-structure/headings/).
"""

from __future__ import annotations

import re

_HEADING = re.compile(r"<(/?)h([1-6])(?=[\s>])", re.IGNORECASE)


def fit_headings(html: str, first: int) -> str:
    """`html` with its highest headings as `<h{first}>` and no level skipped below; their order of rank stays.

    In the manner of the outline of a document: a heading is one level under the nearest one before it that ranks above.
    """
    open_levels: list[int] = []  # as written, rising
    shown = first

    def fitted(tag: re.Match[str]) -> str:
        nonlocal shown
        if not tag[1]:
            level = int(tag[2])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            shown = min(6, first + len(open_levels) - 1)
        return f"<{tag[1]}h{shown}"

    return _HEADING.sub(fitted, html)
