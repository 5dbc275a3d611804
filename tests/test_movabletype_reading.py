"""Movable Type's text as hosts and people really write it, and as it arrives when something went wrong."""

from __future__ import annotations

import io
import tracemalloc
from datetime import datetime

import pytest

from kawaraban.publish import Blog
from kawaraban.publish.formats import Doubt, ForeignComment, ForeignPost, FormatError, movabletype

BLOG = Blog("港の瓦版", "", "https://kelmar.example/", "ja", "Ida Marsh")
META = "AUTHOR: 海野\nTITLE: {}\nDATE: 05/17/2022 11:20:00 PM\n-----\n"


def read(content: str | bytes) -> tuple[list[ForeignPost], list[Doubt]]:
    found = list(movabletype.read(io.BytesIO(content.encode() if isinstance(content, str) else content)))
    return [one for one in found if isinstance(one, ForeignPost)], [one for one in found if isinstance(one, Doubt)]


def only(content: str | bytes) -> ForeignPost:
    (post,), doubts = read(content)
    assert doubts == []
    return post


def dated(date: str) -> str:
    return f"TITLE: x\nDATE: {date}\n-----\nBODY:\nx\n-----\n--------\n"


def test_meta_lines_stand_in_any_order_and_unknown_ones_are_ignored() -> None:
    post = only(
        'TAGS: 港,"Port Maren",\'say "yes"\'\nCATEGORY: 天気\nIMAGE: https://old.example/x.png\nPRIMARY CATEGORY: 港\n'
        "DATE: 05/17/2022 23:20:00\nALLOW PINGS: 0\nCATEGORY: 祭り\nSTATUS: Review\nnot a meta line\nBASENAME: maren\n"
        "CONVERT BREAKS: __default__\nCATEGORY: 港\nALLOW COMMENTS: 2\nTITLE: 祭り: 初日\nAUTHOR: 海野\n-----\n"
        "BODY:\n一\n-----\nEXTENDED BODY:\n二\n-----\nEXCERPT:\n三\n-----\nKEYWORDS:\n四\n-----\n--------\n"
    )
    assert post == ForeignPost(
        body="一",
        title="祭り: 初日",
        more="二",
        excerpt="三",
        keywords="四",
        author="海野",
        published_at=datetime(2022, 5, 17, 23, 20),
        status="waiting",
        category="港",
        categories=("天気", "祭り"),
        tags=("港", "Port Maren", 'say "yes"'),
        basename="maren",
        takes_comments=False,
        takes_pings=False,
        line_breaks="__default__",
    )


def test_without_a_primary_category_the_first_is_it() -> None:
    post = only(dated("05/17/2022 23:20:00").replace("DATE", "CATEGORY: 天気\nCATEGORY: 港\nDATE", 1))
    assert (post.category, post.categories) == ("天気", ("港",))


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("12:05:00 AM", 0, 5),
        ("12:05:00 PM", 12, 5),
        ("11:20:00 PM", 23, 20),
        ("11:20:00 am", 11, 20),
        ("23:20:00", 23, 20),
        ("00:05", 0, 5),
        ("13:00:00 PM", 13, 0),
        ("1:05:09 pm", 13, 5),
    ],
)
def test_hours_of_the_clock_and_of_its_halves(written: str, hour: int, minute: int) -> None:
    moment = only(dated(f"5/17/2022 {written}")).published_at
    assert moment is not None and moment.tzinfo is None
    assert (moment.day, moment.hour, moment.minute) == (17, hour, minute)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("02/30/2022 10:00:00", datetime(2022, 2, 28, 10)),
        ("17/05/2022 10:00:00", datetime(2022, 5, 17, 10)),
        ("05/17/2022 25:61:00", datetime(2022, 5, 17)),
        ("05/17/2022 noon", datetime(2022, 5, 17)),
        ("05/17/2022 00:00:99", datetime(2022, 5, 17)),
        ("13/32/2022 10:00:00", None),
        ("00/00/0000 00:00:00", None),
        ("yesterday", None),
    ],
)
def test_of_dates_that_do_not_exist_the_nearest_is_taken_with_a_doubt(written: str, taken: datetime | None) -> None:
    (post,), doubts = read(dated(written))
    assert (post.published_at, post.date_guessed) == (taken, taken is not None)
    assert doubts == [Doubt("date-impossible", "guessed" if taken else "left-undated", 0, written)]


