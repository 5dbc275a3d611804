"""newsstand: a small made-up press on the loopback interface, for the demo and the tests."""

from __future__ import annotations

from pathlib import Path

from kawaraban.newsstand.model import Edition, House, Outlet, Piece
from kawaraban.newsstand.server import Newsstand, NewsstandError

#: A person's Japanese of ten of the English articles, and of the headlines of the others: TMX 1.4.
MEMORY = Path(__file__).with_name("memory.tmx")

__all__ = ["MEMORY", "Edition", "House", "Newsstand", "NewsstandError", "Outlet", "Piece"]
