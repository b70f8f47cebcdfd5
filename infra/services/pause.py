"""A service of the house, kept from running for a while so that a command can do its work.

The command holds the service's lock file meanwhile. The kernel lets go of it however the
command ends, and the keeper then starts the service again.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from infra.services.running import RunningHouse
from infra.services.supervision import AT_REST, socket_of
from infra.settings import Settings

_LOOK_EVERY_S = 0.1


@contextmanager
def paused(name: str, settings: Settings) -> Iterator[None]:
    """Keep a service from running within the block; wait for whoever else pauses it.

    A house that opens within the block starts it afterwards.
    """
    settings.run_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _lock_file(name, settings.run_folder).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        house = RunningHouse.find(settings.home)
        if house is not None and name not in house.external:
            _stop(name, settings.run_folder)
        yield


@contextmanager
def unpaused(name: str, run: Path) -> Iterator[bool]:
    """Tell whether nobody pauses the service; then nobody begins to within the block."""
    with _lock_file(name, run).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            is_unpaused = True
        except BlockingIOError:
            is_unpaused = False
        yield is_unpaused


def _lock_file(name: str, run: Path) -> Path:
    return run / f"{name}.lock"


def _stop(name: str, run: Path) -> None:
    """Stop a program and wait for its end, even if it is on its way down or up already."""
    transport = SupervisorTransport(serverurl=f"unix://{socket_of(run)}")
    with ServerProxy("http://127.0.0.1", transport=transport) as proxy:
        while True:
            with suppress(Fault):
                proxy.supervisor.stopProcess(name)
            program = cast("dict[str, Any]", proxy.supervisor.getProcessInfo(name))
            if program["statename"] in AT_REST:
                return
            time.sleep(_LOOK_EVERY_S)
