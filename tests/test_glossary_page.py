"""The glossary's page: terms entered, found, changed in place, deleted and brought back."""

from __future__ import annotations

import pytest
from django.test import Client

from kawaraban.desk.glossary import terms_between
from kawaraban.desk.models import Rendering, Term
from kawaraban.desk.pages.chosen_terms import PAGE
from tests.desk_cast import an_article

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
JSON = {"HTTP_ACCEPT": "application/json"}


def entered(source: str, target: str = "", **more: object) -> Term:
    return Term.objects.create(
        **{"source_language": "en", "target_language": "ja", "source": source, "target": target, **more}
    )


def typed(source: str, target: str = "", **more: str) -> dict[str, str]:
    return {"pair": "en-ja", "source": source, "target": target, "kind": "place", **more}


def shown(desk: Client, **asked: str) -> list[str]:
    return [row.source for row, _form in desk.get("/desk/glossary/", asked).context["lines"]]


def test_an_empty_glossary_says_what_it_is_for_with_an_example(desk: Client) -> None:
    page = desk.get("/desk/glossary/").content.decode()
    assert "Engines are held to it" in page
    assert "ポート・マレン" in page


def test_a_term_is_entered_with_its_other_forms(desk: Client) -> None:
    sent = typed("Al-Tanf", "アル・タンフ", variants="al Tanf、Tanf", accepted="タンフ", note="基地のある町")
    assert desk.post("/desk/glossary/term/", sent).status_code == 302
    term = Term.objects.get()
    assert (term.source, term.target, term.kind, term.note) == ("Al-Tanf", "アル・タンフ", "place", "基地のある町")
    assert (term.variants, term.accepted) == (["al Tanf", "Tanf"], ["タンフ"])
    assert term.person is not None


def test_a_term_to_keep_needs_no_translation_and_any_other_does(desk: Client) -> None:
    assert desk.post("/desk/glossary/term/", typed("NATO", keep="on")).status_code == 302
    refused = desk.post("/desk/glossary/term/", typed("statement"))
    assert refused.status_code == 422
    assert "Write the translation, or tick" in refused.content.decode()
    assert [term.source for term in Term.objects.all()] == ["NATO"]


def test_the_same_word_twice_is_refused_in_a_sentence(desk: Client) -> None:
    entered("statement", "声明")
    refused = desk.post("/desk/glossary/term/", typed("statement", "談話"))
    assert "is in the glossary already" in refused.content.decode()
    assert Term.objects.get().target == "声明"


def test_the_editor_enters_a_term_and_gets_an_answer_it_can_show(desk: Client) -> None:
    sent = {"source": "statement", "target": "声明", "source_language": "en", "target_language": "ja"}
    kept = desk.post("/desk/glossary/term/", sent, **JSON)
    assert kept.json() == {"term": Term.objects.get().pk, "message": "“statement” is in the glossary."}
    refused = desk.post("/desk/glossary/term/", sent, **JSON)
    assert refused.status_code == 422
    assert "already" in refused.json()["error"]


def test_terms_are_found_by_any_part_and_narrowed_by_filters(desk: Client) -> None:
    entered("Al-Tanf", "アル・タンフ", kind="place")
    entered("NATO", keep=True, kind="organisation")
    entered("Торвальд", "トルヴァルド", source_language="ru", kind="person", origin="vardonia.csv")
    assert shown(desk) == ["Al-Tanf", "NATO", "Торвальд"]
    assert shown(desk, q="タンフ") == ["Al-Tanf"]
    assert shown(desk, pair="ru-ja") == ["Торвальд"]
    assert shown(desk, kind="organisation") == ["NATO"]
    assert shown(desk, show="keep") == ["NATO"]
    assert shown(desk, show="files") == ["Торвальд"]
    assert shown(desk, show="deleted") == []


def test_a_long_glossary_is_turned_by_pages(desk: Client) -> None:
    Term.objects.bulk_create(
        Term(source_language="en", target_language="ja", source=f"word {n:03}", target="語") for n in range(PAGE + 3)
    )
    assert len(shown(desk)) == PAGE
    assert shown(desk, page="2") == ["word 050", "word 051", "word 052"]


