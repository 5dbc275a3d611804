"""A name that is in katakana on one side, and of which nothing on the other side sounds alike.

Most names that a human translator renders without katakana are rendered by meaning, by kanji or by a name of another
language; so a name alone says little. It is spoken of where the rendering has a katakana name that is nobody's in the
original (*other*), or where a person's full or titled name, which can hardly be written in kanji, is nowhere
(*missing*). Always a warning: exonyms are many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawaraban.translate.glossary import occurrences, rendered
from kawaraban.translate.names import Name, alike, names
from kawaraban.translate.names.finding import by_meaning, no_names, sound_otherwise, titles
from kawaraban.translate.proof.model import Check, Finding, Segment, Span

#: From here on two names are taken for one; a katakana word nearer than the second to any word is that word.
SAME, LOAN = 0.7, 0.55

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_BEFORE = re.compile(r"([A-Za-z]+)\.? $")
#: Syllables of names that Japanese writes in kanji: its own, Chinese, Korean. Possessive, so that no word takes long.
_EAST_ASIAN = re.compile(
    r"(?:(?:ky|gy|sh|ch|ny|hy|by|py|my|ry|ts|[kgsztdnhbpmyrwjf])?+[aeiou]{1,2}+n?+)++"
    r"|(?:zh|ch|sh|[a-z])?[aeiou]{1,3}(?:n|ng)?|[a-z]{1,2}(?:eo|eu|ae|oo|[aeiou])[a-z]{0,2}",
    re.IGNORECASE,
)


def find(segment: Segment) -> Iterator[Finding]:
    if "ja" not in (segment.source_language, segment.target_language):
        return
    japanese_last = segment.target_language == "ja"
    texts = (segment.source, segment.target) if japanese_last else (segment.target, segment.source)
    other_language = segment.source_language if japanese_last else segment.target_language
    kana = [name for name in names(texts[1], "ja") if name.script == "katakana"]
    orphans = [
        name
        for name in names(texts[0], other_language)
        if _may_be_katakana(name) and not _is_there(name, texts[1], kana)
    ]
    if not orphans:
        return
    spans = _spans_of_terms(segment)
    known, known_kana = spans if japanese_last else spans[::-1]
    orphans = [name for name in orphans if not _within(name.span, known)]
    strangers = [name for name in kana if not _within(name.span, known_kana) and _is_strange(name, texts[0])]
    if not orphans:
        return
    if strangers and len(orphans) <= len(strangers) + 1:
        yield from _others(orphans, strangers, japanese_last)
    elif japanese_last and not strangers:
        yield from _missing(orphans, segment.source)


def _spans_of_terms(segment: Segment) -> tuple[list[Span], list[Span]]:
    """Where the glossary's terms stand on either side: those are the glossary's check's."""
    found = occurrences(segment.source, segment.terms, segment.source_language)
    return [span for span, _ in found], [span for _, term in found for span in rendered(term, segment.target)]


def _within(span: Span, spans: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def _may_be_katakana(name: Name) -> bool:
    """Whether a name has a word that Japanese would write as it sounds."""
    return not name.acronym and bool(_sounded(name))


def _sounded(name: Name) -> list[str]:
    """The words of a name that are written as they sound, without those that are rendered by meaning."""
    passed_over = by_meaning() | no_names()
    words = [re.sub("[’']s?$", "", word) for word in name.words]
    return [
        word for word in words if len(word) > 2 and not {word.lower(), word.lower().removesuffix("s")} & passed_over
    ]


def _is_there(name: Name, japanese: str, kana: Sequence[Name]) -> bool:
    words = _sounded(name)
    if any(word in japanese for word in words):
        return True
    pieces = {piece for run in kana for piece in (run.text, *run.words)}
    whole = "".join(words)
    return any(alike(word, piece, SAME) >= SAME for word in {*words, whole} for piece in pieces)


def _is_strange(run: Name, text: str) -> bool:
    """Whether a katakana run sounds like no word of the text, and is no usual word that need not."""
    if len(run.text) < 3 or any(word in sound_otherwise() for word in run.words):
        return False
    several = len(run.words) > 1  # a name, not a loan word: only what is capitalised can be meant
    words = {word for word in _WORD.findall(text) if len(word) > 2 and (word[0].isupper() or not several)}
    near = SAME if several else LOAN
    return all(alike(word, piece, near) < near for word in words for piece in {run.text, *run.words})


def _others(orphans: list[Name], strangers: list[Name], japanese_last: bool) -> Iterator[Finding]:
    """Each stranger with the orphan it is most like."""
    free = list(orphans)
    for run in strangers:
        if not free:
            return
        name = max(free, key=lambda candidate: alike("".join(_sounded(candidate)), run.text))
        free.remove(name)
        source, target = (name, run) if japanese_last else (run, name)
        yield Finding("other", source.span, target.span, {"source": source.text, "target": target.text})


def _missing(orphans: list[Name], source: str) -> Iterator[Finding]:
    for name in orphans:
        words = _sounded(name)
        before = _BEFORE.search(source[max(0, name.span[0] - 16) : name.span[0]])
        titled = (before and before[1].lower() in titles()) or name.words[0].lower() in titles()
        person = titled or (len(words) > 1 and len(words) == len(name.words))
        if person and not any(_EAST_ASIAN.fullmatch(word) for word in words):
            yield Finding("missing", name.span, values={"source": name.text})


CHECK = Check(
    id="names",
    kind="name",
    severity="warning",
    label={"en": "Another name", "ja": "名前がちがう"},
    messages={
        "other": {
            "en": "“{target}” sounds like no name in the original, and “{source}” like none in the translation.",
            "ja": "「{target}」に当たる名前が原文になく、「{source}」に当たる名前が訳にありません。",
        },
        "missing": {
            "en": "No name in the translation sounds like “{source}”.",
            "ja": "「{source}」に当たる名前が訳にありません。",
        },
    },
    find=find,
)
