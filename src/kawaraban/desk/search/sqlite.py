"""Words in an FTS5 table, one row a document; its rowid is the document's id."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from kawaraban.desk.search.query import Phrase, Query

Condition = tuple[str, list[str]]


def store(rows: Sequence[tuple[int, list[str], list[str]]]) -> None:
    """Replaces the words of documents: rows of (document id, tokens of the title, tokens of the body)."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM desk_search_words WHERE rowid = %s", [(row[0],) for row in rows])
        cursor.executemany(
            "INSERT INTO desk_search_words (rowid, title, body) VALUES (%s, %s, %s)",
            [(key, " ".join(title), " ".join(body)) for key, title, body in rows],
        )


def found(query: Query) -> Condition:
    """SQL that holds for a document `d` with the query in its title or body."""
    expression = _expression(query)
    if query.without:
        expression = f"({expression}) NOT ({' OR '.join(map(_phrase, query.without))})"
    return _in(expression)


def found_in_title(query: Query) -> Condition:
    """SQL that holds for a document `d` with every group of the query in its title alone."""
    return _in(f"{{title}} : ({_expression(query)})")


def joined(query: Query) -> tuple[str, list[str], str]:
    """SQL of the documents `d` with the query in their title or body, its values, and what orders them as stored.

    The words come first, in the order in which FTS5 has them: a limit ends the search, however many there are.
    """
    tables = "desk_search_words w CROSS JOIN desk_searchdocument d ON d.id = w.rowid"
    return f"{tables} WHERE w.desk_search_words MATCH %s", [_expression(query)], "w.rowid"


def _in(expression: str) -> Condition:
    return "d.id IN (SELECT rowid FROM desk_search_words WHERE desk_search_words MATCH %s)", [expression]


def _expression(query: Query) -> str:
    return " AND ".join(f"({' OR '.join(map(_phrase, group))})" for group in query.groups)


def _phrase(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.tokens)}"{" *" if phrase.prefix else ""}'
