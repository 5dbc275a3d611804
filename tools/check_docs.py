"""Check the documents: links lead somewhere, and docs/command.md names every verb and option of the command."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
_LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)\s#]+)")


def documents() -> list[Path]:
    """The project's Markdown files."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def dead_links() -> Iterator[str]:
    """One sentence for each relative link or picture that leads nowhere."""
    for document in documents():
        for target in _LINK.findall(document.read_text(encoding="utf-8")):
            if not (document.parent / target).exists():
                yield f"{document.relative_to(ROOT)} links to {target}, which is not there"


def undocumented() -> Iterator[str]:
    """One sentence for each verb or option that docs/command.md leaves out, and for help without an example."""
    from kawaraban.cli import main

    text = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    for verb, command in sorted(main.commands.items()):
        section = re.search(rf"^## `?{re.escape(verb)}\b.*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        if section is None:
            yield f"docs/command.md has no section on `{verb}`"
            continue
        if "kawaraban " + verb not in (command.help or ""):
            yield f"`kawaraban {verb} --help` shows no example"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name != "data" and not parameter.hidden:
                name = max(parameter.opts, key=len)
                if name not in section[0]:
                    yield f"docs/command.md does not say what `{verb} {name}` does"


def main() -> int:
    problems = [*dead_links(), *undocumented()]
    print("\n".join(problems) or f"{len(documents())} documents, nothing amiss")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
