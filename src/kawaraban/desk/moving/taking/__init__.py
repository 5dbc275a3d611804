"""Moving in: files of another blog are looked through, reported on, taken in, and can be taken back whole.

`unpacking` and `opening` read the files, `planning` (with `threads` and `old_addresses`) says what becomes of each post
without a database, `looking` counts it for the report, `storing` and `leading` write batches, `settling` brings
pictures and links home, `undoing` takes a move back, `running` drives all of it for the page and the command.
"""