def test_a_missing_date_and_an_unknown_status_are_told() -> None:
    (post,), doubts = read("TITLE: x\nSTATUS: Secret\n-----\nBODY:\nx\n-----\n--------\n")
    assert (post.published_at, post.status) == (None, "draft")
    assert doubts == [Doubt("date-missing", "left-undated", 0), Doubt("status-unknown", "kept-as-draft", 0, "Secret")]


def test_rules_that_other_programs_left_unescaped_are_text_unless_a_section_or_entry_follows() -> None:
    body = "一\n-----\nTITLE: kept\n-----\n\n--------\n二\n-------- \nDATE: kept\nBODY:\n-----\n三"
    content = META.format("a") + f"BODY:\n{body}\n-----\nCOMMENT:\nAUTHOR: x\n\nt\n-----\nu\n-----\n--------\n"
    posts, doubts = read(content + META.format("b") + "BODY:\n四\n-----\n--------\n")
    assert [post.body for post in posts] == [body, "四"]
    assert posts[0].comments[0].text == "\nt\n-----\nu"
    assert doubts == []


def test_an_entry_whose_last_section_has_no_rule_ends_before_the_next_ones_meta_lines() -> None:
    posts, _ = read(META.format("a") + "BODY:\n一\n--------\n\n" + META.format("b") + "BODY:\n二\n--------\n")
    assert [(post.title, post.body) for post in posts] == [("a", "一"), ("b", "二")]


def test_sections_without_a_rule_after_the_meta_lines_are_found() -> None:
    assert only("TITLE: a\nDATE: 05/17/2022 23:20:00\nBODY:\nx\n-----\n--------\n").body == "x"
    assert only(META.format("a") + "\nODD SECTION:\nx\n\nBODY: \ny\n-----\n--------\n").body == "y"


def test_comments_have_five_lines_in_any_order_and_then_their_text() -> None:
    comment = "COMMENT:\nURL: https://reader.example/\nAUTHOR: 読者\nDATE: 05/18/2022 12:00:00 AM\n{}-----\n"
    post = only(META.format("a") + "BODY:\nx\n-----\n" + comment.format("AUTHOR: 二度目\nIP: 3\n") + "--------\n")
    assert post.comments == (
        ForeignComment(
            "AUTHOR: 二度目\nIP: 3",
            author="読者",
            address="https://reader.example/",
            written_at=datetime(2022, 5, 18),
        ),
    )


def test_comments_of_no_entry_come_to_the_post_of_their_date_wherever_it_is() -> None:
    late = "NO ENTRY: 1\nDATE: {}\n-----\nCOMMENT:\nAUTHOR: 読者\n{}\n-----\n--------\n"
    first = late.format("05/17/2022 23:20:00", "before")
    content = first + META.format("a") + "BODY:\nx\n-----\nCOMMENT:\nown\n-----\n--------\n"
    content += late.format("05/17/2022 11:20:00 PM", "after") + late.format("01/01/2001 00:00:00", "lost")

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for file in (io.BytesIO(content.encode()), Pipe(content.replace("\n", "\r\n").encode())):
        post, doubt = movabletype.read(file)
        assert isinstance(post, ForeignPost) and [comment.text for comment in post.comments] == [
            "own",
            "before",
            "after",
        ]
        assert doubt == Doubt("no-such-entry", "left-out", detail="2001-01-01 00:00:00: 1")


def test_a_file_that_breaks_off_keeps_all_that_is_there() -> None:
    whole = "".join(
        movabletype.write(
            [ForeignPost(f"本文{n}\n二行目", title=f"t{n}", published_at=datetime(2022, 5, 17)) for n in range(3)], BLOG
        )
    )
    for cut in range(len("AUTHOR:"), len(whole)):
        posts, doubts = read(whole[:cut])
        ends = f"{whole[:cut]}\n".count("\n--------\n")
        assert [post.body for post in posts[:ends]] == [f"本文{n}\n二行目" for n in range(ends)]
        torn = [doubt for doubt in doubts if doubt.what == "truncated"]
        assert torn == [Doubt("truncated", "kept", ends, post.title or "") for post in posts[ends:]]
        assert len(posts) - ends == ("AUTHOR:" in f"{whole[:cut]}\n".rpartition("\n--------\n")[2])


