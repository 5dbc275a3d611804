"""Words in a tsvector for finding candidates, and as text for the order of words.

The tsvector is made from the tokens themselves (`array_to_tsvector`), never by a parser of PostgreSQL's. It holds no
positions: those end at 16,383 and at 256 a word, so a phrase late in a long text would be lost. Phrases are held
against the tokens as text instead (" 支持 持率 " is found or not), which is exact and agrees with SQLite's FTS5.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from kawaraban.desk.search.query import Phrase, Query

Condition = tuple[str, list[str]]
_COLUMNS = 2  # of a document: its title and its body


def store(rows: Sequence[tuple[int, list[str], list[str]]]) -> None:
    """Replaces the words of documents: rows of (document id, tokens of the title, tokens of the body)."""
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO desk_search_words (document_id, title, body, words)
               VALUES (%s, %s, %s, array_to_tsvector(%s))
               ON CONFLICT (document_id)
               DO UPDATE SET title = excluded.title, body = excluded.body, words = excluded.words""",
            [
                (key, f" {' '.join(title)} ", f" {' '.join(body)} ", sorted({*title, *body}))
                for key, title, body in rows
            ],
        )


def found(query: Query) -> Condition:
    """SQL that holds for a document `d` with the query in its title or body."""
    return _in(query, ("title", "body"), query.without)


def found_in_title(query: Query) -> Condition:
    """SQL that holds for a document `d` with every group of the query in its title alone."""
    return _in(query, ("title",), ())


def joined(query: Query) -> tuple[str, list[str], str]:
    """SQL of the documents `d` with the query in their title or body, its values, and what orders them as stored."""
    conditions = [_any(group, ("title", "body")) for group in query.groups]
    tables = "desk_search_words w JOIN desk_searchdocument d ON d.id = w.document_id"
    where = " AND ".join(sql for sql, _ in conditions)
    return f"{tables} WHERE {where}", [value for _, values in conditions for value in values], "d.id"


def _in(query: Query, columns: tuple[str, ...], without: tuple[Phrase, ...]) -> Condition:
    conditions = [_any(group, columns) for group in query.groups]
    if without:
        sql, values = _any(without, columns)
        conditions.append((f"NOT {sql}", values))
    where = " AND ".join(sql for sql, _ in conditions)
    return (
        f"d.id IN (SELECT document_id FROM desk_search_words WHERE {where})",  # noqa: S608 - no text of a person in it
        [value for _, values in conditions for value in values],
    )


def _any(phrases: tuple[Phrase, ...], columns: tuple[str, ...]) -> Condition:
    conditions, values = [], []
    for phrase in phrases:
        *before, last = (f"'{token}'" for token in phrase.tokens)
        values.append(" & ".join([*before, f"{last}:*" if phrase.prefix else last]))
        if not before and len(columns) == _COLUMNS:  # a word by itself has no order, and may stand in any of them
            conditions.append("words @@ %s::tsquery")
            continue
        likes = " OR ".join(f"{column} LIKE %s" for column in columns)
        conditions.append(f"(words @@ %s::tsquery AND ({likes}))")
        values += [f"% {' '.join(phrase.tokens)}{'' if phrase.prefix else ' '}%"] * len(columns)
    return f"({' OR '.join(conditions)})", values
