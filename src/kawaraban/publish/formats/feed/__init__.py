"""Whole blogs as feeds: RSS 2.0 and 1.0, Atom with its comments (Blogger's export), JSON Feed: `read`."""

from kawaraban.publish.formats.feed.reading import read

__all__ = ["read"]
