"""What the demo must remember between two openings of the house."""

from __future__ import annotations

import os
from datetime import date, datetime  # noqa: TC003  msgspec reads them
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from pathlib import Path


class DeviceKey(msgspec.Struct, frozen=True):
    """A device's id and its token, which is shown only once."""

    id: str
    token: str


class ResidentNotes(msgspec.Struct, kw_only=True):
    """One resident.

    Attributes:
        began_on: Their first day.
        told_until: All before it was taken by the house; null while history is loading.
    """

    user_id: str
    watch: DeviceKey
    scale: DeviceKey
    began_on: date
    told_until: datetime | None = None


class Notes(msgspec.Struct, kw_only=True):
    """Residents by login, and how far the neighbours are.

    Attributes:
        neighbours_until: The last day of what is known of them.
        neighbours_told: Whether the house has all of it.
    """

    residents: dict[str, ResidentNotes] = {}
    neighbours_until: date | None = None
    neighbours_told: bool = False


class Notebook:
    """Keeps the notes in a file that only its owner can read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.notes = (
            msgspec.json.decode(path.read_bytes(), type=Notes) if path.exists() else Notes()
        )

    def save(self) -> None:
        """Write the notes down whole."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".draft")
        draft.touch(mode=0o600)
        with draft.open("wb") as written:
            written.write(msgspec.json.encode(self.notes))
            written.flush()
            os.fsync(written.fileno())
        draft.replace(self._path)
