"""WordPress exports of every version, and as they arrive when something went wrong."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kawaraban.publish import Blog
from kawaraban.publish.formats import Doubt, ForeignComment, ForeignPost, FormatError, wxr

JAPAN = timezone(timedelta(hours=9))
EVENING = datetime(2022, 5, 17, 23, 20, tzinfo=JAPAN)
BLOG = Blog("港の瓦版", "", "https://kelmar.example/", "ja", "Ida Marsh")
DATES = "<wp:post_date>2022-05-17 23:20:00</wp:post_date><wp:post_date_gmt>2022-05-17 14:20:00</wp:post_date_gmt>"


def export(*items: str, version: str = "1.2", head: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<!-- generator="WordPress/6.1" -->\n<rss version="2.0"\n'
        f'  xmlns:excerpt="http://wordpress.org/export/{version}/excerpt/"\n'
        '  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        f'  xmlns:wp="http://wordpress.org/export/{version}/">\n<channel>\n<title>港</title>\n'
        f"<wp:wxr_version>{version}</wp:wxr_version>\n{head}\n" + "\n".join(items) + "\n</channel>\n</rss>\n"
    )


def item(
    inner: str = "", body: str = "<p>港</p>", kind: str = "post", status: str = "publish", dates: str = DATES
) -> str:
    return (
        f"<item><title>祭り</title><link>https://old.example/7/</link>{dates}<content:encoded><![CDATA[{body}]]>"
        f"</content:encoded><wp:post_id>7</wp:post_id><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{inner}</item>"
    )


def read(content: str | bytes) -> tuple[list[ForeignPost], list[Doubt]]:
    found = list(wxr.read(io.BytesIO(content.encode() if isinstance(content, str) else content)))
    return [one for one in found if isinstance(one, ForeignPost)], [one for one in found if isinstance(one, Doubt)]


def only(content: str) -> ForeignPost:
    (post,), doubts = read(content)
    assert doubts == []
    return post


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_each_version_is_read_with_all_that_it_tells(version: str) -> None:
    tag = "tag" if version == "1.0" else "post_tag"
    terms = (
        '<category><![CDATA[港]]></category><category domain="category" nicename="x"><![CDATA[港]]></category>'
        f'<category domain="category" nicename="y">天気</category><category domain="{tag}" nicename="z">祭り</category>'
    )
    author = (
        "<wp:author><wp:author_login>umino</wp:author_login>"
        "<wp:author_display_name><![CDATA[海野]]></wp:author_display_name></wp:author>"
    )
    rest = (
        '<dc:creator>umino</dc:creator><guid isPermaLink="false">https://old.example/?p=7</guid>'
        "<excerpt:encoded><![CDATA[短く]]></excerpt:encoded><wp:post_name>%e6%b8%af</wp:post_name>"
        "<wp:comment_status>closed</wp:comment_status><wp:ping_status>open</wp:ping_status>"
    )
    body = "<p>一</p>\n<!--more 続きを読む-->\n<script>alert(1)</script>"
    assert only(export(item(terms + rest, body), version=version, head=author)) == ForeignPost(
        body="<p>一</p>\n",
        more="\n<script>alert(1)</script>",
        key="https://old.example/?p=7",
        title="祭り",
        excerpt="短く",
        author="海野",
        published_at=EVENING,
        category="港",
        categories=("天気",),
        category_addresses=("/category/x/",),
        tags=("祭り",),
        basename="港",
        addresses=("https://old.example/7/", "https://old.example/?p=7"),
        takes_comments=False,
        takes_pings=True,
    )


@pytest.mark.parametrize(
    ("word", "status", "doubt"),
    [
        ("publish", "published", None),
        ("draft", "draft", None),
        ("pending", "waiting", None),
        ("future", "scheduled", None),
        ("private", "draft", "private"),
        ("trash", "draft", "trash"),
        ("odd", "draft", "status-unknown"),
    ],
)
def test_states_of_posts(word: str, status: str, doubt: str | None) -> None:
    (post,), doubts = read(export(item(status=word)))
    assert post.status == status
    assert [(one.what, one.done) for one in doubts] == ([(doubt, "kept-as-draft")] if doubt else [])


def test_what_is_behind_a_password_is_not_published() -> None:
    (post,), doubts = read(export(item("<wp:post_password>x</wp:post_password>")))
    assert (post.status, doubts) == ("draft", [Doubt("protected", "kept-as-draft", 0)])


def comment(number: int, text: str, approved: str, parent: int = 0, kind: str = "") -> str:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author><![CDATA[読者]]></wp:comment_author>"
        "<wp:comment_author_email>a@reader.example</wp:comment_author_email><wp:comment_author_IP>203.0.113.7"
        "</wp:comment_author_IP><wp:comment_date_gmt>2022-05-18 00:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}"
        f"</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}"
        "</wp:comment_parent></wp:comment>"
    )


def test_comments_keep_their_states_and_threads_and_lost_parents_are_told() -> None:
    states = ("1", "0", "spam", "trash", "post-trashed")
    comments = [comment(9 - n, "x", state, 9 if n else 0) for n, state in enumerate(states)]
    pings = comment(20, "リンク", "1", 0, "pingback") + comment(21, "リンク", "spam", 0, "trackback")
    (post,), doubts = read(export(item("".join(comments) + comment(30, "y", "1", 99) + pings)))
    assert [one.state for one in post.comments] == ["published", "waiting", "spam", "declined", "declined", "published"]
    assert [one.parent for one in post.comments] == ["", "9", "9", "9", "9", ""]
    assert post.comments[0] == ForeignComment(
        "x", "読者", "a@reader.example", "", "203.0.113.7", datetime(2022, 5, 18, tzinfo=UTC), "published", "9"
    )
    assert [ping.text for ping in post.pings] == ["リンク"]
    assert doubts == [Doubt("comment-parent", "kept-without", 0, "1")]


@pytest.mark.parametrize(
    ("local", "gmt", "taken", "doubt"),
    [
        ("2022-05-17 23:20:00", "0000-00-00 00:00:00", datetime(2022, 5, 17, 23, 20), None),
        ("", "2022-05-17 14:20:00", EVENING, None),
        ("2022-05-17 23:20:00", "2022-05-17 14:21:00", datetime(2022, 5, 17, 14, 21, tzinfo=UTC), None),
        ("2022-02-30 10:00:00", "", datetime(2022, 2, 28, 10), "guessed"),
        ("2022-02-30 10:00:00", "2022-03-02 01:00:00", datetime(2022, 3, 2, 1, tzinfo=UTC), None),
        ("2022-13-32 10:00:00", "2022-13-32 10:00:00", None, "left-undated"),
    ],
)
def test_dates_by_two_clocks_and_dates_that_do_not_exist(
    local: str, gmt: str, taken: datetime | None, doubt: str | None
) -> None:
    dates = f"<wp:post_date>{local}</wp:post_date><wp:post_date_gmt>{gmt}</wp:post_date_gmt>"
    (post,), doubts = read(export(item(dates=dates)))
    assert post.published_at == taken
    assert doubts == ([Doubt("date-impossible", doubt, 0, local)] if doubt else [])


def test_what_was_never_published_has_no_date() -> None:
    never = "<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><wp:post_date>0000-00-00 00:00:00</wp:post_date>"
    assert read(export(item(dates=never)))[1] == [Doubt("date-missing", "left-undated", 0)]


def test_pages_come_as_posts_and_other_things_are_counted() -> None:
    posts, doubts = read(
        export(item(kind="page"), item(kind="nav_menu_item"), item(kind="nav_menu_item"), item(kind="revision"), item())
    )
    assert len(posts) == 2
    assert doubts == [
        Doubt("page", "kept-as-post", 0, "祭り"),
        Doubt("not-a-post", "left-out", detail="nav_menu_item: 2"),
        Doubt("not-a-post", "left-out", detail="revision: 1"),
    ]


def test_pictures_that_no_post_shows_are_listed() -> None:
    def picture(name: str) -> str:
        address = f"<wp:attachment_url>https://old.example/wp-content/uploads/2022/05/{name}</wp:attachment_url>"
        return item(address, kind="attachment", status="inherit")

    shown = '<img src="https://old.example/wp-content/uploads/2022/05/maren-300x200.jpg">'
    _, doubts = read(export(picture("maren.jpg"), picture("storm.jpg"), item(body=shown)))
    address = "https://old.example/wp-content/uploads/2022/05/storm.jpg"
    assert doubts == [Doubt("picture-not-shown", "left-out", detail=address)]


def test_a_file_that_breaks_off_keeps_what_was_complete() -> None:
    content = export(item(), item(body="二"), item(body="三</item>"))
    posts, doubts = read(content[: content.index("</item>]]>") + 7])
    assert [post.body for post in posts] == ["<p>港</p>", "二"]
    assert doubts == [Doubt("truncated", "left-out", detail="祭り"), Doubt("truncated", "kept")]
    posts, doubts = read(content[: content.index("</channel>")])
    assert (len(posts), doubts) == (3, [Doubt("truncated", "kept")])


@pytest.mark.parametrize("cut", ["<item>", "</item>"])
def test_a_file_that_breaks_off_before_its_first_post_ends_says_where(cut: str) -> None:
    content = export(item())
    with pytest.raises(
        FormatError, match=r"^This file breaks off at line \d+, before the end of its first post: .*\.$"
    ):
        read(content[: content.index(cut)])


def test_control_characters_and_broken_mark_up_are_survived_and_told() -> None:
    broken = "<dc:creator>A & B &nbsp; <b></dc:creator>"
    posts, doubts = read(export(item(body="a\x08b\x00&nbsp;"), item(broken), item("<odd:x>1</odd:x>"), item("&#8;")))
    assert [post.body for post in posts] == ["ab&nbsp;", *["<p>港</p>"] * 3]
    assert posts[1].author.startswith("A & B \xa0")
    assert doubts[0] == Doubt("control-characters", "left-out", 0)
    assert {(doubt.what, doubt.done, doubt.post) for doubt in doubts[1:]} <= {
        ("broken-markup", "mended", number) for number in (1, 2, 3)
    }
    assert Doubt("broken-markup", "mended", 1) in doubts


def test_an_item_that_was_never_closed_takes_no_other_with_it() -> None:
    posts, doubts = read(export(item(body="一").removesuffix("</item>"), item(body="二")))
    assert [post.body for post in posts] == ["二"]
    assert doubts == [Doubt("truncated", "left-out", detail="祭り")]


def test_entities_of_the_files_own_are_never_unfolded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>\n'
    content = export(item("<dc:creator>&b;&f;</dc:creator>")).replace("<rss", f"{bomb}<rss", 1)
    (post,), doubts = read(content)
    assert (post.author, doubts) == ("&b;&f;", [Doubt("broken-markup", "mended", 0)])


def test_endless_nesting_costs_one_post_at_most() -> None:
    posts, doubts = read(export(item("<a>" * 300_000), item("<a/>" * 600_000), item(body="三")))
    assert posts[-1].body == "三" and {doubt.what for doubt in doubts} <= {"broken-markup", "truncated"}
    assert doubts


def test_posts_in_several_encodings_are_each_read_in_their_own() -> None:
    bodies = [f"<p>港では祭りが続いています。{n}</p>\n<p>ケルマルの市場から</p>" for n in range(6)]
    first, *rest = export(*(item(body=body) for body in bodies)).split("<item>")
    encodings = ("utf-8", "cp932", "euc_jp")
    content = first.encode() + b"".join(f"<item>{one}".encode(encodings[n % 3]) for n, one in enumerate(rest))
    posts, doubts = read(content)
    assert ([post.body for post in posts], doubts) == (bodies, [])
    _, doubts = read(content.replace("祭り".encode(), b"\xff"))
    assert [(doubt.what, doubt.done, doubt.post) for doubt in doubts] == [
        ("encoding", "replaced", 0),
        ("encoding", "replaced", 3),
    ]


def test_a_post_of_five_megabytes_and_a_thousand_comments_are_read_whole() -> None:
    comments = tuple(ForeignComment(f"はい {n}", key=f"{n + 1}", parent=f"{n}" if n else "") for n in range(1000))
    long = ForeignPost("港" * 1_700_000, key="1", title="a", published_at=EVENING)
    lines = ForeignPost("港の話\n" * 500_000, key="2", title="b", published_at=EVENING, comments=comments)
    assert read("".join(wxr.write([long, lines], BLOG))) == ([long, lines], [])


@pytest.mark.parametrize("content", ["", "notes", "<rss><channel/></rss>", "<html></html>"])
def test_what_is_no_export_is_said_so(content: str) -> None:
    with pytest.raises(FormatError, match="no WordPress export"):
        read(content)
