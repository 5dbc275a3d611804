"""A folder with a CTranslate2 model and its SentencePiece vocabulary: OPUS-MT, NLLB and the like, on this machine.

The folder holds what CTranslate2's converters write (`model.bin`, `config.json`, the vocabulary as JSON) and, beside
it, the SentencePiece model: `source.spm` and `target.spm`, or one for both (`sentencepiece.model`,
`sentencepiece.bpe.model`). A model of many languages wants to be told the target by a token; which kind of token its
own vocabulary says. `ctranslate2` and `sentencepiece` come with the extra `kawaraban[ctranslate2]`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kawaraban.translate.engines._lines import by_line, joined
from kawaraban.translate.model import EngineChoice, Fault, Job, TranslateError, Translation
from kawaraban.translate.sentences import sentences

NAME = "ctranslate2"

#: A sentence of more tokens is cut: these models learned from sentences, and OPUS-MT has no place for more than 512.
LONGEST = 160

_EOS = "</s>"
_BATCH = 512  # tokens translated at once: bounds the memory
_MAX_JSON = 64 << 20  # bytes of a vocabulary
_NLLB = {
    "ar": "arb_Arab", "de": "deu_Latn", "en": "eng_Latn", "es": "spa_Latn", "fa": "pes_Arab", "fr": "fra_Latn",
    "he": "heb_Hebr", "hi": "hin_Deva", "id": "ind_Latn", "it": "ita_Latn", "ja": "jpn_Jpan", "ko": "kor_Hang",
    "nl": "nld_Latn", "pl": "pol_Latn", "pt": "por_Latn", "ru": "rus_Cyrl", "th": "tha_Thai", "tr": "tur_Latn",
    "uk": "ukr_Cyrl", "vi": "vie_Latn", "zh": "zho_Hans",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The parts of a model in its folder; the two vocabularies may be the same file."""

    folder: Path
    source: Path
    target: Path


def model_files(folder: str | Path) -> ModelFiles:
    """The parts of the model in a folder. Raises TranslateError: "no-folder", "no-model" or "no-vocabulary"."""
    path = Path(folder).expanduser()
    if not folder or not path.is_dir():
        raise TranslateError("no-folder", f"There is no model folder {path}: give the folder of the model.")
    if not (path / "model.bin").is_file():
        raise TranslateError("no-model", f"{path} holds no model (model.bin): put the model's files there.")
    shared = sorted(p for p in (*path.glob("*.model"), *path.glob("*.spm")) if p.stem not in {"source", "target"})
    found = [next((p for p in (path / f"{side}.spm", *shared[:1]) if p.is_file()), None) for side in _SIDES]
    for side, one in zip(_SIDES, found, strict=True):
        if one is None:
            raise TranslateError(
                "no-vocabulary", f"{path} lacks the model's vocabulary ({side}.spm): put it there too."
            )
    source, target = found
    assert source and target  # noqa: S101 - the loop raised otherwise
    return ModelFiles(path, source, target)


_SIDES = ("source", "target")


def open_engine(choice: EngineChoice) -> CTranslate2Engine:
    """The engine for the model in a folder; raises TranslateError where the folder lacks a part."""
    return CTranslate2Engine(choice.source, choice.target, model_files(choice.folder))


@dataclass(slots=True)
class _Loaded:
    translator: Any
    source: Any  # SentencePiece processors
    target: Any
    before: tuple[str, ...]  # tokens before and after those of a sentence
    after: tuple[str, ...]
    prefix: tuple[str, ...]  # tokens that the translation begins with


