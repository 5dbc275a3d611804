"""What is said of each kind of doubt about a file of another blog, on the page and on the terminal.

The sentences are English and the keys of their translations: the page translates them, the terminal prints them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from django.utils.translation import gettext


def gettext_noop(message: str) -> str:
    """Marks a message for translation. Django's own asks for settings, which `import --kind page` runs without."""
    return message


Counter = Literal["posts", "things", "pairs"]

#: By `Doubt.what`: its name, what it counts, and how it came about.
DOUBTS: Mapping[str, tuple[str, Counter, str]] = {
    "empty": (
        gettext_noop("posts without a text"),
        "posts",
        gettext_noop("Nothing is left of them but an embed."),
    ),
    "date-missing": (
        gettext_noop("posts without a date"),
        "posts",
        gettext_noop("They are put beside the post before them in the file."),
    ),
    "day-missing": (gettext_noop("posts without a day"), "posts", gettext_noop("The page says their month only.")),
    "time-missing": (gettext_noop("posts without an hour"), "posts", gettext_noop("The page says their day only.")),
    "date-impossible": (gettext_noop("dates that do not exist"), "posts", ""),
    "pairs": (
        gettext_noop("pairs whose alignment is in doubt"),
        "pairs",
        gettext_noop("The posts stay as they are; the pairs wait for a look."),
    ),
    "twice": (gettext_noop("posts that are there twice"), "posts", gettext_noop("Same title, same text.")),
    "encoding": (
        gettext_noop("garbled lines"),
        "things",
        gettext_noop("They were read as well as they can be."),
    ),
    "adverts": (
        gettext_noop("comments that look like adverts"),
        "things",
        gettext_noop("They are not shown to readers."),
    ),
    "truncated": (gettext_noop("posts that break off"), "posts", gettext_noop("The file ends in the middle.")),
    "too-long": (
        gettext_noop("posts without measure"),
        "posts",
        gettext_noop("They are longer than a post can be."),
    ),
    "status-unknown": (
        gettext_noop("posts of an unknown state"),
        "posts",
        gettext_noop("The file does not say whether readers saw them."),
    ),
    "page": (
        gettext_noop("pages that are no posts"),
        "posts",
        gettext_noop("They stood beside the old blog's posts."),
    ),
    "private": (gettext_noop("private posts"), "posts", gettext_noop("Readers never saw them.")),
    "protected": (gettext_noop("posts behind a password"), "posts", gettext_noop("Not every reader saw them.")),
    "trash": (gettext_noop("posts that were thrown away"), "posts", gettext_noop("They lay in the old blog's bin.")),
    "comment-parent": (
        gettext_noop("answers to nobody"),
        "posts",
        gettext_noop("The comments they answer are not in the file."),
    ),
    "no-such-entry": (
        gettext_noop("comments without a post"),
        "things",
        gettext_noop("Their posts are not in the file."),
    ),
    "picture-not-shown": (
        gettext_noop("pictures that no post shows"),
        "things",
        gettext_noop("They lay with the old blog unused."),
    ),
    "other-file": (
        gettext_noop("files beside the pages"),
        "things",
        gettext_noop("Pictures, styles and the like, which hold no posts."),
    ),
    "not-a-post": (
        gettext_noop("things that are no posts"),
        "things",
        gettext_noop("Menus, versions and the like."),
    ),
    "broken-markup": (gettext_noop("broken markup"), "things", gettext_noop("The file breaks the rules of XML.")),
    "control-characters": (
        gettext_noop("control characters"),
        "things",
        gettext_noop("They have no place in a text."),
    ),
    "body-missing": (
        gettext_noop("posts without a text"),
        "posts",
        gettext_noop("Nothing is left of them but an embed."),
    ),
    "no-posts": (
        gettext_noop("no post found"),
        "things",
        gettext_noop("Nothing in the file looks like a post. See whether it is the right one."),
    ),
}
#: By `Doubt.done`: what becomes of them.
DONE: Mapping[str, str] = {
    "draft": gettext_noop("They come as drafts."),
    "kept-as-draft": gettext_noop("They come as drafts."),
    "kept-as-post": gettext_noop("They come as posts."),
    "kept-as-text": gettext_noop("They are kept as text."),
    "kept-without": gettext_noop("They stand by themselves."),
    "kept": gettext_noop("What is there is taken in."),
    "kept-empty": gettext_noop("They are kept, and marked empty."),
    "kept-as-far": gettext_noop("What is there is taken in."),
    "cut": gettext_noop("They are cut off."),
    "left-out": gettext_noop("They are left out."),
    "left-undated": gettext_noop("They count as posts without a date."),
    "guessed": gettext_noop("Their date is guessed."),
    "waiting": gettext_noop("They wait for your word."),
    "taken-once": gettext_noop("They are taken once."),
    "not-offered": gettext_noop("They are not put into the memory."),
    "mended": gettext_noop("It was mended."),
    "replaced": gettext_noop("What could not be read shows as �."),
}


def told(what: str, done: str) -> str:
    """A kind of doubt for the terminal: its name, how it came about, what becomes of it."""
    name, _, known = DOUBTS.get(what, (what, "things", ""))
    sentences = " ".join(filter(None, [known, DONE.get(done, "")]))
    return f"{name}. {sentences}" if sentences else name


#: What is said of a file that can't be read, or not to its end: the stations and `unpacking` say it in English.
SENTENCES = (
    gettext_noop("This file breaks off at line %(line)s, before the end of its first post: export the blog again."),
    gettext_noop("This is no WordPress export: choose the XML file that WordPress' export gave you."),
    gettext_noop("This is no Movable Type export: choose the file that the old blog's export gave you."),
    gettext_noop("This is no feed: choose the file that the old blog's export gave you."),
    gettext_noop("This is JSON, but no feed: choose the file that the old blog's export gave you."),
    gettext_noop("This JSON Feed is damaged or breaks off: export the blog again."),
    gettext_noop("This JSON Feed is too long to be read: export the blog in another format."),
    gettext_noop("This file goes on for too long before its first post: export the blog again."),
    gettext_noop("This page is over %(size)s MB: save its days one by one."),
    gettext_noop("This page is empty: save it again, from the browser."),
    gettext_noop("This page is too large or too broken to be taken apart: save its bare text instead."),
    gettext_noop("This can't be read as a blog: choose what the old blog exported, a feed or a saved page."),
    gettext_noop("No post was found in it: see whether it is the file that the old blog exported."),
    gettext_noop("The files unpack to more than 4 GB: give a part of them at a time."),
    gettext_noop("There are more than %(most)s files: give a part of them at a time."),
    gettext_noop("This unpacks to more than any blog's file would: unpack it yourself, and give what is in it."),
    gettext_noop("This is an archive in an archive: unpack it, and give what is in it."),
    gettext_noop("This is locked with a password: unpack it, and give what is in it."),
    gettext_noop("This archive is damaged: pack it again, or give the files in it."),
    gettext_noop("This is a damaged gzip file: get it again, or unpack it."),
    gettext_noop("The file breaks off or is damaged at line %(line)s: export it again."),
    gettext_noop("The file names more than %(most)s sources: divide it."),
    gettext_noop("The file is no OPML that can be read: export it again, as OPML in UTF-8."),
)


def in_readers_language(sentence: str) -> str:
    """One of SENTENCES, filled in, as its reader reads it; any other as it stands."""
    for pattern, message in _patterns():
        if found := pattern.fullmatch(sentence):
            return gettext(message) % found.groupdict() if found.groupdict() else gettext(message)
    return sentence


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(said))), said) for said in SENTENCES]
