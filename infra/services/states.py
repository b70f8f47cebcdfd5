"""What each service of a house is doing, written down for whoever asks."""

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import psutil

from infra.services.running import write_whole

_STALE_AFTER_S = 15.0
SERVICE_NAMES = (
    *("mqtt", "kafka", "redis", "spark", "bridge", "live", "relay", "api", "app", "trainer"),
)


@dataclass(frozen=True)
class ServiceState:
    """One service at one moment.

    Attributes:
        name: As in ``status``.
        pid: Its process; None when it isn't ours or doesn't run.
        state: ``running`` (it answers as it should), ``starting``, ``restarting`` (it died
            and will be started again), ``waiting`` (for others), ``stopping``, ``stopped``,
            ``external`` or ``unreachable`` (somebody else's).
        address: Where it is reached; None when nobody calls it.
    """

    name: str
    pid: int | None
    state: str
    address: str | None


@dataclass(frozen=True)
class HouseState:
    """All services at one moment.

    Attributes:
        ready: Every door takes events, the live path works, the stream is writing.
        written_at: When this was seen, in seconds since 1970.
        services: In the order in which people name them.
    """

    ready: bool
    written_at: float
    services: list[ServiceState]

    @classmethod
    def read(cls, run: Path) -> Self | None:
        """Return what the keeper wrote last; None when that is nothing, or long ago."""
        try:
            written = json.loads(state_file(run).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        if written["written_at"] < time.time() - _STALE_AFTER_S:
            return None
        services = [ServiceState(**service) for service in written["services"]]
        return cls(written["ready"], written["written_at"], services)

    def write(self, run: Path) -> None:
        """Write it down whole."""
        write_whole(state_file(run), json.dumps(asdict(self)))


def state_file(run: Path) -> Path:
    """Return the file in which the keeper says how things stand."""
    return run / "state.json"


def nothing_runs() -> HouseState:
    """Return the state of a house that is closed."""
    services = [ServiceState(name, None, "stopped", None) for name in SERVICE_NAMES]
    return HouseState(ready=False, written_at=time.time(), services=services)


def memory_mb(process: int | None) -> float | None:
    """Return what a process and its children hold in memory, None when there is none.

    Pages that several of them share are counted once where the system tells.
    """
    if process is None:
        return None
    try:
        parent = psutil.Process(process)
        family = [parent, *parent.children(recursive=True)]
        return round(sum(_held_bytes(member) for member in family) / 2**20, 1)
    except psutil.NoSuchProcess:
        return None


def as_json(house: HouseState) -> dict[str, Any]:
    """Return the state in the published form of ``status --json``."""
    services = [
        {
            "name": service.name,
            "pid": service.pid,
            "state": service.state,
            "memory_mb": memory_mb(service.pid),
            "address": service.address,
        }
        for service in house.services
        if service.name in SERVICE_NAMES
    ]
    return {"ready": house.ready, "services": services}


def _held_bytes(process: psutil.Process) -> int:
    try:
        held = process.memory_full_info()
    except psutil.AccessDenied:
        return int(process.memory_info().rss)
    return int(getattr(held, "pss", held.rss))
