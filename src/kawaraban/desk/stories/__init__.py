"""Stories on the desk: prints kept, articles placed, what a person split, merged or said of a copy.

packing.py    a print -> bytes beside the text it is of, and back
reports.py    an article as `compare` takes it
index.py      which prints may be near a new one: in memory, filled from the database
gathering.py  what new reports are held against, from the database
judging.py    where they belong, beside those: a worker does it
storing.py    what was judged -> rows
counting.py   what the river shows of a story, written when a report comes in or is judged again
order.py      which reports of a story come first where not all are taken
telling.py    what of a story is to be gone through, and what came of it
told.py       what its reports claim and where they differ: a worker does it
splitting.py  articles off a story, by hand
merging.py    two stories into one, by hand
deciding.py   what both have in common: remembered, honoured by the machine, undone newest first
copying.py    own reporting, or a copy of that one, by hand
wording.py, dots.py  what pages show of a story
"""
