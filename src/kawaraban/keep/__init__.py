"""keep: bytes as they came -> a capture with its proof. WARC records, digests, versions, what changed."""

from kawaraban.keep.capturing import capture, capture_of_file, digest_of
from kawaraban.keep.model import Capture, Edit, KeepError
from kawaraban.keep.versions import carry_ids, changed_spans, changed_words, edits
from kawaraban.keep.warcs import captures_in_warc, is_warc, verify

__all__ = [
    "Capture",
    "Edit",
    "KeepError",
    "capture",
    "capture_of_file",
    "captures_in_warc",
    "carry_ids",
    "changed_spans",
    "changed_words",
    "digest_of",
    "edits",
    "is_warc",
    "verify",
]
