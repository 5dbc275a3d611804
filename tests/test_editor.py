"""The margin of proofs, cards, and what one can do to a paragraph on the article page."""

from __future__ import annotations

import lxml.html
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.desk import memory
from kawaraban.desk.models import Article, Dismissal, Rendering
from kawaraban.desk.pages.margin import Remark, marked
from kawaraban.desk.rendering import proofs
from kawaraban.translate import MemoryPair
from kawaraban.translate.proof import CHECKS, Finding, Issue
from tests.desk_cast import a_rendering, an_article
from tests.test_river import edited

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
WRONG = "市長は7人が来たと述べた。"
EDGES = st.integers(-3, 25)
REMARK = Issue(CHECKS[0], Finding("any"))


@pytest.fixture
def article(db: None) -> Article:
    """The second rendering has another number than its original."""
    article = an_article("Maren opens", ["Two people came.", "The mayor said 12 people came.", "They left."])
    for pid, text in (("p0", "二人が来た。"), ("p1", WRONG), ("p2", "みな帰った。")):
        a_rendering(article, pid, text)
    for paragraph in article.version.paragraphs.all():
        Rendering.objects.filter(pid=paragraph.pid).update(state="machine", source_digest=paragraph.digest)
    proofs.count([article], "ja")
    return article


def at(article: Article, what: str = "") -> str:
    return f"/desk/articles/{article.pk}/text/p1/{what}"


def page_of(desk: Client, article: Article) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(desk.get(f"/desk/articles/{article.pk}/").content.decode())


def fingerprint(desk: Client, article: Article) -> str:
    return page_of(desk, article).xpath("//*[@id='m-p1']//input[@name='fingerprint']")[0].get("value")


def test_a_finding_stands_beside_its_paragraph_and_in_both_texts(desk: Client, article: Article) -> None:
    unit = page_of(desk, article).get_element_by_id("u-p1")
    assert unit.xpath(".//section[contains(@class, 'error')]//h4/span/text()") == ["1"]
    assert "12" in unit.xpath(".//p[contains(@class, 'of')]//mark")[0].text_content()
    assert "7" in unit.xpath(".//div[contains(@class, 'to')]//mark")[0].text_content()
    assert unit.xpath(".//sup[@data-remark='0']/text()") == ["1", "1"]


def test_numbers_count_through_the_page(desk: Client, article: Article) -> None:
    Rendering.objects.filter(pid="p0").update(text="8人が来た。")
    numbers = page_of(desk, article).xpath("//section/h4/span/text()")
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert len(numbers) >= 2


def test_what_is_typed_is_proofed_and_not_stored(desk: Client, article: Article) -> None:
    right = desk.post(at(article, "proof/"), {"text": "市長は12人が来たと述べた。"}).content.decode()
    assert "remark" not in right
    wrong = desk.post(at(article, "proof/"), {"text": "市長は3人が来たと述べた。"}).content.decode()
    assert "remark error" in wrong
    assert 'class="proof error">3' in wrong
    assert Rendering.objects.get(pid="p1").text == WRONG


def test_a_finding_is_let_stand_with_a_reason_and_taken_up_again(desk: Client, article: Article, owner: User) -> None:
    finding = fingerprint(desk, article)
    form = {"do": "dismiss", "fingerprint": finding, "reason": "正誤表のとおり"}
    left = desk.post(at(article), form, headers=HTMX).content.decode()
    assert "正誤表のとおり" in left
    assert "remark error" not in left
    assert Dismissal.objects.get().person == owner
    assert Rendering.objects.get(pid="p1").errors == 0
    again = desk.post(at(article), {"do": "take-up", "fingerprint": finding}, headers=HTMX).content.decode()
    assert "remark error" in again
    assert Rendering.objects.get(pid="p1").errors > 0


def test_a_finding_of_what_is_typed_is_let_stand_too(desk: Client, article: Article) -> None:
    typed = {"text": "市長は3人が来たと述べた。"}
    shown = lxml.html.fromstring(desk.post(at(article, "proof/"), typed).content.decode())
    finding = shown.xpath("//input[@name='fingerprint']")[0].get("value")
    left = desk.post(at(article, "proof/"), typed | {"do": "dismiss", "fingerprint": finding}).content.decode()
    assert "remark error" not in left
    assert "Take it up again" in left


