"""``down``: closes the house that runs in this home."""

import signal
import time

import psutil
import typer

from infra.environment.places import home_folder
from infra.services.running import RunningHouse

_CLOSES_WITHIN_S = 60.0


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("down")(down)


def down() -> None:
    """Stop the house that runs in this home; its data stays."""
    house = RunningHouse.find(home_folder())
    if house is None:
        typer.echo("No house is running.")
        return
    keeper = psutil.Process(house.pid)
    keeper.send_signal(signal.SIGTERM)
    began = time.monotonic()
    try:
        keeper.wait(timeout=_CLOSES_WITHIN_S)
    except psutil.TimeoutExpired:
        keeper.kill()
        keeper.wait(timeout=_CLOSES_WITHIN_S)
    typer.echo(f"The house is closed ({time.monotonic() - began:.1f} s).")
