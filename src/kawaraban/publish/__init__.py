"""publish: posts -> a blog, feeds, archives, and the formats that other blogs speak.

The front door is `render(body, quotations) -> html`; `feeds` makes the feeds of what was rendered.
"""

from kawaraban.publish.blocks import QuoteBlock, block_of, format_block
from kawaraban.publish.comment_text import MAX_COMMENT, comment_links, render_comment
from kawaraban.publish.embeds import frame_origins
from kawaraban.publish.feeds import atom, json_feed, rss, rss1
from kawaraban.publish.figures import picture_addresses, with_sizes
from kawaraban.publish.from_html import to_markdown
from kawaraban.publish.frozen import freeze, thaw
from kawaraban.publish.headings import fit_headings
from kawaraban.publish.markdown import MAX_BODY, normalise, quote_blocks, render
from kawaraban.publish.model import Blog, Change, Comment, Post, PublishError, Quotation, QuotedParagraph
from kawaraban.publish.opening import opening
from kawaraban.publish.plain import plain_paragraphs
from kawaraban.publish.quotation import safe_address, show_changes, show_quotation
from kawaraban.publish.references import Reference, References, references

__all__ = [
    "MAX_BODY",
    "MAX_COMMENT",
    "Blog",
    "Change",
    "Comment",
    "Post",
    "PublishError",
    "Quotation",
    "QuoteBlock",
    "QuotedParagraph",
    "Reference",
    "References",
    "atom",
    "block_of",
    "comment_links",
    "fit_headings",
    "format_block",
    "frame_origins",
    "freeze",
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
    "show_quotation",
    "thaw",
    "to_markdown",
    "with_sizes",
]
