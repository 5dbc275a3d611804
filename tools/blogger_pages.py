"""Writes the pages of the newsstand's blogger, from blog/posts.toml: `python -m tools.blogger_pages`.

As a host makes them: a head and a side bar around the posts, advertisements between them, scripts everywhere, line
breaks for paragraphs, elements left open. And each day as its text is copied from a browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from kawaraban.newsstand.blogger import AUTHOR, HOUSE, PAGES, BlogPost, Part, posts

_NOTE = '<a href="#" onclick="return false">更新情報をチェックする</a>'
_AD = (
    '<div class="ad"><script type="text/javascript">adSlot("posted by ad at 10:10| Comment(9) | 広告");</script>'
    '<span>スポンサーリンク</span><br><a href="http://ads.example/?x=1">港の貸し倉庫、月額三千円から</a></div>'
)
_TOP = 3  # posts that the side bar lists


def files() -> dict[str, bytes]:
    """Every page by its file's name."""
    found = {}
    for day, some in groupby(posts(), key=lambda post: post.moment.date()):
        of_day = list(some)
        found[f"{day:%Y%m%d}-1.html"] = _html(of_day, f"{HOUSE.name}: {day:%Y年%m月%d日}")
        found[f"{day:%Y%m%d}-1.txt"] = _text(of_day)
    found["202611-1.html"] = _html(posts(), f"{HOUSE.name}: 2026年11月")
    single = next(post for post in posts() if post.replies)
    found[f"{single.number}.html"] = _html([single], f"{single.title}: {HOUSE.name}", _replies(single))
    return {name: text.encode() for name, text in found.items()}


def _html(some: Sequence[BlogPost], title: str, below: str = "") -> str:
    days = "".join(
        f'<div class="blog"><h2 class="date">{day:%Y年%m月%d日}</h2>\n{_AD.join(map(_entry, of_day))}</div>\n'
        for day, of_day in groupby(some, key=lambda post: post.moment.date())
    )
    recent = "".join(
        f'<a href="/article/{post.number}.html">({post.moment:%m/%d}){escape(post.title)}</a><br />\n'
        for post in posts()[:_TOP]
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="ja"><head>
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />
<title>{escape(title)}</title>
<script type="text/javascript">var page = {{"posted by": "nobody at 00:00| Comment(1)"}};</script>
<style>.posted {{ color: #666 }}</style>
</head><body>
<div id="container">
<div id="banner"><h1><a href="/">{HOUSE.name}</a></h1><p class="description">{HOUSE.slogan}</p></div>
<div id="links-left">
<div class="sidetitle">カレンダー</div>
<table class="calendar"><tr><td colspan="7">&lt;&lt; 2026年11月 &gt;&gt;</td></tr><tr><td>1</td><td>2</td></tr></table>
<div class="sidetitle">最近の記事</div><div class="side">{recent}</div>
</div>
<div id="content">
<div class="navi"><a href="/">&lt;&lt; 前の日</a> | <a href="/">トップ</a> | <a href="/">次の日 &gt;&gt;</a></div>
{days}{below}
</div>
<div id="links"><div class="sidetitle">カテゴリ</div><div class="side">ケルマール(2)<br>ヴァルドニア(2)<br>日記(2)</div>
<div class="sidetitle">最近のコメント</div><div class="side">マレン港の爆発 by 沖のかもめ (11/22)<br></div></div>
<div id="footer">Powered by Hatoba Blog</div>
</div></body></html>
"""


def _entry(post: BlogPost) -> str:
    title = f'<a href="/article/{post.number}.html">{escape(post.title)}</a>' if post.title else ""
    return (
        f'<div class="blogbody"><h3 class="title">{title}</h3>\n<div class="text"><div>{"".join(_pieces(post))}</div>'
        f'<div class="clear"></div></div>\n<span class="posted">posted by {AUTHOR} at {post.moment:%H:%M}| '
        f'<a href="/article/{post.number}.html#comment">Comment({post.comments})</a> | '
        f'<a href="/category/2210-1.html">{escape(post.category)}</a> | {_NOTE} | <br /></span></div>\n'
    )


def _pieces(post: BlogPost) -> Iterator[str]:
    if not post.parts:
        yield '<script async src="https://platform.twitter.com/widgets.js"></script><noscript>動画</noscript>'
    for embed, some in groupby(post.parts, key=lambda part: part.embed):
        texts = [_shown(part) for part in some]
        if embed and len(texts) > 1:
            yield f'<blockquote class="twitter-tweet"><p lang="en">{texts[0]}</p>{texts[1]}</blockquote><br>'
        else:
            yield "<br>\n<br />".join(texts) + "<br><br>"


def _shown(part: Part) -> str:
    shown = escape(part.text, quote=False)
    if part.text.startswith("https://"):
        return f'<a href="{shown}" target="_blank">{shown}</a>'
    return f"<b>{shown}" + "</b>" if part.is_ == 1 else shown


def _replies(post: BlogPost) -> str:
    told = "".join(
        f'<div class="commenttext">{escape(reply.text)}<br>\nPosted by {reply.author} at '
        f"{reply.moment:%Y年%m月%d日 %H:%M}</div>\n"
        for reply in post.replies
    )
    return (
        f'<div id="comment"><h3 class="commenttitle">この記事へのコメント</h3>\n{told}</div><div class="form">'
        "<h3>コメントを書く</h3><form>お名前: <input><br>コメント: <textarea></textarea>"
        "<input type=submit></form></div>"
    )


def _text(of_day: Sequence[BlogPost]) -> str:
    """A day's page as its text is copied: the side bar before the posts and behind them, no mark-up anywhere."""
    head = f"{HOUSE.name}\n{HOUSE.slogan}\nカレンダー\n<< 2026年11月 >>\n1\t2\n\n<< 前の日 | トップ | 次の日 >>\n"
    told = "".join(
        "\n".join(filter(None, [post.title, "\n\n".join(part.text for part in post.parts)]))
        + f"\nposted by {AUTHOR} at {post.moment:%H:%M}| Comment({post.comments}) | {post.category} | "
        + "更新情報をチェックする |\n"
        for post in of_day
    )
    foot = "カテゴリ\nケルマール(2)\n最近のコメント\nマレン港の爆発 by 沖のかもめ (11/22)\n"
    return f"{head}{of_day[0].moment:%Y年%m月%d日}\n{told}{foot}"


if __name__ == "__main__":
    for name, content in files().items():
        (PAGES / name).write_bytes(content)
