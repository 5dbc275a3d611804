"""Claims on the desk: found in a version by `attribute`, stored, read again, put right by a person.

texts.py       a version's paragraphs as one text, and its offsets back in them
storing.py     claims as they come from a worker -> rows
speakers.py    the names behind them -> speakers
finding.py     a claim's words, looked for in another text
beside.py      claims of an original, looked for in its rendering
rendered.py    what was said, in the readers' language
correcting.py  what a person says: another claim, one more, none; and all of it undone
"""

from __future__ import annotations

from kawaraban.desk.claims.storing import Read, mark_of, published_on, standing, store, waiting

__all__ = ["Read", "mark_of", "published_on", "standing", "store", "waiting"]
