"""What a blog published last, for feed readers: Atom 1.0, RSS 2.0, RSS 1.0 and JSON Feed 1.1, all in full text.

Every maker takes the blog, what is to be listed (posts or comments, newest first) and where the feed stands, and
answers UTF-8 bytes. Every address in a feed is absolute: a reader shows it on another host.
"""

from kawaraban.publish.feeds.atom import atom
from kawaraban.publish.feeds.entry import Entry, Place, entry_of
from kawaraban.publish.feeds.jsonfeed import json_feed
from kawaraban.publish.feeds.rss import rss
from kawaraban.publish.feeds.rss1 import rss1

__all__ = ["Entry", "Place", "atom", "entry_of", "json_feed", "rss", "rss1"]
