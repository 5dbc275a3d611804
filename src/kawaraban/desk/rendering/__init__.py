"""Renderings: from the memory, from an engine, from a person; approved, undone, and marked stale by an edit.

One unit is a *part* of an article: its headline ("title"), its deck ("deck") or a paragraph (by its pid). What a
person wrote or approved is never overwritten by the memory or an engine. Every change leaves what was there before as
a RenderingRevision. Each function is one short transaction (or joins the caller's), safe against itself on both
databases.
"""

from kawaraban.desk.rendering.by_engine import EngineTask, engine_tasks, render_as_before, store_translations
from kawaraban.desk.rendering.parts import Part, headlines, parts, parts_of
from kawaraban.desk.rendering.person import RenderingError, TwoTexts, approve, save, undo
from kawaraban.desk.rendering.unattended import mark_stale, render_all_from_memory, render_from_memory
from kawaraban.desk.rendering.wanted import ask_again, open_article

__all__ = [
    "EngineTask",
    "Part",
    "RenderingError",
    "TwoTexts",
    "approve",
    "ask_again",
    "engine_tasks",
    "headlines",
    "mark_stale",
    "open_article",
    "parts",
    "parts_of",
    "render_all_from_memory",
    "render_as_before",
    "render_from_memory",
    "save",
    "store_translations",
    "undo",
]
