"""`make screenshots`: starts the demo, works in it as its owner would for an evening, and leaves pictures of each page.

docs/screenshots/PAGE-WIDTH-LANGUAGE-SHEET.png: 390 and 1440 px wide, Japanese and English, light and dark; and
post-paper.png, a bilingual post as it is printed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from kawaraban.newsstand import blogger
from kawaraban.newsstand.press import houses, pieces

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SIZES = {390: 1100, 1440: 1000}  # width: height
LANGUAGES, SHEETS = ("ja", "en"), ("light", "dark")
VISITORS = {"blog", "post", "year", "how-we-check"}  # seen as a visitor sees them
PAPER = (794, 1123)  # A4 at 96 dots an inch
OUTLET, STORY = (
    "northwire",
    "northwire-depot-blast",
)  # whose story is translated in the demo's memory, and edited in silence while one watches
HEADLINE = "Port Maren fuel depot"  # of which every version has the words
STATEMENT = "マレン港の燃料貯蔵施設の爆発は破壊工作だった。"
SPEAKER = re.compile("Torvald|トルヴァル")  # who speaks in it
SETTLED, PATIENCE = 10.0, 600.0  # seconds without a new article; seconds to wait for that


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    arguments.add_argument("--only", help="pages to take, comma-separated")
    only = arguments.parse_args().only
    wanted = set(only.split(",")) if only else None
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _demo() as (base, link), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        owner = browser.new_context(base_url=base, locale="ja-JP", viewport={"width": 1440, "height": 1000})
        page = owner.new_page()
        page.goto(link)
        _settle(page)
        _take(browser, owner, {"welcome": "/desk/welcome/"}, wanted)
        page.goto("/desk/welcome/")
        page.locator("main form[method=post] button.large").click()
        article = _story(page)
        _take(browser, owner, {"proof": article}, wanted)
        compared = {
            "story": _compared(page),
            "check": _check(page),
        }
        pages = _evening(page, article) | {"moving": _move(page)} | compared
        _comment(browser, pages["post"])
        _take(browser, owner, pages, wanted)
        if wanted is None or "paper" in wanted:
            _print(browser, pages["post"])
        browser.close()
    pictures = list(FOLDER.glob("*.png"))
    print(f"{len(pictures)} pictures, {sum(picture.stat().st_size for picture in pictures) / 1e6:.1f} MB in {FOLDER}")
    return 0


def _chromium() -> str | None:
    """The Chromium named in CHROMIUM or found on the PATH; None: the one that Playwright brought."""
    return next(filter(None, [os.environ.get("CHROMIUM"), *map(shutil.which, ("chromium", "chromium-browser"))]), None)


@contextmanager
def _demo() -> Iterator[tuple[str, str]]:
    """A running demo: its address, and a link to sign in."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kawaraban", "demo", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            link = next(found[0] for line in process.stdout if (found := re.search(r"http://\S+/sign-in/\S+", line)))
            yield f"http://127.0.0.1:{port}", link
        finally:
            process.send_signal(signal.SIGTERM)


def _settle(page: Page) -> None:
    """Waits until the river has stood still for a while and the silent edit was seen."""
    began = changed = time.monotonic()
    before = ""
    edited = False
    while time.monotonic() - changed < SETTLED or not edited:
        if time.monotonic() - began > PATIENCE:
            raise SystemExit("The demo did not come to rest: look at what it prints when run by hand.")
        page.wait_for_timeout(2000)
        if not edited:
            page.goto("/desk/?show=edited&by=articles")
            edited = page.locator("article.row").filter(has_text=houses()[OUTLET].name).count() > 0
        page.goto("/desk/")
        now = page.locator("#shown").text_content() or ""
        if now != before:
            before, changed = now, time.monotonic()


def _story(page: Page) -> str:
    """Where the story is that was edited after it was translated; the proof names what no longer fits."""
    page.goto("/desk/?show=edited&by=articles")
    page.locator("article.row").filter(has_text=houses()[OUTLET].name).locator("h3 a").first.click()
    page.wait_for_url("**/desk/articles/*/")
    began = time.monotonic()
    while not page.locator("#said .speaker").count():  # the claims come after the headlines
        if time.monotonic() - began > PATIENCE:
            raise SystemExit("The demo found no claims: look at what it prints when run by hand.")
        page.wait_for_timeout(1000)
        page.reload()
    return page.url


def _compared(page: Page) -> str:
    """Where the story is whose reports were counted, once they have been gone through."""
    began = time.monotonic()
    page.goto("/desk/")
    page.locator("article.row[data-replaces]").filter(has_text=HEADLINE).locator("h3 a").first.click()
    while not page.locator(".claims-table").count():
        if time.monotonic() - began > PATIENCE:
            raise SystemExit("The demo did not go through the story: look at what it prints when run by hand.")
        page.wait_for_timeout(1000)
        page.reload()
    return page.url


def _check(page: Page) -> str:
    """A check of what the ministry is said to have said."""
    page.goto("/desk/checks/")
    page.fill("#what", STATEMENT)
    page.locator(".begin button.filled").click()
    page.wait_for_url("**/desk/checks/*/")
    return page.url


