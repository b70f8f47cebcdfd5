"""The house that runs on this machine, as it describes itself to other commands."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

import psutil


@dataclass(frozen=True)
class RunningHouse:
    """Who keeps the house of one home, and the settings it chose.

    Attributes:
        pid: The keeper: the process of ``up``.
        started_at: When that process began, in seconds since 1970; a process id alone
            may have gone to somebody else.
        settings: Settings by their name, as text: the addresses and ports in use.
        external: Services that are somebody else's.
        with_demo: Whether the demo people were asked for.
    """

    pid: int
    started_at: float
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
        keeper = psutil.Process()
        return cls(keeper.pid, keeper.create_time(), settings, external, with_demo)

    @classmethod
    def find(cls, home: Path) -> Self | None:
        """Return the house running in this home, or None when its keeper is gone."""
        try:
            house = cls(**json.loads(house_file(home).read_text(encoding="utf-8")))
            keeper = psutil.Process(house.pid)
            is_same = abs(keeper.create_time() - house.started_at) < 1
        except (FileNotFoundError, psutil.NoSuchProcess):
            return None
        is_alive = keeper.is_running() and keeper.status() != psutil.STATUS_ZOMBIE
        return house if is_same and is_alive else None

    def write(self, home: Path) -> None:
        """Make the house known to other commands, to its owner alone."""
        write_whole(house_file(home), json.dumps(asdict(self), indent=2))


def house_file(home: Path) -> Path:
    """Return the file by which a house is found."""
    return home / "run" / "house.json"


def write_whole(path: Path, text: str) -> None:
    """Write a file so that readers see the old one or the new one, never a part."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
