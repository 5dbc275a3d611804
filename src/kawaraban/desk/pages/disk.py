"""What the data folder takes on the disk, told from the file system and from what captures said of their size."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db.models import Sum
from django.utils.translation import gettext_lazy

from kawaraban.desk import engines
from kawaraban.desk.models import Capture

_KEPT = 60  # seconds


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing and its bytes; `share` is its part of the whole, in per cent."""

    kind: str
    label: object
    size: int
    share: float = 0.0


def disk() -> list[Part]:
    """Captures (their pages' sizes before packing), database, models, and what is free. Measured once a minute."""
    return cache.get_or_set("desk-disk", _measure, _KEPT) or []


def _measure() -> list[Part]:
    sizes = [
        ("captures", gettext_lazy("Pages captured"), Capture.objects.aggregate(size=Sum("size"))["size"] or 0),
        ("database", gettext_lazy("Database and index"), _database()),
        ("models", gettext_lazy("Translation models"), sum(model.size for model in engines.found_models())),
        ("free", gettext_lazy("Free"), _free()),
    ]
    whole = sum(size for _, _, size in sizes) or 1
    return [Part(kind, label, size, round(100 * size / whole, 2)) for kind, label, size in sizes]


def _database() -> int:
    name = settings.DATABASES["default"]["NAME"]
    if not str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
        return 0
    return sum(path.stat().st_size for suffix in ("", "-wal") if (path := Path(f"{name}{suffix}")).is_file())


def _free() -> int:
    folder = Path(settings.DATA)
    return shutil.disk_usage(folder).free if folder.is_dir() else 0
