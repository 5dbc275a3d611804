"""Stories, checks and outlets keep nobody out of their pages: names, contrast and order, in each theme and width."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from sesame.utils import get_query_string

from kawaraban.desk.checks import judging
from kawaraban.desk.checks import posts as social
from kawaraban.desk.models import CheckNews, Finding, Story
from kawaraban.desk.outlets.changing import Names, Said, enter, new_profile
from tests.check_cast import the_blast
from tests.story_cast import a_report, a_story

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = {"phone": 390, "wide": 1440}


@pytest.fixture
def pages(transactional_db: None, owner: User) -> dict[str, str]:
    """Where the pages are, each with something of everything on it."""
    check = the_blast(owner)
    judging.sign(check, "言っている起点は一つだけ。", "写しは数えない。", "open", owner)
    CheckNews.objects.create(of=check, kind="denial", finding=Finding.objects.filter(of=check, relation="denies")[0])
    post = social.post_of("The pier is shut since Friday. The mayor confirmed that it will stay shut.", owner)
    assert post is not None
    wire = a_report("Northwire", rendering="マレン港の貯蔵施設で爆発、12人死亡")
    told = a_report("Radio Sorenia", "Two dead in Kelmar port blast", hours=1)
    a_story([a_report("Maren Courier", "Bridge closed", hours=2)])
    story: Story = a_story([wire, told], {told.pk: wire}, differences=[])
    profile = new_profile(Names("The Northwire Agency", "ノースワイヤ通信"), ["northwire-agency.example"], owner)
    imprint = "https://northwire-agency.example/imprint"
    said = Said("owner", "Imprint", imprint, date(2026, 11, 21), value="31 papers", value_ja="加盟31紙")
    enter(profile, said, owner)
    return {
        "river": "/desk/",
        "story": f"/desk/stories/{story.pk}/",
        "story by hand": f"/desk/stories/{story.pk}/?by-hand",
        "article": f"/desk/articles/{told.pk}/",
        "checks": "/desk/checks/",
        "closed checks": "/desk/checks/?show=closed",
        "check": f"/desk/checks/{check.pk}/",
        "post": f"/desk/checks/posts/{post.pk}/",
        "outlets": "/desk/outlets/",
        "outlets amiss": "/desk/outlets/?show=amiss",
        "outlets not known": "/desk/outlets/?show=not-known",
        "outlet": f"/desk/outlets/{profile.pk}/",
        "new outlet": "/desk/outlets/new/",
    }


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS.keys())
def page(
    request: pytest.FixtureRequest, scheme: Any, chromium: Browser, live_server: LiveServer, owner: User
) -> Iterator[Page]:
    """The owner's browser, in a theme and a width."""
    context = chromium.new_context(
        base_url=live_server.url,
        locale="ja-JP",
        viewport={"width": request.param, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"/desk/sign-in/{get_query_string(owner)}")
    yield page
    context.close()


def test_no_page_keeps_anybody_out_or_is_wider_than_its_window(pages: dict[str, str], page: Page) -> None:
    axe, amiss = Axe(), []
    for name, address in pages.items():
        page.goto(address)
        expect(page.locator("main")).to_be_visible()
        for violation in axe.run(page).response["violations"]:
            places = [node["html"][:200] for node in violation["nodes"][:3]]
            amiss.append(f"{name}: {violation['id']} {violation['help']} {places}")
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        amiss += [f"{name}: {over} px too wide"] if over > 0 else []
    assert not amiss, "\n".join(amiss)