def test_what_stands_before_the_break_in_a_post_is_kept() -> None:
    posts, doubts = read(META.format("a") + "BODY:\n一\n-----\nCOMMENT:\nAUTHOR: 読者\nはい、そ")
    assert [(post.body, post.comments[0].text) for post in posts] == [("一", "はい、そ")]
    assert doubts == [Doubt("truncated", "kept", 0, "a")]


def test_posts_in_several_encodings_are_each_read_in_their_own_and_damage_is_told_where_it_is() -> None:
    posts = [
        ForeignPost(f"港では祭りが続いています。{n}", title="論説", author="海野", published_at=datetime(2022, 5, 17))
        for n in range(12)
    ]
    encodings = ("utf-8", "cp932", "euc_jp", "cp932")
    pieces = [text.encode(encodings[n % 4]) for n, text in enumerate(movabletype.write(posts, BLOG))]
    assert read(b"".join(pieces)) == (posts, [])
    pieces[4] = pieces[4].replace("祭り".encode(), b"\xff")
    found, (doubt,) = read(b"".join(pieces))
    assert found[4].body == "港では\ufffdが続いています。4" and found[:4] + found[5:] == posts[:4] + posts[5:]
    assert (doubt.what, doubt.done, doubt.post, doubt.detail) == ("encoding", "replaced", 4, found[4].body)


def test_scripts_are_kept_as_they_are() -> None:
    body = '<script>alert("港")</script>\n<p onclick="x()">&nbsp;<iframe src=//a.example>'
    assert only(META.format("<b>a</b>") + f"BODY:\n{body}\n-----\n--------\n").body == body


def test_a_post_of_five_megabytes_and_a_thousand_comments_are_read_whole() -> None:
    comments = tuple(ForeignComment(f"はい {n}\n-----", "読者") for n in range(1000))
    long = ForeignPost("港" * 1_700_000, title="a", published_at=datetime(2022, 5, 17))
    lines = ForeignPost("港の話\n" * 500_000, title="b", published_at=datetime(2022, 5, 18), comments=comments)
    assert read("".join(movabletype.write([long, lines], BLOG))) == ([long, lines], [])


def test_a_post_without_end_is_cut_and_told_and_the_next_is_read() -> None:
    content = META.format("a").encode() + b"BODY:\n" + (b"x" * 999 + b"\n") * 40_000 + b"-----\n--------\n"
    content += META.format("b").encode() + b"BODY:\ny\n-----\n--------\n"
    (endless, following), doubts = read(content)
    assert 32_000_000 < len(endless.body) < 34_000_000 and following.body == "y"
    assert doubts == [Doubt("too-long", "cut", 0, "a")]


def test_an_export_is_read_one_post_at_a_time() -> None:
    posts = (
        ForeignPost(("港の話" * 30 + "\n") * 100, title=f"{n}", published_at=datetime(2022, 5, 17)) for n in range(500)
    )
    content = "".join(movabletype.write(posts, BLOG)).encode()
    tracemalloc.start()
    try:
        assert sum(1 for _ in movabletype.read(io.BytesIO(content))) == 500
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6_000_000 < len(content) // 2


@pytest.mark.parametrize("content", [b"notes about the port\n" * 300, b"\x89PNG\r\n\x1a\n\x00\x00", b"<html></html>"])
def test_what_is_no_export_is_said_so(content: bytes) -> None:
    with pytest.raises(FormatError, match="no Movable Type export"):
        read(content)


def test_an_empty_file_has_no_posts() -> None:
    assert read(b"") == ([], [])


def test_comments_that_readers_may_not_see_do_not_leave() -> None:
    states = ("published", "waiting", "declined", "spam")
    post = ForeignPost("x", comments=tuple(ForeignComment(state, state=state) for state in states))
    (back,), _ = read("".join(movabletype.write([post], BLOG)))
    assert [comment.text for comment in back.comments] == ["published"]
