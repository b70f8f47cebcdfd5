"""What came in by file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class ImportState(StrEnum):
    """How far an import is."""

    WAITING = "WAITING"
    READING = "READING"
    SENT = "SENT"
    DONE = "DONE"
    FAILED = "FAILED"
    UNDONE = "UNDONE"


@dataclass(frozen=True)
class Rejection:
    """How often one reason refused something of a file, with one example."""

    code: str
    count: int
    example: str


@dataclass(frozen=True)
class ImportRecord:
    """One file, archive or folder that a person brought.

    Attributes:
        origin: Whose export it is (`fitbit`); empty until recognised.
        object_key: Where the original is kept.
        progress: 0 to 1.
        read: Samples and records found in the files.
        sent: Events confirmed by the log.
        accepted: New in the lakehouse.
        duplicates: In the lakehouse already, with the same content.
        problem: Why it failed.
    """

    id: str
    user_id: str
    file_name: str
    state: ImportState
    created_at: datetime
    origin: str = ""
    source_id: str | None = None
    object_key: str | None = None
    progress: float = 0.0
    read: int = 0
    sent: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: tuple[Rejection, ...] = ()
    finished_at: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True)
class ImportProgress:
    """What an importer tells as it goes; null leaves a field as it is."""

    state: ImportState | None = None
    origin: str | None = None
    source_id: str | None = None
    object_key: str | None = None
    progress: float | None = None
    read: int | None = None
    sent: int | None = None
    accepted: int | None = None
    duplicates: int | None = None
    rejected: tuple[Rejection, ...] | None = None
    problem: str | None = None
