"""Feeds that hold a whole blog are read as posts: RSS 2.0 and 1.0, Atom with its comments, JSON Feed."""

from __future__ import annotations

import io
import json
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish.formats import Doubt, ForeignPost, FormatError, feed

JAPAN = timezone(timedelta(hours=9))
EVENING = datetime(2022, 5, 17, 23, 20, tzinfo=JAPAN)
BODY = "<p>港の祭り</p><script>alert(1)</script>"

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>港の瓦版</title><language>ja</language>
<item><title>祭り &amp; 市</title><link>https://old.example/article/1.html</link><guid isPermaLink="false">g1</guid>
<dc:creator>海野</dc:creator><category>港</category><category>祭り</category><slash:comments>4</slash:comments>
<pubDate>Tue, 17 May 2022 23:20:00 +0900</pubDate><description>短く</description>
<content:encoded><![CDATA[{BODY}</item>]]></content:encoded></item>
<item><link>https://old.example/article/2.html</link><description>text only</description></item>
</channel></rss>"""

RDF = """<?xml version="1.0" encoding="EUC-JP"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="ja">
<channel rdf:about="https://old.example/"><title>港</title><items><rdf:Seq/></items></channel>
<item rdf:about="https://old.example/article/1.html"><title>祭り</title><link>https://old.example/article/1.html</link>
<dc:date>2022-05-17T23:20:00+09:00</dc:date><dc:creator>海野</dc:creator><dc:subject>港</dc:subject>
<content:encoded><![CDATA[<p>港では祭りでした</p>]]></content:encoded></item></rdf:RDF>"""


def entry(number: int, kind: str, more: str, body: str = "text") -> str:
    return (
        f"<entry><id>tag:old.example,1999:blog-1.post-{number}</id><published>2022-05-17T23:20:00.000+09:00</published>"
        f"<category scheme='http://schemas.google.com/g/2005#kind'"
        f" term='http://schemas.google.com/blogger/2008/kind#{kind}'/>"
        f"<title>{kind} {number}</title><content type='html'>{body}</content>{more}</entry>"
    )


def answer(to: int, href: str = "") -> str:
    related = f"<link rel='related' href='https://old.example/feeds/1/comments/default/{href}'/>" if href else ""
    return (
        f"<thr:in-reply-to ref='tag:old.example,1999:blog-1.post-{to}' href='https://old.example/x.html'/>{related}"
        "<author><name>読者</name><uri>https://reader.example/</uri><email>noreply@blogger.com</email></author>"
    )


def atom(*entries: str) -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href='x'?>\n<feed xmlns='http://www.w3.org/2005/Atom'"
        " xmlns:app='http://purl.org/atom/app#' xmlns:thr='http://purl.org/syndication/thread/1.0'"
        " xmlns:blogger='http://schemas.google.com/blogger/2018' xml:lang='ja'>"
        "<title>港の瓦版</title><author><name>海野</name></author>" + "\n".join(entries) + "</feed>"
    ).encode()


def read(content: bytes | str) -> tuple[list[ForeignPost], list[Doubt]]:
    found = list(feed.read(io.BytesIO(content.encode() if isinstance(content, str) else content)))
    return [one for one in found if isinstance(one, ForeignPost)], [one for one in found if isinstance(one, Doubt)]


def test_rss_gives_posts_with_all_that_it_tells() -> None:
    (first, second), doubts = read(RSS)
    assert first == ForeignPost(
        body=f"{BODY}</item>",
        key="g1",
        title="祭り & 市",
        excerpt="短く",
        author="海野",
        published_at=EVENING,
        category="港",
        categories=("祭り",),
        language="ja",
        addresses=("https://old.example/article/1.html",),
        comment_count=4,
    )
    assert (second.title, second.body, second.published_at) == (None, "text only", None)
    assert doubts == [Doubt("date-missing", "left-undated", 1)]


def test_rss_1_in_euc_jp_is_read_with_its_full_text() -> None:
    ((post,), doubts) = read(RDF.encode("euc_jp"))
    assert (post.title, post.body, post.author, post.category) == ("祭り", "<p>港では祭りでした</p>", "海野", "港")
    assert (post.published_at, post.language, doubts) == (EVENING, "ja", [])


def test_comments_of_an_atom_archive_come_to_their_posts_in_threads() -> None:
    posts, doubts = read(
        atom(
            entry(11, "comment", answer(1), "&lt;b&gt;はい&lt;/b&gt;"),
            entry(5, "template", ""),
            entry(1, "post", "<link rel='alternate' href='https://old.example/2022/05/x.html'/>"),
            entry(12, "comment", answer(1, "11")),
            entry(13, "comment", answer(12)),
            entry(2, "post", "<app:control><app:draft>yes</app:draft></app:control>"),
            entry(3, "page", "<author><name>Ida</name></author>"),
            entry(14, "comment", answer(99)),
        )
    )
    assert [(post.title, post.status, post.author) for post in posts] == [
        ("post 1", "published", "海野"),
        ("post 2", "draft", "海野"),
        ("page 3", "published", "Ida"),
    ]
    tag = "tag:old.example,1999:blog-1.post-"
    assert [(one.key, one.parent, one.text) for one in posts[0].comments] == [
        (f"{tag}11", "", "<b>はい</b>"),
        (f"{tag}12", f"{tag}11", "text"),
        (f"{tag}13", f"{tag}12", "text"),
    ]
    assert {(one.author, one.address, one.email) for one in posts[0].comments} == {
        ("読者", "https://reader.example/", "")
    }
    assert posts[0].addresses == ("https://old.example/2022/05/x.html",)
    assert doubts == [
        Doubt("page", "kept-as-post", 2, "page 3"),
        Doubt("no-such-entry", "left-out", detail=f"{tag}99: 1"),
        Doubt("not-a-post", "left-out", detail="template: 1"),
    ]


def test_the_newer_words_of_blogger_are_known() -> None:
    new = "<blogger:type>{}</blogger:type><blogger:status>{}</blogger:status>"
    posts, doubts = read(
        atom(
            f"<entry><id>p1</id><title>a</title><content>x</content>{new.format('POST', 'LIVE')}"
            "<blogger:filename>/2022/05/a.html</blogger:filename><published>2022-05-17T23:20:00+09:00</published></entry>",
            f"<entry><id>p2</id><title>b</title><content>x</content>{new.format('POST', 'SOFT_TRASHED')}"
            "<published>2022-05-17T23:20:00+09:00</published></entry>",
            f"<entry><id>c1</id><content>y</content>{new.format('COMMENT', 'LIVE')}"
            "<blogger:parent>p1</blogger:parent></entry>",
            f"<entry><id>c2</id><content>z</content>{new.format('COMMENT', 'PENDING')}"
            "<blogger:parent>p1</blogger:parent><blogger:inReplyTo>c1</blogger:inReplyTo></entry>",
        )
    )
    assert [(post.key, post.status, post.addresses) for post in posts] == [
        ("p1", "published", ("/2022/05/a.html",)),
        ("p2", "draft", ()),
    ]
    assert [(one.text, one.parent, one.state) for one in posts[0].comments] == [
        ("y", "", "published"),
        ("z", "c1", "waiting"),
    ]
    assert doubts == [Doubt("trash", "kept-as-draft", 1)]


def test_of_a_long_archive_no_post_and_no_comment_is_lost() -> None:
    lines = "港の話です。\n" * 30
    entries = [entry(n, "post", "", lines) for n in range(500)]
    entries += [entry(1000 + n, "comment", answer(n), lines) for n in range(500)]
    posts, doubts = read(atom(*entries))
    assert [post.title for post in posts] == [f"post {n}" for n in range(500)]
    assert {len(post.comments) for post in posts} == {1} and doubts == []


def test_answers_in_a_ring_are_kept_out_and_told() -> None:
    posts, doubts = read(atom(entry(1, "post", ""), entry(2, "comment", answer(3)), entry(3, "comment", answer(2))))
    assert posts[0].comments == ()
    assert sum(doubt.what == "no-such-entry" for doubt in doubts) >= 1


def test_json_feed_gives_posts() -> None:
    items = [
        {"id": 7, "url": "https://old.example/7", "title": "祭り", "content_html": BODY, "tags": ["港", 3, "港"],
         "date_published": "2022-05-17T23:20:00+09:00", "authors": [{"name": "海野"}], "summary": "短く"},
        {"id": "8", "content_text": "a < b"}, "noise",
    ]  # fmt: skip
    (first, second), doubts = read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}))
    assert (first.key, first.title, first.body, first.tags) == ("7", "祭り", BODY, ("港",))
    assert (first.published_at, first.author, first.excerpt) == (EVENING, "海野", "短く")
    assert (second.markup, second.body, second.title) == ("text", "a < b", None)
    assert [(doubt.what, doubt.post) for doubt in doubts] == [("date-missing", 1), ("not-a-post", None)]


def test_a_feed_that_breaks_off_keeps_what_was_complete() -> None:
    content = RSS.encode()
    posts, doubts = read(content[: content.index(b"text only")])
    assert [post.key for post in posts] == ["g1"]
    assert [(doubt.what, doubt.done) for doubt in doubts] == [("truncated", "left-out"), ("truncated", "kept")]


def test_a_broken_item_takes_no_other_with_it() -> None:
    posts, doubts = read(
        RSS.replace("<description>短く", "<description>a & b <wild>\x08").replace("text only", "&nbsp;b")
    )
    assert [post.addresses[0][-6:] for post in posts] == ["1.html", "2.html"]
    assert posts[0].body == f"{BODY}</item>"
    assert Doubt("broken-markup", "mended", 0) in doubts


def test_entities_that_a_feed_defines_are_never_unfolded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    posts, _ = read(RSS.replace("<rss", f"{bomb}<rss", 1).replace("text only", "&b;&f;"))
    assert "haha" not in posts[1].body and "root" not in posts[1].body


@pytest.mark.parametrize(
    "content", [b"", b"port of Maren", b"<html><body>x</body></html>", b'{"a": 1}', b'{"items": [']
)
def test_what_is_no_feed_is_said_so(content: bytes) -> None:
    with pytest.raises(FormatError):
        read(content)


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_no_bytes_break_the_reader(noise: bytes, place: int) -> None:
    for content in (RSS.encode(), atom(entry(1, "post", ""), entry(2, "comment", answer(1)))):
        start = content.index(b"<item>" if b"<item>" in content else b"<entry>")
        place = start + place % (len(content) - start)
        for broken in (content[:place] + noise + content[place:], content[:place]):
            try:
                posts, doubts = read(broken)
            except FormatError as error:
                assert "breaks off at line" in str(error)
            else:
                assert posts or doubts