class CTranslate2Engine:
    """Translates with one model, loaded at the first text."""

    name = NAME
    counts_tokens = False

    def __init__(self, source: str, target: str, files: ModelFiles):
        self.model = files.folder.name
        self._source, self._target, self._files = source, target, files
        self._loaded: _Loaded | None = None

    def translate(self, job: Job) -> list[Translation]:
        """One Translation a text, in order; line breaks stay. Raises TranslateError."""
        found = [self._text(text) for text in job.texts]
        return [Translation(text, "engine", self.name, self.model, fault=fault) for text, fault in found]

    def _text(self, text: str) -> tuple[str, Fault | None]:
        faults: list[Fault] = []
        (made,) = by_line([text], lambda lines: [self._line(line, faults) for line in lines])
        return ("", faults[0]) if faults else (made, None)

    def _line(self, line: str, faults: list[Fault]) -> str:
        self._loaded = loaded = self._loaded or self._load()
        pieces = [part for one in sentences(line) for part in _cut(loaded.source.encode(one, out_type=str))]
        sources = [[*loaded.before, *piece, *loaded.after] for piece in pieces]
        try:
            results = loaded.translator.translate_batch(
                sources,
                target_prefix=[list(loaded.prefix)] * len(sources) if loaded.prefix else None,
                max_batch_size=_BATCH,
                batch_type="tokens",
                max_input_length=0,  # nothing is cut silently: LONGEST holds
                max_decoding_length=_room(pieces),
            )
        except (RuntimeError, ValueError):
            message = f"The model in {self._files.folder} failed on a text: convert or download its files again."
            raise TranslateError("engine-failed", message) from None
        made = [result.hypotheses[0][len(loaded.prefix) :] for result in results]
        if any(len(one) + len(loaded.prefix) >= _room(pieces) for one in made):
            faults.append("cut-off")
        return joined([str(loaded.target.decode(one)).strip() for one in made], self._target)

    def _load(self) -> _Loaded:
        try:
            import ctranslate2
            import sentencepiece
        except ImportError:
            message = "CTranslate2 is not installed: run “pip install 'kawaraban[ctranslate2]'”, then start again."
            raise TranslateError("not-installed", message) from None
        folder = self._files.folder
        try:
            translator = ctranslate2.Translator(str(folder), device="cpu", inter_threads=1, intra_threads=1)
            source, target = (
                sentencepiece.SentencePieceProcessor(model_file=str(path))
                for path in (self._files.source, self._files.target)
            )
            known = _vocabulary(folder)
            ends_itself = bool(_json(folder / "config.json").get("add_source_eos"))
        except (RuntimeError, OSError, ValueError, TypeError, AttributeError, RecursionError):
            message = f"The model in {folder} can't be loaded: convert or download its files again."
            raise TranslateError("broken-model", message) from None
        after = () if ends_itself or _EOS not in known else (_EOS,)
        return _Loaded(translator, source, target, *self._tokens(known, after))

    def _tokens(
        self, known: frozenset[str], after: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """What this model wants before and after a sentence, and at the beginning of its translation."""
        if known & {"eng_Latn", "jpn_Jpan"}:
            source, target = _NLLB.get(self._source, ""), _NLLB.get(self._target, "")
            if source not in known or target not in known:
                raise self._no_such_pair()
            return (source,), after, (target,)
        asked = [token for token in known if token.startswith(">>") and token.endswith("<<")]
        if asked:
            codes = (self._target, _NLLB.get(self._target, "").partition("_")[0])
            token = next((f">>{code}<<" for code in codes if f">>{code}<<" in asked), None)
            if token is None:
                raise self._no_such_pair()
            return (token,), after, ()
        return (), after, ()

    def _no_such_pair(self) -> TranslateError:
        pair = f"{self._source} into {self._target}"
        message = f"The model in {self._files.folder} does not translate {pair}: choose another."
        return TranslateError("no-such-pair", message)


def _cut(tokens: Sequence[str]) -> list[list[str]]:
    """A sentence's tokens in pieces of at most `LONGEST`, cut behind a comma where there is one, else between words."""
    pieces: list[list[str]] = []
    rest = list(tokens)
    while len(rest) > LONGEST:
        window = range(LONGEST, LONGEST // 2, -1)
        at = next((i for i in window if rest[i - 1].endswith((",", ";", ":", "、", "，", "；"))), 0)
        at = at or next((i for i in window if rest[i].startswith("▁")), LONGEST)
        pieces.append(rest[:at])
        rest = rest[at:]
    return [*pieces, rest] if rest else pieces


def _room(pieces: Sequence[Sequence[str]]) -> int:
    """Tokens that a translation may have; what needs more repeats itself."""
    return 32 + 3 * max(map(len, pieces), default=0)


def _vocabulary(folder: Path) -> frozenset[str]:
    """The tokens that the model takes."""
    names = ("source_vocabulary", "shared_vocabulary")
    path = next((p for name in names for p in folder.glob(f"{name}.*") if p.suffix in {".json", ".txt"}), None)
    if path is None:
        raise ValueError("no vocabulary")
    if path.suffix == ".txt":
        return frozenset(path.read_text(encoding="utf-8").splitlines())
    return frozenset(map(str, _json(path)))


def _json(path: Path) -> Any:
    """A JSON file, {} where there is none. Raises ValueError."""
    if not path.is_file():
        return {}
    if path.stat().st_size > _MAX_JSON:
        raise ValueError("too big")
    return json.loads(path.read_text(encoding="utf-8"))
