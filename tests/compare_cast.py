"""Prints made by hand, for tests that need none of the models."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from kawaraban.compare.model import Print, Report, Sentence, SmallVectors

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def direction(*seeds: int, size: int = 512) -> SmallVectors:
    """Small vectors, a row a seed: the same for the same seed, and nearly at right angles for others."""
    rows = np.stack([np.random.default_rng(seed).normal(size=size) for seed in seeds])
    small: SmallVectors = np.rint(rows / np.linalg.norm(rows, axis=1, keepdims=True) * 127).astype(np.int8)
    return small


def made(
    key: str,
    *sentences: str,
    language: str = "en",
    hours: float = 0.0,
    vectors: SmallVectors | None = None,
    **terms: str,
) -> Print:
    """A print of a report whose title is the first sentence; `terms` are words, names, numbers or dates, spaced."""
    texts = sentences or (key,)
    report = Report(key, language, texts[0], texts[1:], NOON + timedelta(hours=hours))
    return Print(
        report,
        tuple(Sentence(at - 1, (0, len(text)), text) for at, text in enumerate(texts)),
        vectors,
        (),
        **{kind: frozenset(words.split()) for kind, words in terms.items()},
    )
