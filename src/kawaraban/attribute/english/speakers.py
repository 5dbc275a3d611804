"""Whom a source means: "she", "the ministry" and "Torvald" as the article named them before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kawaraban.attribute.english.mentions import Kind, Mention, is_kind_of_thing, mentions, name_run
from kawaraban.attribute.english.sentence import Draft, Reading
from kawaraban.attribute.model import text_of
from kawaraban.attribute.parsing import Token

_GENDER: dict[str, Literal["male", "female"]] = {"he": "male", "him": "male", "she": "female", "her": "female"}
_KINDS: dict[str, Kind] = {"he": "person", "him": "person", "she": "person", "it": "thing", "they": "many"}
_DEFINITE = frozenset({"the", "this", "that"})
_ARTICLES = frozenset({"the", "a", "an", "this", "that"})
_ANONYMOUS = ("anonymity", "not to be named", "not be named", "not to be identified", "not be identified")
_FAR = 60  # tokens: who spoke before that is no longer meant by "she"


@dataclass(slots=True)
class _Told:
    """What the text has named so far."""

    reading: Reading
    named: list[Mention]
    genders: dict[str, str] = field(default_factory=dict)  # by name, once a "she" was resolved to it
    last: Mention | None = None  # who spoke last

    def before(self, token: Token) -> list[Mention]:
        """The mentions before a token, nearest first."""
        return [mention for mention in reversed(self.named) if mention.at < token.i]


def resolve(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Gives each draft its `speaker`: the source's words, or what they stand for as the text names it earlier; and
    whether it is `unnamed`."""
    told = _Told(reading, mentions(reading))
    by_place = {mention.at: mention for mention in told.named}
    for draft in sorted(drafts, key=lambda draft: draft.anchor):
        draft.speaker = text_of(reading.parse.text, tuple(draft.source[:1]))
        if draft.holder is None:
            continue
        holder = reading.token(draft.holder)
        meant = _meant(told, holder)
        if meant is not None:
            draft.speaker = meant.name
        draft.unnamed = meant is None and _is_unnamed(reading, draft, holder)
        told.last = meant or by_place.get(holder.i) or told.last


def _meant(told: _Told, holder: Token) -> Mention | None:
    word = holder.text.lower()
    if holder.pos == "PRON":
        return _of_pronoun(told, holder, word) if word in _KINDS or word in _GENDER else None
    if holder.pos == "PROPN":
        return _of_family_name(told, holder)
    bare = holder.i - holder.left == 1 and told.reading.token(holder.left).text.lower() in _DEFINITE
    return _of_definite(told, holder) if bare else None


def _of_pronoun(told: _Told, pronoun: Token, word: str) -> Mention | None:
    """Who spoke last, where near and of the kind; else the nearest subject, else the nearest noun of the kind."""
    kind, gender = _KINDS.get(word, "person"), _GENDER.get(word, "")

    def fits(mention: Mention) -> bool:
        known = told.genders.get(mention.name, mention.gender)
        return mention.kind == kind and (not known or not gender or known == gender)

    before = [mention for mention in told.before(pronoun) if fits(mention)]
    if told.last is not None and fits(told.last) and pronoun.i - told.last.at < _FAR:
        found: Mention | None = told.last
    else:
        found = next((mention for mention in before if mention.is_subject), next(iter(before), None))
    if found is not None:
        found = _in_full(told, found)
    if found is not None and gender:
        told.genders[found.name] = gender
    return found


def _in_full(told: _Told, mention: Mention) -> Mention:
    """ "Dr. Saal" as the text named him in full before."""
    words, titles = mention.name.split(), told.reading.cues.titles
    if mention.kind != "person" or any(word.lower().rstrip(".") not in titles for word in words[:-1]):
        return mention
    before = [other for other in told.named if other.at < mention.at and other.family == mention.family]
    return next((other for other in before if other.kind == "person" and " " in other.name), mention)


def _of_family_name(told: _Told, holder: Token) -> Mention | None:
    """ "Torvald", "Mr. Torvald": who was named in full with that last name."""
    titles = told.reading.cues.titles
    own = [token for token in name_run(told.reading, holder) if token.text.lower().rstrip(".") not in titles]
    if len(own) != 1 or is_kind_of_thing(told.reading, holder):
        return None
    full = [mention for mention in told.before(holder) if mention.family == holder.text and " " in mention.name]
    return full[-1] if full else None


def _of_definite(told: _Told, holder: Token) -> Mention | None:
    """ "The ministry", "the paper", "the minister": what was named more fully with that word, or one like it."""
    words = {holder.lemma}
    for alike in told.reading.cues.alike:
        if holder.lemma in alike:
            words |= alike
    for mention in told.before(holder):
        fuller = len(set(mention.name.lower().split()) - _ARTICLES) > 1
        if fuller and mention.words & words:
            return mention
    return None


def _is_unnamed(reading: Reading, draft: Draft, holder: Token) -> bool:
    """Whether a source gives no name: "two officials", "a source", and who asked for it."""
    if holder.pos == "PROPN":
        return False
    around = text_of(reading.parse.text, tuple(draft.source + draft.cue)).lower()
    if any(word in around for word in _ANONYMOUS):
        return True
    if any(child.lemma == "for" for child in reading.children(holder, "prep")):
        return False  # "a lawyer for the family" speaks for somebody with a name
    owned = reading.child(holder, "poss") is not None
    determiner = reading.child(holder, "det")
    definite = determiner is not None and determiner.text.lower() in _DEFINITE
    return holder.lemma in reading.cues.unnamed and not owned and not definite
