"""`make quality`: prints every figure beside its floor, and fails when one fell below."""

from __future__ import annotations

import sys

from tools.quality import alignment, claims, copies, dates, pages, planted, proofing, reading, relations, stories

PARTS = (reading, alignment, proofing, planted, pages, claims, dates, relations, copies, stories)


def main() -> int:
    found = [figure for part in PARTS for figure in part.run()]
    width = max(len(figure.name) for figure in found)
    print(f"{'':<{width}}  figure   floor")
    for figure in found:
        print(f"{figure.name:<{width}}  {figure.value:.4f}  {figure.floor:.4f}{'  fell' if figure.fell else ''}")
    fallen = [figure.name for figure in found if figure.fell]
    if fallen:
        print(f"Below the floor: {'; '.join(fallen)}.", file=sys.stderr)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
