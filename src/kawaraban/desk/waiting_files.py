"""Files that a page was given, kept between the report on them and the word to take them in."""

from __future__ import annotations

import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

#: Seconds for which a file waits for the word.
KEPT = 24 * 3600
_TOKEN = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class WaitingFiles:
    """Those of one page, in a folder of that name in the data folder."""

    name: str

    @property
    def folder(self) -> Path:
        return Path(settings.DATA) / self.name

    def keep(self, upload: UploadedFile) -> str:
        """Keeps an upload, and throws away those whose time is over; answers the name it goes by. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            with suppress(OSError):  # another request may have thrown it away
                if path.stat().st_mtime < time.time() - KEPT:
                    path.unlink()
        token = secrets.token_hex(16)
        with (self.folder / token).open("wb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        return token

    def content(self, token: str) -> bytes | None:
        """What is kept by that name; None where there is nothing, or no more."""
        if not _TOKEN.fullmatch(token):
            return None
        try:
            return (self.folder / token).read_bytes()
        except OSError:
            return None

    def claim(self, token: str) -> bool:
        """Takes the word for a file, once: a second click, or another window, gets False. See `give_back`."""
        try:
            (self.folder / token).rename(self._taken(token))
        except OSError:
            return False
        return True

    def give_back(self, token: str) -> None:
        """What was claimed waits for the word again."""
        with suppress(OSError):
            self._taken(token).rename(self.folder / token)

    def was_claimed(self, token: str) -> bool:
        """Whether the word was taken for what was kept by that name."""
        return bool(_TOKEN.fullmatch(token)) and self._taken(token).exists()

    def _taken(self, token: str) -> Path:
        return self.folder / f"{token}.taken"

    def throw_away(self, token: str) -> None:
        """Forgets what is kept by that name."""
        if _TOKEN.fullmatch(token):
            (self.folder / token).unlink(missing_ok=True)


terms = WaitingFiles("term-uploads")
feeds = WaitingFiles("feed-uploads")
outlets = WaitingFiles("outlet-uploads")
