"""The demo's memory: the Japanese translations of the press files as a TMX 1.4 file.

`python -m kawaraban.newsstand.memory` writes `memory.tmx` anew; a test fails while it is behind the press files.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

from kawaraban.newsstand import press

#: Where the memory lies.
MEMORY = Path(str(files("kawaraban.newsstand") / "memory.tmx"))

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def tmx() -> bytes:
    """The memory as it should be: a unit a pair, in the order of the press files, each text once."""
    root = ElementTree.Element("tmx", version="1.4")
    ElementTree.SubElement(
        root,
        "header",
        {
            "creationtool": "kawaraban.newsstand",
            "creationtoolversion": "1",
            "segtype": "paragraph",
            "o-tmf": "toml",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )
    body = ElementTree.SubElement(root, "body")
    seen: set[str] = set()
    for piece in sorted(press.pieces(datetime(2000, 1, 1, tzinfo=UTC)), key=lambda piece: piece.id):
        for original, japanese in piece.japanese:
            if original not in seen:
                seen.add(original)
                unit = ElementTree.SubElement(body, "tu")
                _variant(unit, piece.language, original)
                _variant(unit, "ja", japanese)
    ElementTree.indent(root, " ")
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _variant(unit: ElementTree.Element, language: str, text: str) -> None:
    variant = ElementTree.SubElement(unit, "tuv", {_LANG: language})
    ElementTree.SubElement(variant, "seg").text = text


if __name__ == "__main__":
    MEMORY.write_bytes(tmx())
