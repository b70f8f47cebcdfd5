"""``up``: opens the house, shows how it comes to life, and keeps it until told to stop."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from infra.cli.progress import Announcer
from infra.cli.watching import watch
from infra.environment.places import home_folder
from infra.services.running import RunningHouse
from infra.services.states import HouseState
from infra.settings import load_settings, own_settings
from schema.errors import PulsePlateError

ALREADY_RUNNING = 3
_LOOK_EVERY_S = 0.3


class HouseDidNotOpenError(PulsePlateError):
    """A house that was opened in the background ended before it was ready."""

    code = "house_did_not_open"


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("up")(up)


def up(
    *,
    demo: Annotated[
        bool, typer.Option("--demo", help="With demo people, 90 days of theirs, live sensors.")
    ] = False,
    detach: Annotated[bool, typer.Option("--detach", help="Leave it running.")] = False,
) -> None:
    """Start the whole house on this machine; Ctrl-C stops all of it."""
    running = RunningHouse.find(home_folder())
    if running is not None:
        typer.echo(
            f"A house is already running here (process {running.pid}): "
            f"app http://127.0.0.1:{running.settings['app_port']}, "
            f"API {running.settings['api_url']}. Stop it with ./pulseplate down."
        )
        raise typer.Exit(ALREADY_RUNNING)
    if detach:
        _open_in_background(with_demo=demo)
    else:
        raise typer.Exit(watch(with_demo=demo))


def _open_in_background(*, with_demo: bool) -> None:
    """Open a house that outlives this command; return once it is ready."""
    options = ["--demo"] if with_demo else []
    log = own_settings().logs_folder / "up.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as written:
        keeper = subprocess.Popen(  # noqa: S603  (our own command)
            [sys.executable, "-m", "infra.cli", "up", *options],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(keeper, log)
    except KeyboardInterrupt:
        keeper.send_signal(signal.SIGTERM)
        keeper.wait()
        raise


def _wait_until_ready(keeper: subprocess.Popen[bytes], log: Path) -> None:
    """Show what the keeper writes down, until the house is ready or has ended."""
    home = home_folder()
    while RunningHouse.find(home) is None:
        _look_after(keeper, log)
    with Announcer(load_settings(), with_demo=False) as announcer:
        while True:
            _look_after(keeper, log)
            house = HouseState.read(home / "run")
            if house is None:
                continue
            announcer.show(house)
            if house.ready:
                return


def _look_after(keeper: subprocess.Popen[bytes], log: Path) -> None:
    time.sleep(_LOOK_EVERY_S)
    if keeper.poll() is not None:
        raise HouseDidNotOpenError(log.read_text(encoding="utf-8").rstrip())
