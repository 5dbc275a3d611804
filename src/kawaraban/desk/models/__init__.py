"""What is stored, one file a subject. The database is the truth about what is done."""

from kawaraban.desk.models.articles import NO_CLAIMS, Article, Capture, Paragraph, Stage, Version
from kawaraban.desk.models.blog import (
    Category,
    Collected,
    Correction,
    FormerAddress,
    Post,
    PostVersion,
    QuotationRecord,
    Tag,
)
from kawaraban.desk.models.checks import (
    Check,
    CheckNews,
    CheckRecord,
    Finding,
    Judgement,
    SentenceSketches,
    SocialPost,
)
from kawaraban.desk.models.claims import Claim, Speaker, SpeakerJoin
from kawaraban.desk.models.comments import Comment, Letter
from kawaraban.desk.models.downloads import ModelDownload
from kawaraban.desk.models.editing import Dismissal, RenderingDraft, RenderingLock
from kawaraban.desk.models.engines import EnginePause, EngineUse, LeftOut
from kawaraban.desk.models.glossary import Term, TermSuggestion
from kawaraban.desk.models.moving import Move, OfferedPair, Redirect
from kawaraban.desk.models.outlets import OutletFact, OutletHost, OutletProfile, RegistryChange
from kawaraban.desk.models.people import Membership
from kawaraban.desk.models.pictures import Picture
from kawaraban.desk.models.preferences import Preferences
from kawaraban.desk.models.renderings import MemoryEntry, Rendering, RenderingRevision
from kawaraban.desk.models.search import SearchDocument
from kawaraban.desk.models.sources import Heartbeat, Outlet, Poll, Source
from kawaraban.desk.models.stories import (
    CopyDecision,
    Fingerprint,
    FingerprintKey,
    Placing,
    Story,
    StoryDecision,
)

__all__ = [
    "NO_CLAIMS",
    "Article",
    "Capture",
    "Category",
    "Check",
    "CheckNews",
    "CheckRecord",
    "Claim",
    "Collected",
    "Comment",
    "CopyDecision",
    "Correction",
    "Dismissal",
    "EnginePause",
    "EngineUse",
    "Finding",
    "Fingerprint",
    "FingerprintKey",
    "FormerAddress",
    "Heartbeat",
    "Judgement",
    "LeftOut",
    "Letter",
    "Membership",
    "MemoryEntry",
    "ModelDownload",
    "Move",
    "OfferedPair",
    "Outlet",
    "OutletFact",
    "OutletHost",
    "OutletProfile",
    "Paragraph",
    "Picture",
    "Placing",
    "Poll",
    "Post",
    "PostVersion",
    "Preferences",
    "QuotationRecord",
    "Redirect",
    "RegistryChange",
    "Rendering",
    "RenderingDraft",
    "RenderingLock",
    "RenderingRevision",
    "SearchDocument",
    "SentenceSketches",
    "SocialPost",
    "Source",
    "Speaker",
    "SpeakerJoin",
    "Stage",
    "Story",
    "StoryDecision",
    "Tag",
    "Term",
    "TermSuggestion",
    "Version",
]
