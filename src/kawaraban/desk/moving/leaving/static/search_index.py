"""The search of a blog on files: its words in small scripts, of which a query loads a few.

A script registers what it holds (`kawaraban.words(3, {…})`), since a page on a disk may load scripts but fetch no file.
A word's script is told by its hash (FNV-1a, 32 bits, over UTF-8). The words are those of the desk's own search, cut by
the same analyser; a CJK character alone is one too, and a word as it is written leads to its stem (`"=stem"`), so that
the browser needs no stemmer. Beside a word stand the posts that have it: their numbers, oldest first, each as its
distance from the one before, in base 36.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from django.utils import translation

from kawaraban.desk.models import Post
from kawaraban.desk.moving.leaving.static.paths import Address, file_of
from kawaraban.desk.search import documents
from kawaraban.desk.search.analyser import fold, words_of_folded
from kawaraban.desk.templatetags.typeset import full_day

TEXTS = 8  # posts in a script of texts
_AT_ONCE = 200  # posts asked for together; a whole number of scripts
_SHARD = 40_000  # bytes of words in a script, about
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def search_files(language: str) -> Iterator[tuple[str, bytes]]:
    """File and content of every script, the texts first. Of the posts only their words are held in memory.

    `language` is the one that days are written in.
    """
    index = _Index()
    ids = list(
        Post.objects.filter(state=Post.State.PUBLISHED).order_by("published_at", "pk").values_list("pk", flat=True)
    )
    for start in range(0, len(ids), _AT_ONCE):
        with translation.override(language):
            told = list(_rows(ids[start : start + _AT_ONCE]))
        for number, (_, title, _, body) in enumerate(told, start):
            index.add(number, f"{title}\n{body}")
        for first in range(0, len(told), TEXTS):
            number = (start + first) // TEXTS
            yield _script(f"texts/{number}", "texts", number, told[first : first + TEXTS])
    shards = index.shards()
    for number, words in enumerate(shards):
        yield _script(f"words/{number}", "words", number, words)
    yield _script("about", "about", len(ids), {"shards": len(shards), "texts": TEXTS})


def _rows(ids: list[int]) -> Iterator[tuple[str, str, str, str]]:
    """Link from the folder of all, title, day and text of posts, in the order of `ids`."""
    posts = Post.objects.only("state", "day", "slug").in_bulk(ids)
    texts = {text.post_id: text for text in documents.texts_of_posts(ids)}
    for pk in ids:
        text, post = texts.get(pk), posts.get(pk)
        link = quote(file_of(Address(unquote(post.get_absolute_url())))) if post else ""
        yield link, text.title if text else "", full_day(post.day) if post else "", text.body if text else ""


class _Index:
    def __init__(self) -> None:
        self._posts: dict[str, array[int]] = {}
        self._stems: dict[str, str] = {}

    def add(self, number: int, text: str) -> None:
        words, stems = words_of_folded(fold(text))
        self._stems |= stems
        for word in words:
            posts = self._posts.get(word)
            if posts is None:
                posts = self._posts[word] = array("I")
            posts.append(number)

    def shards(self) -> list[dict[str, str]]:
        size = sum(2 * len(posts) + 12 for posts in self._posts.values())
        count = max(1, -(-size // _SHARD))
        made: list[dict[str, str]] = [{} for _ in range(count)]
        for written in sorted(self._stems.keys() - self._posts.keys()):
            made[hash_of(written) % count][written] = f"={self._stems[written]}"
        for word in sorted(self._posts):
            made[hash_of(word) % count][word] = _distances(self._posts[word])
        return made


def hash_of(word: str) -> int:
    """FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/)."""
    value = 0x811C9DC5
    for byte in word.encode("utf-8", "replace"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _distances(numbers: array[int]) -> str:
    before, parts = 0, []
    for number in numbers:
        parts.append(_base36(number - before))
        before = number
    return " ".join(parts)


@lru_cache(maxsize=4096)
def _base36(number: int) -> str:
    if number < 36:
        return _DIGITS[number]
    return _base36(number // 36) + _DIGITS[number % 36]


def _script(name: str, kind: str, number: int, told: Any) -> tuple[str, bytes]:
    return f"search/{name}.js", f"kawaraban.{kind}({number},{json.dumps(told, ensure_ascii=False)});\n".encode()
