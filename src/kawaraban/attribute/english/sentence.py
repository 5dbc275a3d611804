"""A text as the rules read it: its parse, its quotations, and the drafts of claims that they make."""

from __future__ import annotations

from dataclasses import dataclass, field

from kawaraban.attribute.cues import Cue, Cues, cues
from kawaraban.attribute.model import Span
from kawaraban.attribute.parsing import Parse, Token
from kawaraban.attribute.quoted import Quoted, quoted

FRAGMENT = 4  # words; a shorter quotation inside a clause is the writer's distance, or a name


SAID = Cue("says", "speech")


@dataclass(slots=True)
class Draft:
    """A claim in the making; spans are code points, `anchor` the token of its cue."""

    anchor: int
    rule: str
    cue: list[Span]
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    kind: Cue = SAID
    negated: bool = False
    weak: bool = False  # what was found is a noun alone: a quotation beside it is likelier what was said
    holder: int | None = None  # the token that heads the source
    via: list[Span] = field(default_factory=list)  # who passed it on, nearest to the speaker first
    speaker: str = ""
    unnamed: bool = False


@dataclass(slots=True)
class Reading:
    parse: Parse
    cues: Cues
    quotations: list[Quoted]
    quoted_at: list[int]  # by token: the quotation it stands in, else -1

    @classmethod
    def of(cls, parse: Parse) -> Reading:
        found = list(quoted(parse.text))
        places = [-1] * len(parse.tokens)
        at = 0
        for token in parse.tokens:
            while at < len(found) and found[at].span[1] <= token.start:
                at += 1
            if at < len(found) and found[at].span[0] <= token.start < found[at].span[1]:
                places[token.i] = at
        return cls(parse, cues("en"), found, places)

    def token(self, i: int) -> Token:
        return self.parse.tokens[i]

    def children(self, token: Token, *deps: str) -> list[Token]:
        """What hangs on a token, in order; with `deps`, by these relations alone."""
        found = [self.parse.tokens[i] for i in token.children]
        return [child for child in found if child.dep in deps] if deps else found

    def child(self, token: Token, *deps: str) -> Token | None:
        return next(iter(self.children(token, *deps)), None)

    def head(self, token: Token) -> Token:
        return self.parse.tokens[token.head]

    def quotation_of(self, token: Token) -> int:
        """The quotation that a token stands in, fragments aside; -1 outside of any."""
        number = self.quoted_at[token.i]
        return -1 if number >= 0 and self.is_fragment(number) else number

    def is_fragment(self, number: int) -> bool:
        """Whether a quotation is a few words inside a clause, and no speech of its own."""
        start, end = self.quotations[number].span
        text = self.parse.text[start:end].strip("“”\"‘’'„«» ")
        return len(text.split()) < FRAGMENT and not text.endswith((".", "!", "?", ","))
