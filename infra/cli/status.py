"""``status``: what runs."""

import json
from typing import Annotated

import typer
from rich.console import Console

from infra.cli.screen import services_table
from infra.environment.places import home_folder
from infra.services.running import RunningHouse
from infra.services.states import HouseState, as_json, nothing_runs


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("status")(status)


def status(
    *,
    json_: Annotated[bool, typer.Option("--json", help="As one JSON object.")] = False,
) -> None:
    """Show what runs, where it is reached, and the memory it takes."""
    house = current_state()
    if json_:
        typer.echo(json.dumps(as_json(house)))
        return
    console = Console()
    console.print(services_table(house, with_memory=True))
    console.print("Ready" if house.ready else "Not ready")


def current_state() -> HouseState:
    """Return the state of this home's house: closed, if nobody keeps it."""
    home = home_folder()
    if RunningHouse.find(home) is None:
        return nothing_runs()
    return HouseState.read(home / "run") or nothing_runs()
