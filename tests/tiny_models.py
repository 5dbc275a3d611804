"""A tiny CTranslate2 model, made by CTranslate2's own specification with random weights, and its SentencePiece model.

It has learned nothing, so what it says is without sense; but it is loaded, fed and decoded as a real one is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece

_DIM, _LAYERS, _HEADS, _POSITIONS = 16, 1, 2, 1024
_END = 2  # the place of </s> in the vocabulary
TEXTS = [
    f"The {what} of {where} was {how} on {day}, the harbour office said."
    for what in ("ferry", "bridge", "market", "quay")
    for where in ("Kelmar", "Port Maren", "Vardonia")
    for how in ("closed", "opened", "late")
    for day in ("Monday", "Tuesday", "Friday")
]


def sentence_pieces(folder: Path, name: str = "sentencepiece.model") -> list[str]:
    """Trains a real SentencePiece model on invented news; answers its pieces in order."""
    path = folder / name
    with path.open("wb") as out:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(TEXTS),
            model_writer=out,
            vocab_size=90,
            hard_vocab_limit=False,
            minloglevel=2,
        )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def tiny_model(folder: Path, extra: Sequence[str] = (), *, ends_itself: bool = False, ends: bool = True) -> Path:
    """A whole model folder; `extra` are tokens of the vocabulary beside the pieces, such as those of languages.

    `ends_itself` says in its settings that the end of the source need not be given. One that never `ends` stammers on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pieces = sentence_pieces(folder)
    vocabulary = ["<unk>", "<s>", "</s>", *(p for p in pieces if p not in {"<unk>", "<s>", "</s>"}), *extra]
    spec = ctranslate2.specs.TransformerSpec.from_config(_LAYERS, _HEADS, pre_norm=True)
    _Filler().fill(spec, len(vocabulary))
    if ends:
        _have_it_end(spec)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.config.add_source_eos = ends_itself
    spec.validate()
    spec.save(str(folder))
    return folder


class _Filler:
    """Fills a specification's layers with random weights."""

    def __init__(self) -> None:
        self._chance = np.random.default_rng(7)

    def weights(self, *shape: int) -> np.ndarray:
        return self._chance.normal(0, 0.3, shape).astype(np.float32)

    def linear(self, layer: Any, out: int, into: int = _DIM) -> None:
        layer.weight = self.weights(out, into)
        layer.bias = np.zeros(out, dtype=np.float32)

    def norm(self, layer: Any) -> None:
        layer.gamma = np.ones(_DIM, dtype=np.float32)
        layer.beta = np.zeros(_DIM, dtype=np.float32)

    def attention(self, layer: Any, *shapes: int) -> None:
        self.norm(layer.layer_norm)
        for one, out in zip(layer.linear, shapes, strict=True):
            self.linear(one, out)

    def feed_forward(self, layer: Any) -> None:
        self.norm(layer.layer_norm)
        self.linear(layer.linear_0, 4 * _DIM)
        self.linear(layer.linear_1, _DIM, 4 * _DIM)

    def fill(self, spec: ctranslate2.specs.TransformerSpec, words: int) -> None:
        for embeddings in (*spec.encoder.embeddings, spec.decoder.embeddings):
            embeddings.weight = self.weights(words, _DIM)
        for side in (spec.encoder, spec.decoder):
            side.position_encodings.encodings = self.weights(_POSITIONS, _DIM)
            self.norm(side.layer_norm)
        for layer in spec.encoder.layer:
            self.attention(layer.self_attention, 3 * _DIM, _DIM)
            self.feed_forward(layer.ffn)
        for layer in spec.decoder.layer:
            self.attention(layer.self_attention, 3 * _DIM, _DIM)
            self.attention(layer.attention, _DIM, 2 * _DIM, _DIM)
            self.feed_forward(layer.ffn)
        self.linear(spec.decoder.projection, words)


def _have_it_end(spec: ctranslate2.specs.TransformerSpec) -> None:
    """One direction counts the positions and speaks for the end alone: what it says ends after some words."""
    spec.decoder.position_encodings.encodings[:, 0] = np.arange(_POSITIONS, dtype=np.float32)
    spec.decoder.projection.weight[:, 0] = 0
    spec.decoder.projection.weight[_END, 0] = 1


def vocabulary_of(folder: Path) -> list[str]:
    return list(json.loads((folder / "shared_vocabulary.json").read_text(encoding="utf-8")))
