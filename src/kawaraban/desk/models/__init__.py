"""What is stored, one file a subject. The database is the truth about what is done."""

from kawaraban.desk.models.articles import Article, Capture, Paragraph, Stage, Version
from kawaraban.desk.models.blog import Category, Comment, FormerAddress, Post, PostVersion, QuotationRecord
from kawaraban.desk.models.downloads import ModelDownload
from kawaraban.desk.models.editing import Dismissal, RenderingDraft, RenderingLock
from kawaraban.desk.models.engines import EnginePause, EngineUse, LeftOut
from kawaraban.desk.models.glossary import Term, TermSuggestion
from kawaraban.desk.models.preferences import Preferences
from kawaraban.desk.models.renderings import MemoryEntry, Rendering, RenderingRevision
from kawaraban.desk.models.search import SearchDocument
from kawaraban.desk.models.sources import Heartbeat, Outlet, Poll, Source

__all__ = [
    "Article",
    "Capture",
    "Category",
    "Comment",
    "Dismissal",
    "EnginePause",
    "EngineUse",
    "FormerAddress",
    "Heartbeat",
    "LeftOut",
    "MemoryEntry",
    "ModelDownload",
    "Outlet",
    "Paragraph",
    "Poll",
    "Post",
    "PostVersion",
    "Preferences",
    "QuotationRecord",
    "Rendering",
    "RenderingDraft",
    "RenderingLock",
    "RenderingRevision",
    "SearchDocument",
    "Source",
    "Stage",
    "Term",
    "TermSuggestion",
    "Version",
]
