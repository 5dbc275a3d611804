"""publish: posts -> a blog, feeds, archives, and the formats that other blogs speak.

The front door is `render(body, quotations) -> html`; `feeds` makes the feeds of what was rendered.
"""

from kawaraban.publish.blocks import CheckBlock, QuoteBlock, block_of, format_block
from kawaraban.publish.checkbox import has_boxes, show_check, show_news
from kawaraban.publish.comment_text import MAX_COMMENT, comment_links, render_comment
from kawaraban.publish.embeds import frame_origins
from kawaraban.publish.feeds import atom, json_feed, rss, rss1
from kawaraban.publish.figures import picture_addresses, with_sizes
from kawaraban.publish.from_html import to_markdown
from kawaraban.publish.frozen import freeze, freeze_check, thaw, thaw_check
from kawaraban.publish.headings import fit_headings
from kawaraban.publish.markdown import MAX_BODY, check_blocks, normalise, quote_blocks, render
from kawaraban.publish.model import (
    Blog,
    Change,
    CheckBox,
    CheckNews,
    CheckRelation,
    CheckSource,
    Comment,
    OutletFacts,
    Post,
    PublishError,
    Quotation,
    QuotedParagraph,
    SaidOfOutlet,
)
from kawaraban.publish.opening import opening
from kawaraban.publish.plain import plain_paragraphs
from kawaraban.publish.quotation import safe_address, show_changes, show_quotation
from kawaraban.publish.references import Reference, References, references

__all__ = [
    "MAX_BODY",
    "MAX_COMMENT",
    "Blog",
    "Change",
    "CheckBlock",
    "CheckBox",
    "CheckNews",
    "CheckRelation",
    "CheckSource",
    "Comment",
    "OutletFacts",
    "Post",
    "PublishError",
    "Quotation",
    "QuoteBlock",
    "QuotedParagraph",
    "Reference",
    "References",
    "SaidOfOutlet",
    "atom",
    "block_of",
    "check_blocks",
    "comment_links",
    "fit_headings",
    "format_block",
    "frame_origins",
    "freeze",
    "freeze_check",
    "has_boxes",
    "json_feed",
    "normalise",
    "opening",
    "picture_addresses",
    "plain_paragraphs",
    "quote_blocks",
    "references",
    "render",
    "render_comment",
    "rss",
    "rss1",
    "safe_address",
    "show_changes",
    "show_check",
    "show_news",
    "show_quotation",
    "thaw",
    "thaw_check",
    "to_markdown",
    "with_sizes",
]
