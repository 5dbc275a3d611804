"""Stories on the desk: prints kept, articles placed, what a person split, merged or said of a copy.

packing.py    a print -> bytes beside the text it is of, and back
reports.py    an article as `compare` takes it
index.py      which prints may be near a new one: in memory, filled from the database
counting.py   what the river shows of a story, written when a report comes in or is judged again
splitting.py  articles off a story, by hand
merging.py    two stories into one, by hand
deciding.py   what both have in common: remembered, honoured by the machine, undone newest first
copying.py    own reporting, or a copy of that one, by hand
looking.py    what pages ask
"""
