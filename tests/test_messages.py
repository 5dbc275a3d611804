"""The interface is whole in Japanese: every message of the templates and the code has its translation."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.utils.translation import templatize

DESK = Path(__file__).parents[1] / "src" / "kawaraban" / "desk"
JAPANESE = DESK / "locale" / "ja" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted(DESK.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
    for path in sorted(DESK.rglob("*.html")):
        # In brackets, a template's indentation means nothing to Python.
        yield path, f"({templatize(path.read_text(encoding='utf-8'))})"


def _messages() -> Iterator[tuple[str, str, str | None]]:
    """File, singular message and context of all that is marked for translation."""
    for path, message, context, _ in _messages_and_plurals():
        yield path, message, context


def _messages_and_plurals() -> Iterator[tuple[str, str, str | None, bool]]:
    """The same, and whether it is said of one and of several."""
    for path, code in _sources():
        found = extract("python", io.BytesIO(code.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
        for _, message, _, context in found:
            first = message[0] if isinstance(message, tuple) else message
            if first:
                yield str(path.relative_to(DESK)), first, context, isinstance(message, tuple) and bool(message[1])


@pytest.fixture(scope="module")
def japanese() -> Catalog:
    with JAPANESE.open("rb") as file:
        return read_po(file, locale="ja")


def test_every_message_is_said_in_japanese(japanese: Catalog) -> None:
    missing = sorted(
        {
            f"{path}: {message!r}{f' ({context})' if context else ''}"
            for path, message, context in _messages()
            if (entry := japanese.get(message, context)) is None or not all(_strings(entry.string))
        }
    )
    assert not missing, "\n".join(missing)


def test_what_is_said_of_several_has_its_translation_of_several(japanese: Catalog) -> None:
    missing = sorted(
        f"{path}: {message!r}"
        for path, message, context, is_plural in _messages_and_plurals()
        if is_plural and (entry := japanese.get(message, context)) is not None and not entry.pluralizable
    )
    assert not missing, "\n".join(missing)


def test_the_extraction_sees_templates_and_code() -> None:
    messages = {message for _, message, _ in _messages()}
    assert {"River", "in %(count)d min", "All articles", "No answer"} <= messages


def test_a_translation_fills_in_what_its_message_fills_in(japanese: Catalog) -> None:
    wrong = [
        entry.id
        for entry in japanese
        if entry.id and any(_placeholders(text) - _placeholders(*_strings(entry.id)) for text in _strings(entry.string))
    ]
    assert not wrong


def _strings(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _placeholders(*texts: str) -> set[str]:
    return {name for text in texts for name in re.findall(r"%\(\w+\)[sd]", text)}