def test_a_term_is_changed_in_place(desk: Client) -> None:
    row = entered("statement", "宣言")
    form = desk.get(f"/desk/glossary/term/{row.pk}/?edit", **HTMX).content.decode()
    assert 'value="宣言"' in form
    line = desk.post(f"/desk/glossary/term/{row.pk}/", typed("statement", "声明", do="save"), **HTMX).content.decode()
    assert "声明" in line
    assert terms_between("en", "ja")[0].target == "声明"


def test_a_change_that_is_not_right_keeps_what_was_typed(desk: Client) -> None:
    row = entered("statement", "声明")
    line = desk.post(f"/desk/glossary/term/{row.pk}/", typed("declaration", do="save"), **HTMX).content.decode()
    assert 'value="declaration"' in line
    assert "Write the translation" in line
    row.refresh_from_db()
    assert row.source == "statement"


def test_a_deleted_term_is_out_of_use_and_can_be_brought_back(desk: Client) -> None:
    row = entered("statement", "声明")
    assert "Bring it back" in desk.post(f"/desk/glossary/term/{row.pk}/", {"do": "delete"}, **HTMX).content.decode()
    assert terms_between("en", "ja") == ()
    desk.post(f"/desk/glossary/term/{row.pk}/", {"do": "restore"}, **HTMX)
    assert [term.source for term in terms_between("en", "ja")] == ["statement"]


def test_a_term_whose_place_was_taken_is_not_brought_back(desk: Client) -> None:
    row = entered("statement", "宣言")
    desk.post(f"/desk/glossary/term/{row.pk}/", {"do": "delete"})
    entered("statement", "声明")
    answer = desk.post(f"/desk/glossary/term/{row.pk}/", {"do": "restore"}, **HTMX).content.decode()
    assert "is in the glossary already" in answer
    assert [term.target for term in terms_between("en", "ja")] == ["声明"]


def test_the_page_works_without_scripts(desk: Client) -> None:
    row = entered("statement", "宣言")
    assert 'value="宣言"' in desk.get(f"/desk/glossary/?edit={row.pk}").content.decode()
    assert desk.post(f"/desk/glossary/term/{row.pk}/", typed("statement", "声明", do="save")).status_code == 302
    assert Term.objects.get().target == "声明"


def test_the_glossary_is_the_desks_alone(client: Client) -> None:
    for address in ("/desk/glossary/", "/desk/glossary/term/1/"):
        assert client.get(address).status_code == 302
    assert client.post("/desk/glossary/term/", typed("a", "b")).status_code == 302
    assert not Term.objects.exists()


def test_a_changed_term_changes_what_the_proof_counts(desk: Client) -> None:
    article = an_article(paragraphs=["Torvald issued a statement."])
    rendering = Rendering.objects.create(
        article=article, pid="p0", language="ja", text="トルヴァルドが宣言を出した。", state="edited", maker="person"
    )
    other = an_article(paragraphs=["Nothing was said."])
    Rendering.objects.create(article=other, pid="p0", language="ja", text="何も", state="edited", maker="person")
    desk.post("/desk/glossary/term/", typed("statement", "声明"))
    rendering.refresh_from_db()
    assert rendering.warnings == 1
    row = Term.objects.get()
    desk.post(f"/desk/glossary/term/{row.pk}/", typed("statement", "宣言", do="save"))
    rendering.refresh_from_db()
    assert rendering.warnings == 0


def test_an_outlet_is_called_as_the_glossary_has_it(desk: Client) -> None:
    article = an_article()
    entered("the maren herald", "マレン・ヘラルド", kind="outlet")
    for address in ("/desk/", f"/desk/articles/{article.pk}/"):
        assert "マレン・ヘラルド" in desk.get(address).content.decode()
    Term.objects.update(kind="term")
    assert "マレン・ヘラルド" not in desk.get("/desk/").content.decode()
