"""What the three XML formats share: elements, namespaces, and text that XML can hold."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
THREAD = "http://purl.org/syndication/thread/1.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: XML 1.0 cannot hold these, escaped or not (https://www.w3.org/TR/xml/#charsets); one would break the whole feed.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(name: str, namespaces: dict[str | None, str], **attributes: str) -> etree._Element:
    """A root with the prefixes that its document uses."""
    root = etree.Element(name, nsmap=cast("dict[str, str]", namespaces))  # its stubs forget the default namespace
    _set(root, attributes)
    return root


def child(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new last child. What XML can't hold is left out of text and values."""
    made = etree.SubElement(parent, name)
    _set(made, attributes)
    made.text = None if text is None else legal(text)
    return made


def legal(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def document(root: etree._Element) -> bytes:
    """The whole document as UTF-8 bytes, with its declaration."""
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _set(target: etree._Element, attributes: dict[str, str]) -> None:
    for name, value in attributes.items():
        if value:
            target.set(name, legal(value))
