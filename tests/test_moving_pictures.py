"""Pictures of an old blog are fetched where they still are, and told by their bytes; lost ones leave their caption."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pytest_django import Settings

from kawaraban.desk.models import Picture, Post
from tests.moving_cast import a_file, entry, taken
from tests.servers import LOOPBACK, Site

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
