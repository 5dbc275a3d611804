"""One text of `kawaraban attribute`, as a row; functions of their own so that they can run in another process."""

from __future__ import annotations

from datetime import date
from typing import Any

from kawaraban.attribute import attribute
from kawaraban.attribute.dates import LANGUAGES as READ
from kawaraban.attribute.dates import dates
from kawaraban.attribute.model import AttributionError, Claim, Span, text_of


def row_of(path: str, content: bytes, language: str, published: date | None) -> dict[str, Any]:
    """The text's row: {"path", "claims"} or {"path", "error"}. `content` is UTF-8; its line ends stay as they are."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return {"path": path, "error": f"{path} is not UTF-8: save it as UTF-8."}
    try:
        (claims,) = attribute([text], language, [published])
    except AttributionError as error:
        return {"path": path, "error": str(error)}
    return {"path": path, "claims": [_as_row(text, claim) for claim in claims]}


def load(language: str) -> None:
    """Loads the models and tables that a text of the language needs, before the first."""
    attribute(["-"], language)
    if language in READ:
        dates("-", language, None)


def describe(row: dict[str, Any]) -> str:
    """A row for people: a claim a line, who, how and what."""
    lines = [
        f"  {claim['speaker'] or claim['source_text'] or '(nobody is named)'} "
        f"[{claim['stance']}: {claim['cue_text']}] {' '.join(claim['content_text'].split())}"
        + "".join(f", via {' '.join(via['text'].split())}" for via in claim["via"])
        for claim in row["claims"]
    ]
    return "\n".join([f"{row['path']}: {len(lines)} claims", *lines])


def _as_row(text: str, claim: Claim) -> dict[str, Any]:
    when = claim.when
    return {
        "source": _pairs(claim.source),
        "cue": _pairs(claim.cue),
        "content": _pairs(claim.content),
        "source_text": text_of(text, claim.source),
        "cue_text": text_of(text, claim.cue),
        "content_text": text_of(text, claim.content),
        "quotation": claim.quotation,
        "stance": claim.stance,
        "via": [{"span": list(via.span), "text": via.text} for via in claim.via],
        "when": {"span": list(when.span), "text": when.text, "value": when.value} if when else None,
        "speaker": claim.speaker,
        "unnamed": claim.unnamed,
        "rule": claim.rule,
        "act": claim.act,
        "coarse": claim.coarse,
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]
