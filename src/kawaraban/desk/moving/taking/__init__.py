"""Moving in: a file of another blog is looked through, reported on, taken in, and can be taken back whole.

`opening` reads the file, `planning` says what becomes of each post (no database), `looking` counts it for the report,
`storing` writes batches, `settling` brings pictures and links home, `undoing` takes a move back, `running` drives all
of it for the page and the command.
"""
