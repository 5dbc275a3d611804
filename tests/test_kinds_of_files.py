"""What somebody gives to be taken in is known by how it begins, else by its name."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawaraban.publish import Blog
from kawaraban.publish.formats import ForeignPost, movabletype, wxr
from kawaraban.publish.formats.kinds import BACKUP_MARK, kind_of

BLOG = Blog("Kelmar", "", "https://kelmar.example/", "ja", "")
POST = ForeignPost("<p>港</p>", title="<html>")
FILES = {
    "movabletype": "".join(movabletype.write([POST], BLOG)).encode("cp932"),
    "wxr": "".join(wxr.write([POST], BLOG)).encode(),
    "feed": b'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="r"><channel/></rdf:RDF>',
    "page": b"\n<!DOCTYPE html><html><body><p>posted by Ida at 23:20</body>",
    "opml": b'<?xml version="1.0"?><opml version="2.0"><body/></opml>',
    "tmx": b'<?xml version="1.0"?><!DOCTYPE tmx><tmx version="1.4">',
    "glossary": b'<?xml version="1.0"?><martif type="TBX">',
    "backup": b"PK\x03\x04" + BACKUP_MARK,
    "zip": b"PK\x03\x04\x14\x00",
    "": b"nothing that tells",
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_tells_its_kind_whatever_its_name_is(kind: str, mark: bytes) -> None:
    assert kind_of("x.bin", mark + FILES[kind]) == kind
    assert kind_of("x", gzip.compress(mark + FILES[kind])) == kind
    assert kind_of("x", (mark + FILES[kind]).replace(b"\n", b"\r\n")) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("terms.csv", "glossary"), ("Terms.TSV.gz", "glossary"), ("2022-05.txt", "page"), ("a.b/c", ""), ("", "")],
)
def test_a_name_tells_where_the_beginning_does_not(name: str, kind: str) -> None:
    assert kind_of(name, b"posted by Ida at 23:20 | Comment(0)") == kind


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b'<?xml version="1.0"?><!-- x --><rss version="2.0"><channel>', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'{"version": 1}', ""),
        (b"TITLE: only a line of somebody's notes", ""),
        (b"<p>a bare piece of a page", "page"),
    ],
)
def test_feeds_and_pieces_of_pages(beginning: bytes, kind: str) -> None:
    assert kind_of("x", beginning) == kind


@given(st.text(max_size=20), st.binary(max_size=200))
def test_any_bytes_have_a_kind_or_none(name: str, head: bytes) -> None:
    assert kind_of(name, head) in {*FILES, ""}
    assert kind_of(name, b"\x1f\x8b" + head) in {*FILES, ""}
