"""The table of words, made by the migration: what every search runs on. See `sqlite.py` and `postgresql.py`."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = (
    # The analyser has folded and cut the text already. `categories` makes the tokenizer take everything but spaces
    # as part of a token, so that it cuts nowhere else, whatever Unicode version it was built with.
    """CREATE VIRTUAL TABLE desk_search_words USING fts5(
         title, body, tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'")""",
    """CREATE TRIGGER desk_search_words_go AFTER DELETE ON desk_searchdocument BEGIN
         DELETE FROM desk_search_words WHERE rowid = OLD.id; END""",
)
_POSTGRESQL = (
    # Triggers and no foreign key: Django, which doesn't know this table, could not empty the other one otherwise.
    """CREATE TABLE desk_search_words (
         document_id bigint PRIMARY KEY, title text NOT NULL, body text NOT NULL, words tsvector NOT NULL)""",
    "CREATE INDEX desk_search_words_gin ON desk_search_words USING gin (words)",
    """CREATE FUNCTION desk_search_words_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF TG_OP = 'TRUNCATE' THEN TRUNCATE desk_search_words;
         ELSE DELETE FROM desk_search_words WHERE document_id = OLD.id; END IF;
         RETURN NULL; END $$""",
    """CREATE TRIGGER desk_search_words_go AFTER DELETE ON desk_searchdocument
         FOR EACH ROW EXECUTE FUNCTION desk_search_words_go()""",
    """CREATE TRIGGER desk_search_words_empty AFTER TRUNCATE ON desk_searchdocument
         FOR EACH STATEMENT EXECUTE FUNCTION desk_search_words_go()""",
)


def create(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL:
        editor.execute(statement)


def drop(apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER desk_search_words_go")
    else:
        editor.execute("DROP FUNCTION desk_search_words_go CASCADE")
    editor.execute("DROP TABLE desk_search_words")
