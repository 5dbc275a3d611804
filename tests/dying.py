"""Work that ends its process: a module of its own, so that a worker can import it without Django."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from datetime import date

from kawaraban.attribute import Claim
from kawaraban.compare.model import Report
from kawaraban.desk.pipeline.work import Reading, attribute_texts, print_reports, read_page
from kawaraban.desk.stories.packing import Packed


def read_or_die(url: str, file: str, digest: str, address: str, known: tuple[tuple[str, str], ...] = ()) -> Reading:
    """Reads a page as the pipeline does, but for `/1.html`, which kills its worker as running out of memory would."""
    if address.endswith("/1.html"):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_page(url, file, digest, address, known)


def attribute_or_die(texts: Sequence[str], language: str, published: Sequence[date]) -> list[list[Claim]]:
    """Finds claims as the pipeline does, but for a text that says "deadly"."""
    if any("deadly" in text for text in texts):
        os.kill(os.getpid(), signal.SIGKILL)
    return attribute_texts(texts, language, published)


def print_or_die(reports: Sequence[Report]) -> list[Packed]:
    """Makes prints as the pipeline does, but for a text that says "deadly"."""
    if any("deadly" in text for report in reports for text in report.paragraphs):
        os.kill(os.getpid(), signal.SIGKILL)
    return print_reports(reports)
