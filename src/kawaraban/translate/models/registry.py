"""Mozilla's registry of models: the Remote Settings collection that Firefox itself reads.

    GET /v1/                                                               capabilities.attachments.base_url
    GET /v1/buckets/main/collections/translations-models-v2/records        {"data": [record, ...]}

A record is one file: its pair, its kind, its version, and an attachment with location, size and SHA-256.
https://remote-settings.readthedocs.io/ describes the protocol.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeGuard
from urllib.parse import urljoin, urlsplit

from kawaraban.translate.models import http
from kawaraban.translate.models.model import Model, ModelFile, ModelsError

REGISTRY = "https://firefox.settings.services.mozilla.com/v1"

_RECORDS = "buckets/main/collections/translations-models-v2/records"
_MAX_ROOT, _MAX_RECORDS = 1 << 20, 16 << 20  # bytes; Mozilla's have a twentieth of that
MAX_FILE = 1 << 30  # bytes, packed or not
_MAJOR = 3  # the generation of models that fxtranslate 0.5 loads
_PIVOT = "en"

_ENDINGS = {"model": "bin", "lex": "bin", "vocab": "spm", "srcvocab": "spm", "trgvocab": "spm"}
_PACKED = re.compile(r"\.(zst|gz)$")
_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})(a\d{1,4})?")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WORD = re.compile(r"[a-z0-9-]{1,40}")


def available(registry: str = REGISTRY) -> list[Model]:
    """The newest complete model of every pair that Firefox offers to everyone, by pair. Raises ModelsError.

    Records that are meant for test channels alone (a filter expression), alphas and those of other generations are
    passed over, and so is whatever is not as the protocol has it: one bad record hides no good one.
    """
    base = _attachments(registry)
    records = _json(f"{registry.rstrip('/')}/{_RECORDS}", _MAX_RECORDS).get("data")
    if not isinstance(records, list):
        raise _not_a_registry(registry)
    groups: dict[tuple[str, str, str, str], dict[str, ModelFile]] = defaultdict(dict)
    for record in records:
        if (found := _file(record, base)) is not None:
            key, kind, file = found
            groups[key].setdefault(kind, file)
    best: dict[tuple[str, str], Model] = {}
    for (source, target, version, architecture), files in groups.items():
        model = Model(source, target, version, architecture, tuple(files[kind] for kind in _ENDINGS if kind in files))
        if _complete(files) and _rank(model) > _rank(best.get((source, target))):
            best[source, target] = model
    return [best[pair] for pair in sorted(best)]


def route(models: Sequence[Model], source: str, target: str) -> tuple[Model, ...]:
    """The model for a pair, or the two that lead through English. Raises ModelsError("no-such-pair")."""
    by_pair = {(model.source, model.target): model for model in models}
    if direct := by_pair.get((source, target)):
        return (direct,)
    legs = by_pair.get((source, _PIVOT)), by_pair.get((_PIVOT, target))
    if legs[0] and legs[1]:
        return (legs[0], legs[1])
    pairs = ", ".join(model.pair for model in models) or "none"
    raise ModelsError(
        "no-such-pair",
        f"There is no model for {source}-{target}, nor a way through English. There are: {pairs}.",
        pair=f"{source}-{target}",
        pairs=pairs,
    )


def _attachments(registry: str) -> str:
    """The address that files' locations are relative to, as the server's root tells it."""
    root = _json(f"{registry.rstrip('/')}/", _MAX_ROOT)
    try:
        base = root["capabilities"]["attachments"]["base_url"]
        if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).netloc:
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _not_a_registry(registry) from None
    return f"{base.rstrip('/')}/"


def _json(address: str, limit: int) -> dict[str, Any]:
    try:
        found = json.loads(http.small(address, limit))
    except (ValueError, RecursionError):
        raise _not_a_registry(address) from None
    if not isinstance(found, dict):
        raise _not_a_registry(address)
    return found


def _file(record: Any, base: str) -> tuple[tuple[str, str, str, str], str, ModelFile] | None:
    """A record as (pair, version and architecture), kind and file; None for one that is not for us."""
    if not isinstance(record, dict) or record.get("filter_expression") not in ("", None):
        return None
    attachment = record.get("attachment")
    kind, version = record.get("fileType"), record.get("version")
    source, target = _language(record.get("sourceLanguage")), _language(record.get("targetLanguage"))
    architecture = record.get("architecture") or ""
    if not (source and target and isinstance(kind, str) and kind in _ENDINGS and isinstance(attachment, dict)):
        return None
    if not (_is_current(version) and isinstance(architecture, str) and _WORD.fullmatch(architecture or "-")):
        return None
    ending = "spm" if kind.endswith("vocab") else "bin"
    file = _attached(attachment, record, base, f"{kind}.{source}{target}.{ending}")
    return ((source, target, version, architecture), kind, file) if file else None


def _attached(attachment: dict[str, Any], record: dict[str, Any], base: str, name: str) -> ModelFile | None:
    size, digest, location = (attachment.get(key) for key in ("size", "hash", "location"))
    if not (isinstance(location, str) and location and isinstance(digest, str) and _DIGEST.fullmatch(digest)):
        return None
    unpacked = record.get("decompressedSize") or size
    if not (_is_size(size) and _is_size(unpacked)):
        return None
    try:
        address = urljoin(base, location.lstrip("/"))
    except ValueError:
        return None
    if not address.startswith(base):
        return None
    packed = _PACKED.search(str(attachment.get("filename", "")))
    return ModelFile(f"{name}{packed[0] if packed else ''}", address, size, digest, unpacked)


def _is_size(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MAX_FILE


def _is_current(version: Any) -> TypeGuard[str]:
    found = _VERSION.fullmatch(version) if isinstance(version, str) else None
    return bool(found and int(found[1]) == _MAJOR and not found[3])


def _language(tag: Any) -> str:
    """Two letters. Mozilla tags scripts where it publishes two of them; `zh` here is the simplified one."""
    if tag == "zh-Hans":
        return "zh"
    return tag if isinstance(tag, str) and re.fullmatch(r"[a-z]{2}", tag) else ""


def _complete(kinds: Iterable[str]) -> bool:
    have = set(kinds)
    return "model" in have and ("vocab" in have or {"srcvocab", "trgvocab"} <= have)


def _rank(model: Model | None) -> tuple[int, int]:
    """The newer one first, of those the larger one: it translates better."""
    if model is None:
        return (-1, 0)
    return (int(model.version.partition(".")[2]), sum(file.unpacked for file in model.files))


def _not_a_registry(address: str) -> ModelsError:
    return ModelsError(
        "not-a-registry",
        f"{address} is no registry of models: check KAWARABAN_MODELS_REGISTRY.",
        host=urlsplit(address).netloc or address,
    )
