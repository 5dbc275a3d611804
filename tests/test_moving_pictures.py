"""Pictures of an old blog are fetched where they still are, and told by their bytes; lost ones leave their caption."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from kawaraban.desk import network
from kawaraban.desk.models import Picture, Post
from kawaraban.desk.moving.taking import settling, storing
from kawaraban.desk.moving.taking.looking import planned_posts
from kawaraban.desk.moving.taking.options import Options
from tests.blog_cast import the_owner
from tests.moving_cast import a_file, a_move, entry, taken
from tests.servers import LOOPBACK, Site, names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> None:
    settings.PICTURES = str(tmp_path / "pictures")
    settings.FETCH_GAP = 0.0


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(file, "PNG")
    return file.getvalue()


def test_what_is_still_there_is_kept_and_what_is_lost_leaves_its_caption(
    site: Site, settings: Settings, tmp_path: Path
) -> None:
    settings.ALLOW_NETS = LOOPBACK
    site.answer("/pier.png", png(), content_type="image/png")
    site.answer("/page.png", b"<html>not a picture", content_type="image/png")
    body = "".join(f'<img src="{site.at(f"/{name}.png")}" alt="{name}">' for name in ("pier", "page", "gone"))
    move = taken(a_file(tmp_path, entry(body=body)))
    post, picture = Post.objects.get(), Picture.objects.get()
    assert (picture.source, picture.move_id, picture.media_type) == (site.at("/pier.png"), move.pk, "image/png")
    assert f'<img src="/pictures/{picture.digest}.png" alt="pier" loading="lazy" width="4" height="3">' in post.html
    assert f'<a href="{site.at("/gone.png")}">gone</a>' in post.html
    assert f'<a href="{site.at("/page.png")}">page</a>' in post.html
    assert move.report["taken"]["images"]["kept"] == 1
    assert set(move.report["taken"]["images"]["why"]) == {"no-picture", "not-found"}
    assert body == post.body


def test_a_private_network_is_never_asked(site: Site, settings: Settings, tmp_path: Path) -> None:
    settings.ALLOW_NETS = []
    site.answer("/pier.png", png(), content_type="image/png")
    move = taken(a_file(tmp_path, entry(body=f'<img src="{site.at("/pier.png")}" alt="pier">')))
    assert not Picture.objects.exists()
    assert set(move.report["taken"]["images"]["why"]) == {"refused-address"}


def test_no_name_and_no_redirect_leads_a_picture_into_a_private_network(
    site: Site, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLOW_NETS = ["127.0.0.1/32"]
    names(monkeypatch, inside_example="127.0.0.2")
    site.answer("/secret.png", png(), content_type="image/png")
    site.redirect("/number.png", f"http://127.0.0.2:{site.port}/secret.png")
    site.redirect("/name.png", site.at("/secret.png", host="inside.example"))
    site.redirect("/file.png", "file:///etc/passwd")
    addresses = [
        *map(site.at, ("/number.png", "/name.png", "/file.png")),
        site.at("/secret.png", host="inside.example"),
    ]
    addresses += ["file:///etc/passwd", "http://169.254.169.254/latest/meta-data/", "//inside.example/secret.png"]
    body = "".join(f'<img src="{address}">' for address in addresses)
    move = taken(a_file(tmp_path, entry(body=body)), home="https://yofuke.example/")
    assert not Picture.objects.exists()
    assert "/secret.png" not in site.paths
    assert "refused-address" in move.report["taken"]["images"]["why"]


def test_a_post_may_name_any_number_of_pictures_and_has_a_measure_of_them_fetched(
    site: Site, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLOW_NETS = LOOPBACK
    monkeypatch.setattr(settling, "MAX_PICTURES", 3)
    for number in range(5):
        site.answer(f"/{number}.png", png(), content_type="image/png")
    body = "".join(f'<img src="{site.at(f"/{number}.png")}">' for number in range(5))
    taken_images = taken(a_file(tmp_path, entry(body=body))).report["taken"]["images"]
    assert sorted(path for path in site.paths if path.endswith(".png")) == ["/0.png", "/1.png", "/2.png"]
    assert taken_images == {"kept": 3, "lost": 2, "why": {"too-many": site.at("/3.png")}}


def test_a_move_that_is_stopped_asks_for_no_more_pictures(site: Site, settings: Settings, tmp_path: Path) -> None:
    settings.ALLOW_NETS = LOOPBACK
    entries = (entry(str(n), body=f'<img src="{site.at(f"/{n}.png")}">') for n in range(3))
    move = a_move(opened := a_file(tmp_path, *entries), pictures="fetch")
    for _, _, one in planned_posts(opened.read(Options.read(move.options)), Options.read(move.options), lambda _: None):
        storing.store(move, [one], the_owner(), Options.read(move.options).tz)
    with network.fetcher() as fetcher:
        done = settling.Settling(move, fetcher).run(lambda _: False)
    assert (done.posts, len([path for path in site.paths if path.endswith(".png")])) == (1, 1)
    assert Post.objects.filter(brought__unsettled=True).count() == 2
