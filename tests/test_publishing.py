"""From draft to blog and back: what readers see changes only when the owner publishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from kawaraban.desk import naming, publishing
from kawaraban.desk import rendering as renderings
from kawaraban.desk.models import Category, FormerAddress, Post, PostVersion, Preferences, Rendering
from kawaraban.desk.publishing import PublishingError, working
from kawaraban.desk.search import search
from tests.blog_cast import (
    a_draft,
    a_published_post,
    a_rendering,
    a_version,
    an_article,
    quoting,
    the_owner,
    the_preferences,
)

pytestmark = pytest.mark.django_db


def test_publishing_freezes_what_was_quoted() -> None:
    article = an_article()
    post = a_published_post(body=quoting(article))
    article.renderings.update(text="あとで直した訳。")
    a_version(article, ["Six boats burned.", "The pier is shut."])
    post.refresh_from_db()
    assert "船2隻が燃えた。" in post.html
    assert "Two boats burned." in post.html
    assert "あとで直した訳。" not in post.html
    record = post.quotations.get()
    assert record.frozen["paragraphs"][0]["rendering"] == "船2隻が燃えた。"
    assert record.version == article.versions.get(number=1)


def test_updating_a_post_takes_the_quotations_as_they_are_then() -> None:
    article = an_article()
    post = a_published_post(body=quoting(article))
    article.renderings.update(text="直した訳。")
    publishing.publish(post)
    post.refresh_from_db()
    assert "直した訳。" in post.html


def test_a_quotation_whose_article_is_gone_from_the_desk_stays_as_it_was_published() -> None:
    article = an_article()
    post = a_published_post(body=quoting(article))
    article.delete()
    publishing.publish(post)
    post.refresh_from_db()
    assert "船2隻が燃えた。" in post.html
    assert post.quotations.get().article is None


def test_what_is_written_after_publication_is_not_shown_before_it_is_published() -> None:
    post = a_published_post("初めの題", "初めの文。")
    post = publishing.save(post, replace(working(post), title="次の題", body="次の文。"))
    assert (post.title, post.body) == ("初めの題", "初めの文。")
    assert "初めの文。" in post.html
    assert working(post).body == "次の文。"
    post = publishing.publish(post)
    assert (post.title, post.body, post.pending) == ("次の題", "次の文。", None)
    assert "次の文。" in post.html
    assert post.changed_at is not None
    assert post.published_at is not None
    assert post.changed_at > post.published_at


def test_a_post_without_an_address_gets_the_next_number_of_its_day() -> None:
    posts = [a_published_post(str(n)) for n in range(3)]
    # Midnight may pass between two of them.
    numbers = [sum(other.day == post.day for other in posts[: place + 1]) for place, post in enumerate(posts)]
    assert [post.slug for post in posts] == list(map(str, numbers))


def test_two_posts_of_a_day_never_share_an_address() -> None:
    assert [a_published_post(slug="Maren 港").slug for _ in range(3)] == ["maren-港", "maren-港-2", "maren-港-3"]


def test_a_changed_address_leaves_a_pointer_that_no_later_post_takes() -> None:
    post = a_published_post(slug="old")
    publishing.save(post, replace(working(post), slug="new"))
    post = publishing.publish(post)
    assert post.slug == "new"
    assert FormerAddress.objects.get().slug == "old"
    assert a_published_post(slug="old").slug == "old-2"
    publishing.save(post, replace(working(post), slug="old"))
    assert publishing.publish(post).slug == "old"
    assert list(FormerAddress.objects.values_list("slug", flat=True)) == ["new"]


def test_a_withdrawn_post_is_a_draft_with_the_newest_text() -> None:
    post = a_published_post(body="前の文。")
    publishing.save(post, replace(working(post), body="書きかけ。"))
    post = publishing.withdraw(post)
    assert (post.state, post.body, post.pending) == (Post.State.DRAFT, "書きかけ。", None)


def test_a_deleted_post_is_found_nowhere_and_comes_back_whole() -> None:
    post = a_published_post("灯台の鍵")
    post = publishing.delete(post)
    assert post.state == Post.State.DRAFT
    assert search("灯台").total == 0
    post = publishing.undelete(post)
    assert (post.title, post.body, post.deleted_at) == ("灯台の鍵", "本文。", None)
    assert search("灯台").total == 1


def test_visitors_find_a_post_in_the_search_once_it_is_published() -> None:
    post = a_draft("灯台の鍵")
    assert search("灯台", kinds=("post",)).total == 0
    publishing.publish(post)
    assert search("灯台", kinds=("post",)).total == 1


def test_autosaves_within_a_minute_share_a_row_of_the_history() -> None:
    post = a_draft(body="一")
    for body in ("一二", "一二三"):
        post = publishing.save(post, replace(working(post), body=body))
    assert [version.body for version in post.versions.all()] == ["一二三"]
    PostVersion.objects.update(saved_at=timezone.now() - timedelta(minutes=2))
    post = publishing.save(post, replace(working(post), body="四"))
    assert [version.body for version in post.versions.all()] == ["四", "一二三"]


def test_a_restored_version_takes_nothing_from_the_history() -> None:
    post = a_draft(body="初め")
    PostVersion.objects.update(saved_at=timezone.now() - timedelta(minutes=2))
    post = publishing.save(post, replace(working(post), body="後"))
    post = publishing.restore(post, post.versions.get(body="初め"))
    assert post.body == "初め"
    assert [version.body for version in post.versions.all()] == ["初め", "後", "初め"]


def test_a_text_saved_elsewhere_meanwhile_is_not_overwritten() -> None:
    post = a_draft(body="初め")
    seen = post.saved_at
    publishing.save(post, replace(working(post), body="ほかの画面"), seen=seen)
    with pytest.raises(PublishingError):
        publishing.save(post, replace(working(post), body="この画面"), seen=seen)
    post.refresh_from_db()
    assert post.body == "ほかの画面"


def test_saving_the_same_text_again_changes_nothing() -> None:
    post = a_draft()
    again = publishing.save(post, working(post))
    assert again.saved_at == post.saved_at
    assert post.versions.count() == 1


def test_a_category_of_the_same_name_is_made_once() -> None:
    first = naming.category_named(" ケルマール ")
    assert naming.category_named("ケルマール") == first
    assert naming.category_named("!!") != naming.category_named("??")
    assert naming.category_named("  ") is None
    assert Category.objects.count() == 3


def test_blocks_typed_in_japanese_are_stored_in_english() -> None:
    post = a_draft(body="：：：引用　a1　版＝1　段落＝1\n:::")
    assert post.body == ":::quote a1 version=1 paragraphs=1\n:::"


def test_a_rendering_for_the_quoted_version_is_used_though_the_article_has_a_newer_one() -> None:
    article = an_article([("Two boats burned.", "船2隻が燃えた。")])
    rendering = article.renderings.get()
    a_version(article, ["Six boats burned."])
    renderings.mark_stale([article])
    renderings.save(article, "p0", "ja", "船6隻が燃えた。", rendering.person)
    post = a_published_post(body=f"{quoting(article, '1', 1)}\n\n{quoting(article, '1', 2)}")
    first, second = (record.frozen["paragraphs"][0] for record in post.quotations.all())
    assert (first["rendering"], first["state"]) == ("船2隻が燃えた。", "edited")
    assert (second["rendering"], second["state"]) == ("船6隻が燃えた。", "edited")


def test_a_rendering_made_for_another_version_is_said_to_be() -> None:
    article = an_article([("Two boats burned.", "")])
    a_version(article, ["Six boats burned."])
    a_rendering(article, "p0", "Six boats burned.", "船6隻が燃えた。")
    post = a_published_post(body=quoting(article, "1", 1))
    assert post.quotations.get().frozen["paragraphs"][0]["state"] == "stale"
    assert "別の版の訳" in post.html


def test_the_quotations_words_name_who_translated() -> None:
    the_preferences()
    article = an_article([("One.", "一。"), ("Two.", ""), ("Three.", "")])
    a_rendering(article, "p1", "Two.", "二。", maker="engine", state="machine", person=None)
    a_rendering(article, "p2", "Three.", "三。", maker="memory", state="approved", person=None)
    post = a_published_post(body=quoting(article, "1-3"))
    assert "訳　宵待（1段落）、機械訳、未確認（1段落）、訳例（1段落）" in post.html


@pytest.mark.parametrize(
    ("language", "edited", "rewritten"),
    [
        ("ja", "機械訳（Firefox翻訳 base）を宵待が編集", "宵待"),
        ("en", "machine translation (Firefox translation base), edited by 宵待", "宵待"),
    ],
)
def test_the_credit_says_what_a_person_made_of_a_machines_text(language: str, edited: str, rewritten: str) -> None:
    the_preferences()
    Preferences.objects.update(language=language)
    article = an_article([("Two boats burned at the old pier.", ""), ("Nobody was hurt.", "")])
    for pid, original in (("p0", "Two boats burned at the old pier."), ("p1", "Nobody was hurt.")):
        made = a_rendering(
            article, pid, original, "古い桟橋で船が2隻燃えました。", maker="engine", state="machine", person=None
        )
        Rendering.objects.filter(pk=made.pk).update(engine="firefox", model="base", language=language)
    renderings.save(article, "p0", language, "古い桟橋で船2隻が燃えた。", the_owner())
    renderings.save(article, "p1", language, "けが人なし", the_owner())
    post = a_published_post(body=quoting(article, "1-2"))
    frozen = post.quotations.get().frozen["paragraphs"]
    assert [paragraph["maker"] for paragraph in frozen] == [edited, rewritten]
    Rendering.objects.all().delete()
    assert edited in Post.objects.get(pk=post.pk).html
