"""A file of terms is reported on before it is taken in, and the whole glossary can be had as a file."""

from __future__ import annotations

import io
import os
import re
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from kawaraban.desk.models import Term
from kawaraban.desk.waiting_files import KEPT, terms
from kawaraban.translate.glossary import Term as PlainTerm
from kawaraban.translate.glossary import read_terms

pytestmark = pytest.mark.django_db
TABLE = "原語,訳,メモ\nAl-Tanf,アル・タンフ,町\nstatement,声明,\n,訳だけ,\n".encode("cp932")


@pytest.fixture(autouse=True)
def data(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def report(desk: Client, content: bytes, name: str = "terms.csv") -> HttpResponse:
    return desk.post("/desk/glossary/import/", {"file": SimpleUploadedFile(name, content), "pair": "en-ja"})


def take(desk: Client, page: HttpResponse, **more: str) -> HttpResponse:
    hidden = re.findall(r'name="(token|pair|name)" value="([^"]*)"', page.content.decode())
    return desk.post("/desk/glossary/import/take/", {**dict(hidden), **more}, follow=True)


def test_a_report_says_what_would_be_done_and_changes_nothing(desk: Client) -> None:
    page = report(desk, TABLE)
    loaded = page.context["loaded"]
    assert (loaded.terms, loaded.added, loaded.passed_over) == (2, 2, 1)
    assert "line 4" in page.content.decode()
    assert "no original" in page.content.decode()
    assert not Term.objects.exists()


def test_what_was_read_is_taken_in_on_the_word(desk: Client, data: Path) -> None:
    answer = take(desk, report(desk, TABLE))
    assert "2 terms taken in." in answer.content.decode()
    assert {(term.source, term.target, term.origin) for term in Term.objects.all()} == {
        ("Al-Tanf", "アル・タンフ", "terms.csv"),
        ("statement", "声明", "terms.csv"),
    }
    assert list((data / "term-uploads").iterdir()) == []


def test_what_a_person_entered_stands_unless_they_say_so(desk: Client) -> None:
    desk.post("/desk/glossary/term/", {"pair": "en-ja", "source": "statement", "target": "談話", "kind": "term"})
    page = report(desk, TABLE)
    assert page.context["loaded"].kept == 1
    take(desk, page)
    assert Term.objects.get(source="statement").target == "談話"
    take(desk, report(desk, TABLE), replace_own="on")
    assert Term.objects.get(source="statement").target == "声明"


@pytest.mark.parametrize("content", [b"\x89PNG\0\0", b"<html></html>", b"source,note\na,b\n", b""])
def test_a_file_of_another_kind_gets_one_sentence(desk: Client, content: bytes, data: Path) -> None:
    page = report(desk, content)
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert not (data / "term-uploads").exists() or list((data / "term-uploads").iterdir()) == []


def test_a_file_that_is_gone_is_asked_for_again(desk: Client) -> None:
    page = report(desk, TABLE)
    take(desk, page)
    assert "choose it again" in take(desk, page).content.decode()
    assert "choose it again" in take(desk, page, token="../../desk.sqlite3").content.decode()


def test_uploads_nobody_took_in_are_thrown_away_in_time(data: Path) -> None:
    old = terms.keep(SimpleUploadedFile("a", b"a"))
    past = time.time() - KEPT - 1
    os.utime(data / "term-uploads" / old, (past, past))
    fresh = terms.keep(SimpleUploadedFile("b", b"b"))
    assert (terms.content(old), terms.content(fresh)) == (None, b"b")


@pytest.mark.parametrize("kind", ["csv", "tbx"])
def test_the_whole_glossary_is_had_as_a_file(desk: Client, kind: str) -> None:
    take(desk, report(desk, TABLE))
    answer = desk.get(f"/desk/glossary/export/{kind}/")
    content = io.BytesIO(b"".join(answer.streaming_content)).getvalue()  # type: ignore[attr-defined]
    found = {term.source: term.note for term in read_terms(content, ("en", "ja")) if isinstance(term, PlainTerm)}
    assert found == {"Al-Tanf": "町", "statement": ""}
    assert f"glossary.{kind}" in answer["Content-Disposition"]
    assert desk.get("/desk/glossary/export/exe/").status_code == 404
