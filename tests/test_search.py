"""What the desk has is found again, in the same order on SQLite and PostgreSQL."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from kawaraban.desk import search
from kawaraban.desk.models import SearchDocument
from kawaraban.desk.search.analyser import fold, tokens, tokens_of_folded
from kawaraban.desk.search.query import Query, parse
from tests.desk_cast import a_post, a_rendering, an_article

pytestmark = pytest.mark.django_db


def titles(query: str, **options: object) -> list[str]:
    return [hit.title.text for hit in search.search(query, **options).hits]


def an_indexed_article(*texts: str, **options: object):
    article = an_article(texts[0], texts[1:], **options)
    search.index_article(article)
    return article


def test_every_part_of_a_japanese_text_finds_it() -> None:
    text = "首相の支持率は三割、と港町の新聞が報じた。"
    article = an_indexed_article("世論調査", text, language="ja")
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if any(map(str.isalnum, text[start:end])):
                found = search.search(text[start:end])
                assert [hit.article_id for hit in found.hits] == [article.pk], text[start:end]


def test_words_are_found_in_their_other_forms_and_through_accents() -> None:
    an_indexed_article("Ministers meet at the Élysée", "They discussed 12,000 homes.")
    an_indexed_article("Выборы в Марене", "Правительство объявило о выборах.", language="ru")
    assert titles("minister") == titles("elysee") == titles("12000") == ["Ministers meet at the Élysée"]
    assert titles("выборов") == ["Выборы в Марене"]
    assert titles("harbour") == []


def test_title_first_then_newest_first() -> None:
    an_indexed_article("Old news of the day", "The harbour opened.", hours=1)
    an_indexed_article("Harbour opens", "Ships came.", hours=0)
    an_indexed_article("Weather", "Fog over the harbour.", hours=2)
    an_indexed_article("Sport", "A draw.", hours=3)
    found = search.search("harbour")
    assert [hit.title.text for hit in found.hits] == ["Harbour opens", "Weather", "Old news of the day"]
    assert [hit.score for hit in found.hits] == [1.0, 0.5, 0.5]
    assert found.total == 3
    assert titles("harbour", limit=1, offset=1) == ["Weather"]
    assert search.search("harbour", limit=1, offset=1).total == 3


def test_phrases_alternatives_and_exceptions() -> None:
    an_indexed_article("One", "The prime minister spoke of the harbour.")
    an_indexed_article("Two", "The minister spoke of prime numbers.", hours=1)
    assert titles('"prime minister"') == ["One"]
    assert titles("minister -harbour") == ["Two"]
    assert titles("harbour OR numbers") == ["Two", "One"]
    assert titles('minister -"prime minister"') == ["Two"]
    assert titles("-harbour") == titles("") == titles('"') == titles("!?") == []


def test_an_article_is_one_hit_by_the_best_of_its_texts() -> None:
    article = an_indexed_article("Maren opens its harbour", "All 2,400 came.")
    a_rendering(article, "title", "マレン、港を開く")
    a_rendering(article, "p0", "2400人が集まった。")
    search.index_rendering(article, "ja")
    assert [(hit.kind, hit.title.text) for hit in search.search("マレン").hits] == [("rendering", "マレン、港を開く")]
    assert [hit.kind for hit in search.search("2400").hits] == ["article"]
    assert [hit.kind for hit in search.search("2400", language="ja").hits] == ["rendering"]
    assert search.search("2400", kinds=["post"]).hits == ()
    hit = search.search("集まった").hits[0]
    assert hit.snippet.text == "2400人が集まった。"
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.spans] == ["集まった"]
    assert (hit.source, hit.language, hit.published) == ("The Maren Herald", "ja", article.sort_at)


def test_visitors_find_published_posts_and_no_drafts() -> None:
    for post in (a_post("港の話", "港が開いた。", hours=1), a_post("下書き", "港はまだ。", published=False)):
        search.index_post(post)
    assert titles("港", kinds=["post"]) == ["港の話"]
    assert titles("港", kinds=["post", "draft"]) == ["港の話", "下書き"]


def test_the_labels_of_a_quotation_are_no_words_of_a_post() -> None:
    post = a_post("港の話", "港が開いた。", hours=1)
    post.html = '<figure><p class="head">灯台の記事</p><p class="who">原文　英語</p>の図</figure><p>港が開いた。</p>'
    post.save()
    search.index_post(post)
    assert titles("灯台", kinds=["post"]) == ["港の話"]
    assert titles("図", kinds=["post"]) == ["港の話"]
    assert titles("原文", kinds=["post"]) == []


def test_what_changes_or_goes_is_no_longer_found_by_what_it_was() -> None:
    article = an_indexed_article("Two dead", "A fire in Maren.")
    article.version.title = "Twelve dead"
    article.version.save()
    search.index_article(article)
    assert titles("two") == []
    assert titles("twelve") == ["Twelve dead"]
    article.delete()
    assert titles("twelve") == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM desk_search_words")
        assert cursor.fetchone() == (0,)


def test_words_late_in_a_long_text_are_found_in_their_order() -> None:
    filler = "the quick ships sail on to the port " * 2500
    an_indexed_article("Long", f"{filler} the pale minister {filler}")
    assert titles('"pale minister"') == ["Long"]
    assert titles('"minister pale"') == []


def test_characters_newer_than_the_database_are_letters_too() -> None:
    an_indexed_article("Rare", "姓は\U0002cea1田、\U00030edd\U00030edd麺。", language="ja")  # extensions F and G
    assert titles("\U0002cea1田") == titles("\U00030edd麺") == ["Rare"]


def test_indexing_many_costs_few_queries(django_assert_max_num_queries) -> None:
    articles = [an_article(f"Article {number}", ["Text."]) for number in range(30)]
    with django_assert_max_num_queries(10):
        search.index_articles(article.pk for article in articles)
    assert SearchDocument.objects.count() == 30
    with django_assert_max_num_queries(5):
        assert search.search("text", limit=20).total == 30


WORD = st.sampled_from(
    ["支持率", "支", "持率", "率は", "港", "港湾", "maren", "Maren's", "12,000", "prime", "minister", "、", "港 湾"]
)
TEXT = st.lists(WORD, max_size=6).map(" ".join) | st.lists(WORD, max_size=6).map("".join)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4), st.lists(WORD, min_size=1, max_size=3), st.booleans())
def test_the_database_agrees_with_the_plain_definition(texts, words, joined) -> None:
    """The same definition is held against whichever database runs: so the two agree with each other."""
    SearchDocument.objects.all().delete()
    articles = [an_article(title, [body], hours=place) for place, (title, body) in enumerate(texts)]
    search.index_articles(article.pk for article in articles)
    typed = "".join(words) if joined else " ".join(words)
    asked = parse(typed)
    expected = [
        (article.pk, score)
        for article, (title, body) in zip(articles, texts, strict=True)
        if (score := _score(asked, title, body))
    ]
    expected.sort(key=lambda row: (-row[1], -row[0]))
    assert [(hit.article_id, hit.score) for hit in search.search(typed).hits] == expected


def _score(asked: Query, title: str, body: str) -> float:
    fields = [list(tokens_of_folded(fold(text))) for text in (title, body)]
    assert tokens(title) == [token.text for token in fields[0]]

    def has(phrases, within) -> bool:
        return any(p.matches_at(stored, place) for p in phrases for stored in within for place in range(len(stored)))

    if not asked or not all(has(group, fields) for group in asked.groups):
        return 0
    return 1.0 if all(has(group, fields[:1]) for group in asked.groups) else 0.5
