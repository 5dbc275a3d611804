"""A name and a colon: speakers of a transcript, and headlines that name who said it."""

from __future__ import annotations

import re

from kawaraban.attribute.cues import Cue
from kawaraban.attribute.english.sentence import Draft, Reading

_LABEL = re.compile(
    r"^(?P<mark>[“\"]?)(?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})(?P<cue>:)[ \xa0]+(?P<rest>\S.*?)\s*$",
    re.MULTILINE,
)


#: Under or behind a quotation: "― Ilse Torvald, Port Maren".
_SIGNATURE = re.compile(r"(?P<rest>“[^”\n]{10,4000}”)\s*(?P<cue>[―—–]|--)[ \xa0]?(?P<name>[A-Z][^\n,.:;“”]{2,60})")


def find(reading: Reading) -> list[Draft]:
    found = [
        Draft(-1, "signature", [m.span("cue")], [m.span("name")], [m.span("rest")], Cue("says", "speech"))
        for m in _SIGNATURE.finditer(reading.parse.text)
    ]
    for match in _LABEL.finditer(reading.parse.text):
        if match.start() > 0 and not match["mark"] and not match["name"].isupper():
            continue
        if all(word in reading.cues.headings for word in match["name"].lower().replace("’", "'").split()):
            continue
        draft = Draft(
            -1, "label", [match.span("cue")], [match.span("name")], [match.span("rest")], Cue("says", "speech")
        )
        found.append(draft)
    return found
