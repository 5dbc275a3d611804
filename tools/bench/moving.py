"""Another blog's posts taken in from one Movable Type file, by the command, on a fresh desk.

A post has two paragraphs of Japanese, a quoted original, a link to another post of the blog, a category, two tags;
every third a comment. The command looks the file through, then stores each post with its HTML, its words for the
search, its old addresses and its links brought home. Memory is measured at two sizes, without the database's mapped
file: it must not grow with the posts.

    python -m tools.bench.moving [POSTS]     prints the table
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tools.bench import prose
from tools.bench.measured import Taken, measured
from tools.bench.own import own_desk
from tools.bench.row import Row

POSTS = 10_000
AIM = 60.0  # seconds
GROWTH = 1.25  # the memory's, where a file is five times as long

_ENTRY = """AUTHOR: 灯台守
TITLE: {title}
BASENAME: {number}
STATUS: Publish
ALLOW COMMENTS: 1
CONVERT BREAKS: 1
PRIMARY CATEGORY: 港の話 {category}
DATE: {date}
TAGS: 港 {category},沖の新聞
-----
BODY:
{first}

<blockquote>{quoted}</blockquote>
{second} <a href="/article/{other}.html">前に書いたこと</a>
-----
{comment}--------
"""
_COMMENT = """COMMENT:
AUTHOR: 潮風
EMAIL:
IP: 192.0.2.7
URL:
DATE: {date}
{text}
-----
"""


def run(posts: int = POSTS) -> list[Row]:
    """Rows: the seconds for that many posts, and the memory for them beside that for a fifth of them."""
    few, all_ = (_measured(number) for number in (posts // 5, posts))
    growth = all_.own / few.own
    return [
        Row(
            f"{posts:,} posts taken in",
            f"{all_.time}, {posts / all_.seconds:,.0f} posts/s",
            f"aim: under {AIM:.0f} s",
            all_.seconds >= AIM,
        ),
        Row(
            "memory meanwhile",
            f"{all_.own / 1e6:.0f} MB of its own",
            f"{posts // 5:,} posts: {few.own / 1e6:.0f} MB; aim: no more than {GROWTH} times that",
            growth > GROWTH,
        ),
    ]


def write(path: Path, posts: int) -> None:
    """A Movable Type file of that many posts, twelve a day, the same on every run."""
    random, day = Random(7), datetime(2020, 1, 1, 7, 0)
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, posts + 1):
            date = f"{day + timedelta(hours=2 * number):%m/%d/%Y %H:%M:%S}"
            text = prose.paragraph(random, "ja")
            file.write(
                _ENTRY.format(
                    title=prose.headline(random, "ja"),
                    number=number,
                    category=number % 20,
                    date=date,
                    first=prose.paragraph(random, "ja"),
                    quoted=prose.paragraph(random, "en"),
                    second=text,
                    other=random.randrange(posts) + 1,
                    comment="" if number % 3 else _COMMENT.format(date=date, text=text[:60]),
                )
            )


def _measured(posts: int) -> Taken:
    """Raises SystemExit where not every post arrived."""
    with own_desk() as (folder, environment):
        write(file := folder / "export.txt", posts)
        command = [sys.executable, "-m", "kawaraban", "import", str(file)]
        taken = measured([*command, "--format", "json"], environment)
    (row,) = json.loads(taken.output)
    if row["taken"]["posts"] != posts:
        raise SystemExit(f"{row['taken']['posts']} of {posts} posts arrived")
    return taken


def main() -> None:
    for row in run(int(sys.argv[1]) if sys.argv[1:] else POSTS):
        print(row.what, row.figure, row.beside, "missed" if row.missed else "", sep=" | ")


if __name__ == "__main__":
    main()