def _evening(page: Page, article: str) -> dict[str, str]:
    """Mends what the story's edit made stale, quotes it and publishes; where each page is."""
    page.goto(article)
    speaker = page.locator("#said h3 a").filter(has_text=SPEAKER).first.get_attribute("href") or ""
    units = page.locator(".unit:has(input[name=pid])")
    opened = units.nth(0).get_attribute("data-unit")
    _correct(page, page.locator("#u-title"))
    _correct(page, units.nth(0))
    for n in (0, 1):
        units.nth(n).locator(".number").click()
    page.locator("#quote button.filled").click()
    page.wait_for_url("**/desk/posts/*/")
    compose = page.url
    page.fill("#title", "マレン港の爆発、死者は2人から12人へ")
    page.fill("#category", "ケルマール")
    body = page.input_value("#body").strip()
    before, after = "通信社は見出しの数字を黙って差し替えた。差し替えたあとの記事を引く。", "続きが出れば、ここに足す。"
    page.fill("#body", f"{before}\n\n{body}\n\n{after}\n")
    page.locator("#publish").click()
    page.wait_for_url(re.compile(r"/\d{4}/\d\d/\d\d/"))
    post = page.url
    return {
        "river": "/desk/",
        "article": article,
        "speaker": speaker,
        "speakers": "/desk/speakers/",
        "editor": f"{article}?edit={opened}",
        "sources": "/desk/sources/",
        "outlets": "/desk/outlets/",
        "outlet": _outlet(page),
        "compose": compose,
        "posts": "/desk/posts/",
        "comments": "/desk/comments/",
        "search": "/desk/search/?q=港",
        "memory": "/desk/memory/",
        "glossary": "/desk/glossary/",
        "align": "/desk/memory/align/",
        "settings": "/desk/settings/",
        "blog": "/",
        "post": post,
        "year": f"/{datetime.now(UTC):%Y}/",
        "how-we-check": "/how-we-check/",
    }


def _outlet(page: Page) -> str:
    """The registry's page of the outlet whose story it is."""
    page.goto(f"/desk/outlets/?q={houses()[OUTLET].name}")
    return page.locator(".outlet-line h2 a").first.get_attribute("href") or ""


def _correct(page: Page, unit: Locator) -> None:
    """Brings a stale rendering up to the edited original: there were twelve."""
    unit = page.locator(f"#{unit.get_attribute('id')}")
    unit.locator("[data-edit]").click()
    text = unit.locator("textarea")
    text.fill(re.sub(r"(?<!\d)[2２]人", "12人", text.input_value().strip()))
    unit.locator("[data-do=save]").click()
    text.wait_for(state="detached")


def _move(page: Page) -> str:
    """Looks through a month of the newsstand's blogger; where its report is."""
    page.goto("/desk/moving/")
    page.set_input_files("#file", blogger.PAGES / "202611-1.html")
    page.locator("main form:has(#file) button.filled").click()
    page.locator("#one-post").wait_for(timeout=60_000)
    return page.url


def _comment(browser: Browser, post: str) -> None:
    """Two readers write under the post, each for the first time: both wait."""
    for name, text in (
        ("みなと", "22時のニュースでも2人と言っていました。訂正の扱いは見当たりません。"),
        ("北の読者", "地元紙の夕刊に、弁の点検を請け負った業者の名がありました。"),
    ):
        context = browser.new_context(locale="ja-JP")
        page = context.new_page()
        page.goto(f"{post}#write")
        page.wait_for_timeout(3500)  # a form that is sent at once is taken for a machine's
        page.locator("#write [name=name]").fill(name)
        page.locator("#write [name=text]").fill(text)
        page.locator("#write button.filled").click()
        page.wait_for_url("**#comment-*")
        context.close()


def _print(browser: Browser, post: str) -> None:
    page = browser.new_page(viewport={"width": PAPER[0], "height": PAPER[1]})
    page.emulate_media(media="print")
    page.goto(post)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / "post-paper.png")
    page.close()


def _align(page: Page) -> None:
    """Pastes the story and its translation, of which one paragraph is missing, and has them aligned."""
    story = next(piece for piece in pieces(datetime.now(UTC)) if piece.id == STORY)
    pairs = [(text, story.renderings[text]) for text in story.paragraphs if text in story.renderings]
    page.fill("#id_left", "\n".join(text for text, _ in pairs))
    page.fill("#id_right", "\n".join(text for n, (_, text) in enumerate(pairs) if n != 2))
    page.locator("main button[value=align]").click()
    page.locator("main button[value=take]").wait_for()


def _take(browser: Browser, owner: BrowserContext, pages: dict[str, str], wanted: set[str] | None) -> None:
    """A picture of each page in each language, sheet and width; the blog's as a visitor sees it."""
    state: Any = owner.storage_state()
    base = owner.pages[0].url
    for language, sheet, width, public in product(LANGUAGES, SHEETS, SIZES, (False, True)):
        context = browser.new_context(
            base_url=base,
            storage_state=None if public else state,
            locale={"ja": "ja-JP", "en": "en-GB"}[language],
            color_scheme=sheet,  # type: ignore[arg-type]
            viewport={"width": width, "height": SIZES[width]},
            reduced_motion="reduce",
        )
        context.add_cookies([{"name": "kawaraban-language", "value": language, "url": base}])
        page = context.new_page()
        for name, address in pages.items():
            if (name in VISITORS) == public and (wanted is None or name in wanted):
                page.goto(address)
                if name == "align":
                    _align(page)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"{name}-{width}-{language}-{sheet}.png")
        context.close()


if __name__ == "__main__":
    sys.exit(main())
