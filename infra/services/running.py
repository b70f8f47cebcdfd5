"""The house that runs on this machine, as it describes itself to other commands."""

import fcntl
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self, TextIO


@dataclass(frozen=True)
class RunningHouse:
    """Who keeps the house of one home, and the settings it chose.

    The keeper holds the file that says so; the kernel lets go of it when the keeper ends.

    Attributes:
        pid: The keeper: the process of ``up``.
        settings: Settings by their name, as text: the addresses and ports in use.
        external: Services that are somebody else's.
        with_demo: Whether the demo people were asked for.
    """

    pid: int
    settings: dict[str, Any]
    external: list[str] = field(default_factory=list)
    with_demo: bool = False

    @classmethod
    def of_this_process(
        cls,
        settings: dict[str, Any],
        external: list[str],
        *,
        with_demo: bool,
    ) -> Self:
        """Describe the house that this process keeps."""
        return cls(os.getpid(), settings, external, with_demo)

    @classmethod
    def find(cls, home: Path) -> Self | None:
        """Return the house running in this home, or None when its keeper is gone."""
        try:
            with house_file(home).open(encoding="utf-8") as file:
                return cls(**json.load(file)) if _is_held(file) else None
        except FileNotFoundError:
            return None

    def write(self, home: Path) -> None:
        """Make the house known to its owner's commands for as long as this process lives."""
        write_whole(house_file(home), json.dumps(asdict(self), indent=2))
        held_to_the_end = os.open(house_file(home), os.O_RDWR)
        fcntl.flock(held_to_the_end, fcntl.LOCK_EX)


def house_file(home: Path) -> Path:
    """Return the file by which a house is found."""
    return home / "run" / "house.json"


def _is_held(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False


def write_whole(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never a part."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
