"""Pictures of the posts: what they are and nothing of who took them where; kept once, served for good."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from pytest_django import Settings

from kawaraban.desk import pictures
from kawaraban.desk.models import Picture
from kawaraban.publish.pictures import MAX_BYTES, PictureError, clean_picture
from tests.blog_cast import a_published_post

SECRET = b"35.6812N taken by somebody"


def a_picture(kind: str = "PNG", size: tuple[int, int] = (12, 8), **saved: object) -> bytes:
    """A picture without two equal pixels in a row, so that a lost one shows."""
    image = Image.new("RGB", size)
    image.putdata([(x * 20 % 256, y * 30 % 256, (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def with_secrets(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    if kind == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Author", SECRET.decode())
        return a_picture("PNG", exif=exif, pnginfo=notes)
    if kind == "GIF":
        return a_picture("GIF", comment=SECRET)
    return a_picture(kind, exif=exif, xmp=b"<x>" + SECRET + b"</x>")


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").tobytes()


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.PICTURES = str(tmp_path / "pictures")
    return tmp_path / "pictures"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_what_was_written_into_a_picture_is_cut_out_and_its_pixels_stay(kind: str) -> None:
    data = with_secrets(kind)
    assert SECRET in data
    clean = clean_picture(data)
    assert SECRET not in clean.data
    assert pixels(clean.data) == pixels(data)
    assert (clean.width, clean.height) == (12, 8)
    with Image.open(io.BytesIO(clean.data)) as image:
        assert not image.getexif()


def test_a_jpeg_that_a_camera_turned_is_kept_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    clean = clean_picture(a_picture("JPEG", exif=exif))
    assert (clean.width, clean.height) == (8, 12)
    with Image.open(io.BytesIO(clean.data)) as image:
        assert image.size == (8, 12)
        assert not image.getexif()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_an_animation_stays_one(kind: str) -> None:
    frames = [Image.new("RGB", (6, 6), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=50, loop=0)
    with Image.open(io.BytesIO(clean_picture(out.getvalue()).data)) as image:
        assert image.n_frames == 3
        assert image.info.get("loop") == 0


def test_a_progressive_jpeg_with_a_colour_profile_keeps_it() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG", "WEBP"):
        data = a_picture(kind, size=(64, 64), icc_profile=profile, **({"progressive": True} if kind == "JPEG" else {}))
        clean = clean_picture(data)
        with Image.open(io.BytesIO(clean.data)) as image:
            assert image.info["icc_profile"] == profile
        assert pixels(clean.data) == pixels(data)


def bomb() -> bytes:
    """A PNG of 60,000 x 60,000 pixels in a few bytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + a_chunk(b"IHDR", head) + a_chunk(b"IDAT", zlib.compress(b"\0" * 9))


def a_chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kind"),
        (b"<html>not here</html>", "kind"),
        (b"", "kind"),
        (b"\xff" * (MAX_BYTES + 1), "size"),
        (bomb(), "pixels"),
        (a_picture("BMP"), "kind"),
        (a_picture("PNG", size=(300, 300))[:400], "broken"),
        (a_picture("JPEG", size=(300, 300))[:900], "broken"),
    ],
)
def test_what_is_no_picture_for_readers_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(PictureError) as refused:
        clean_picture(data)
    assert refused.value.reason == reason


def test_a_picture_of_which_cutting_leaves_none_is_broken() -> None:
    data = with_secrets("GIF")
    drawn = data.index(b"\x2c", data.index(SECRET) + len(SECRET))  # a decoder looks further for it, and finds it
    with pytest.raises(PictureError) as refused:
        clean_picture(data[:drawn] + b"\1" + data[drawn:])
    assert refused.value.reason == "broken"


@pytest.mark.filterwarnings("ignore:Truncated File Read")
@given(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP"]), st.integers(0, 400), st.binary(min_size=1, max_size=6))
def test_damaged_bytes_end_in_a_picture_or_a_reason(kind: str, at: int, noise: bytes) -> None:
    data = bytearray(with_secrets(kind))
    data[at : at + len(noise)] = noise
    try:
        clean = clean_picture(bytes(data))
    except PictureError:
        return
    with Image.open(io.BytesIO(clean.data)) as image:
        assert image.size[0] > 0


@pytest.mark.django_db
def test_the_same_picture_is_kept_once_and_readers_get_it_for_good(folder: Path, client: Client) -> None:
    first = pictures.keep(with_secrets("JPEG"), "港\\..\\harbour.jpg", source="https://old.example/harbour.jpg")
    again = pictures.keep(with_secrets("JPEG"), "copy.jpg")
    assert first == again
    assert Picture.objects.count() == 1
    assert (first.name, first.media_type, first.width) == ("harbour.jpg", "image/jpeg", 12)
    assert [path.name for path in folder.iterdir()] == [f"{first.digest}.jpg"]
    address = pictures.address(first)
    assert address == f"/pictures/{first.digest}.jpg"
    response = client.get(address)
    assert response.content == pictures.read(first) == (folder / f"{first.digest}.jpg").read_bytes()
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"] and "public" in response["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(address.replace(".jpg", ".png")).status_code == 404
    assert client.get(f"/pictures/{'0' * 64}.jpg").status_code == 404


@pytest.mark.django_db
def test_a_picture_whose_file_went_comes_back_when_it_is_put_in_again(folder: Path, client: Client) -> None:
    kept = pictures.keep(a_picture(), "a.png")
    (folder / f"{kept.digest}.png").unlink()
    assert client.get(pictures.address(kept)).status_code == 404
    with pytest.raises(pictures.PictureError, match=r"a\.png"):
        pictures.read(kept)
    assert pictures.keep(a_picture(), "b.png") == kept
    assert client.get(pictures.address(kept)).status_code == 200


@pytest.mark.django_db
def test_a_folder_that_cannot_be_written_to_is_said(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings.PICTURES = str(tmp_path / "file" / "pictures")
    with pytest.raises(pictures.PictureError, match="file/pictures"):
        pictures.keep(a_picture(), "a.png")
    assert Picture.objects.count() == 0


@pytest.mark.django_db
def test_a_published_post_leaves_room_for_its_pictures(folder: Path) -> None:
    kept = pictures.keep(a_picture(size=(32, 20)), "a.png")
    address = pictures.address(kept)
    post = a_published_post(body=f'![港]({address} "夜の港")\n\n![ない](/pictures/none.png)')
    assert f'<img src="{address}" alt="港" loading="lazy" width="32" height="20">' in post.html
    assert '<img src="/pictures/none.png" alt="ない" loading="lazy">' in post.html