def test_a_fix_is_put_into_the_stored_text(desk: Client, article: Article) -> None:
    Rendering.objects.filter(pid="p1").update(text="市長は12人がが来たと述べた。")
    finding = fingerprint(desk, article)
    desk.post(at(article), {"do": "mend", "fingerprint": finding}, headers=HTMX)
    made = Rendering.objects.get(pid="p1")
    assert (made.text, made.state) == ("市長は12人が来たと述べた。", "edited")


def test_a_fix_for_a_text_that_is_no_more_changes_nothing(desk: Client, article: Article) -> None:
    answer = desk.post(at(article), {"do": "mend", "fingerprint": "0" * 32}, headers=HTMX).content.decode()
    assert "look at the paragraph again" in answer
    assert Rendering.objects.get(pid="p1").text == WRONG


def test_the_cards_are_the_memorys_the_machines_and_what_stood_here_before(
    desk: Client, article: Article, owner: User
) -> None:
    memory.load([MemoryPair("en", "ja", "The mayor said 9 people came.", "市長は9人が来たと語った。", "old.tmx")])
    Rendering.objects.filter(pid="p1").update(maker="engine", engine="firefox", text="市長によると、12人来た。")
    for text in ("市長は12人来たと言った。", "市長は12人が来たと述べた。"):
        desk.post(at(article), {"do": "save", "text": text}, headers=HTMX)
    opened = desk.get(at(article), {"edit": "1"}, headers=HTMX)
    cards = [(card.kind, card.text) for card in opened.context["unit"].editor.cards]
    assert cards == [
        ("memory", "市長は12人が来たと語った。"),
        ("earlier", "市長は12人来たと言った。"),
        ("engine", "市長によると、12人来た。"),
    ]
    html = opened.content.decode()
    assert "9 → 12" in html  # the number that was put right
    assert "<del>9</del>" in html
    assert "What differs from the machine" in html


def test_what_was_typed_is_saved_and_approved_at_once(desk: Client, article: Article) -> None:
    form = {"do": "approve", "text": "市長は12人が来たと述べた。", "base": WRONG}
    assert "state approved" in desk.post(at(article), form, headers=HTMX).content.decode()
    assert memory.suggest("The mayor said 12 people came.", "en", "ja")[0].target == "市長は12人が来たと述べた。"


def test_a_text_whose_original_changed_is_not_approved_and_not_lost(desk: Client, article: Article) -> None:
    form = {"do": "approve", "text": "市長は12人が来たと述べた。", "base": WRONG, "seen": "another"}
    answer = desk.post(at(article), form, headers=HTMX)
    assert "The original changed while you were reading" in answer.content.decode()
    assert answer.context["unit"].editor.text == "市長は12人が来たと述べた。"
    assert Rendering.objects.get(pid="p1").text == WRONG


def test_a_stale_paragraph_says_what_changed_in_its_original(desk: Client) -> None:
    article = an_article("Maren opens", ["Two people came to the old quay."])
    made = a_rendering(article, "p0", "二人が来た。")
    Rendering.objects.filter(pk=made.pk).update(source_digest=article.version.paragraphs.get().digest)
    edited(article, "Twelve people came to the old quay.")
    Rendering.objects.update(state="stale")
    assert "Two → Twelve" in desk.get(f"/desk/articles/{article.pk}/").content.decode()
    opened = desk.get(f"/desk/articles/{article.pk}/text/p0/", {"edit": "1"}, headers=HTMX).content.decode()
    assert "Two → Twelve" in opened


def test_opening_costs_few_queries_however_much_is_there(desk: Client, article: Article) -> None:
    for number in range(30):
        desk.post(at(article), {"do": "save", "text": f"市長は12人が来たと述べた。{number}"}, headers=HTMX)
    with CaptureQueriesContext(connection) as queries:
        desk.get(at(article), {"edit": "1"}, headers=HTMX)
    assert len(queries) <= 20
    with CaptureQueriesContext(connection) as queries:
        desk.post(at(article, "proof/"), {"text": "市長は3人が来た。"})
    assert len(queries) <= 12


@given(
    st.text(alphabet="ab<&\n港", max_size=20), st.lists(st.tuples(st.integers(-3, 25), st.integers(-3, 25)), max_size=5)
)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    html = marked(text, [(Remark(n + 1, n, REMARK, "", ""), span) for n, span in enumerate(spans)])
    tree = lxml.html.fragment_fromstring(f"<p>{html}</p>")
    numbers = [sup.text for sup in tree.iter("sup")]
    for sup in list(tree.iter("sup")):
        sup.text = ""
    for line in tree.iter("br"):
        line.text = "\n"
    assert tree.text_content() == text
    assert sorted(numbers) == [str(n + 1) for n in range(len(spans))]
