"""Checks on the desk: a statement held against what is here, what a person decides, and the box that goes in a post.

beginning.py  a statement, a post's text or address, a claim -> a check
posts.py      a post of a social network, read by its address or as it was pasted
asking.py     the statement in every language that is searched
index.py      the vectors of all sentences, looked through by their signs
finding.py    the sentences that may have to do with a statement, by words and by vectors
looking.py    how they stand to it, kept as findings
rendered.py   a finding's sentence in the readers' language
counting.py   the result, by independent origins
missing.py    what nobody has said yet
deciding.py   what a person says of a finding, and undone
judging.py    words that a person signs
earlier.py    checks that were made of the same before
watching.py   what came in for open checks
background.py who says what in the sentences that were found, and whose their outlets are
boxes.py      the box in a post: as it is now, frozen, and what came in since
rows.py       what the verb `check` prints
"""
