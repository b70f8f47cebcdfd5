"""A house kept in the foreground: opened, watched, and closed on a signal."""

import fcntl
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from infra.cli.progress import Announcer
from infra.environment.make import make_jars
from infra.environment.places import environment_folder
from infra.environment.progress import Progress
from infra.services.addresses import as_environment, external_services, resolve, said_as_text
from infra.services.catalogue import services_of
from infra.services.keeper import Keeper, SupervisorEndedError
from infra.services.running import RunningHouse, house_file
from infra.services.states import state_file
from infra.services.structured import migrate
from infra.settings import Settings, own_settings
from schema.errors import PulsePlateError

_WHILE_OPENING_S = 0.4
_ONCE_READY_S = 2.0


class HouseIsOpeningError(PulsePlateError):
    """Another process is opening or closing the house of this home."""

    code = "house_is_opening"


class Farewell:
    """The wish that the house be closed: the first signal asks for it, a second insists."""

    def __init__(self) -> None:
        self.wished = threading.Event()
        self.keeper: Keeper | None = None
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._hear)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        if self.wished.is_set() and self.keeper is not None:
            self.keeper.abandon()
        self.wished.set()


def watch(*, with_demo: bool) -> int:
    """Open the house and keep it until a signal asks to close it; return the exit code.

    Raises:
        PortTakenError: somebody else listens where the house has to.
        HouseIsOpeningError: somebody else is at it already.
    """
    own = own_settings()
    for folder in (own.home, own.run_folder, own.logs_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone_in(own):
        settings = resolve(own)
        if settings.lake_url.startswith("s3"):
            make_jars("s3", environment_folder(), Progress())
        os.environ.update(as_environment(settings))
        farewell = Farewell()
        with _house(own, settings, with_demo=with_demo) as keeper:
            farewell.keeper = keeper
            return _keep(keeper, farewell, Announcer(settings, with_demo=with_demo))


def _keep(keeper: Keeper, farewell: Farewell, announcer: Announcer) -> int:
    pause_s = _WHILE_OPENING_S
    try:
        with announcer:
            while not farewell.wished.wait(pause_s):
                house = keeper.step()
                announcer.show(house)
                if house.ready:
                    pause_s = _ONCE_READY_S
    except SupervisorEndedError as ended:
        announcer.say(f"{ended}: the house is closed.")
        return 1
    announcer.say("Closing …")
    began = time.monotonic()
    keeper.close()
    announcer.say(f"Closed ({time.monotonic() - began:.1f} s). The data stays.")
    return 0


@contextmanager
def _house(own: Settings, settings: Settings, *, with_demo: bool) -> Iterator[Keeper]:
    """Open a house known to other commands; leave no process and no trace of it behind."""
    external = external_services(own)
    services = services_of(settings, external, migrate=migrate, with_demo=with_demo)
    keeper = Keeper(services, settings)
    try:
        RunningHouse.of_this_process(
            said_as_text(settings), external, with_demo=with_demo
        ).write(settings.home)
        yield keeper
    finally:
        keeper.abandon()
        for trace in (house_file(settings.home), state_file(settings.run_folder)):
            trace.unlink(missing_ok=True)


@contextmanager
def _alone_in(own: Settings) -> Iterator[None]:
    """Hold the home for this process; the system lets go of it however the process ends."""
    held = os.open(own.run_folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise HouseIsOpeningError(
            f"Another process is opening or closing the house in {own.home}"
        ) from None
    finally:
        os.close(held)
