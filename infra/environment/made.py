"""What was made, and from what: a part is done when its record equals its sources.

The record is written last and whole, so a cut at any moment leaves it absent or old.
The front door compares the same bytes in shell.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.environment.places import REPOSITORY, environment_folder
from infra.environment.progress import tell

POM = REPOSITORY / "infra" / "jars" / "pom.xml"


def requirements_file(part: str) -> Path:
    """Return the hash-pinned requirements of a part: ``house`` or ``workshop``."""
    return REPOSITORY / "requirements" / f"{part}.txt"


def is_made(part: str) -> bool:
    """Tell whether the part stands as its sources want it now."""
    record = environment_folder() / "made" / part
    return record.exists() and record.read_bytes() == _sources(part)


def record_made(part: str) -> None:
    """Record, as the last step, that the part is done."""
    record = environment_folder() / "made" / part
    record.parent.mkdir(exist_ok=True)
    draft = record.with_suffix(".draft")
    draft.write_bytes(_sources(part))
    draft.replace(record)


@contextmanager
def one_at_a_time(environment: Path) -> Iterator[int]:
    """Hold the environment for one maker; a second one waits for the first.

    Yields:
        A descriptor to hand to child processes, so that the environment stays held
        while one of them outlives its parent.
    """
    environment.mkdir(parents=True, exist_ok=True)
    held = os.open(environment, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Somebody else is making the environment; waiting …")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield held
    finally:
        os.close(held)


def _sources(part: str) -> bytes:
    root = f"{REPOSITORY}\n".encode()
    return root + requirements_file(part).read_bytes() + POM.read_bytes()
