"""``logs``: what the services wrote."""

import time
from collections import deque
from pathlib import Path
from typing import Annotated

import typer

from infra.environment.places import home_folder
from schema.errors import PulsePlateError

_LOOK_EVERY_S = 0.5


class NoSuchLogError(PulsePlateError):
    """A service that has written no log in this home."""

    code = "no_such_log"


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("logs")(logs)


def logs(
    name: Annotated[str | None, typer.Argument(help="One service; all when absent.")] = None,
    lines: Annotated[int, typer.Option("--lines", "-n", help="Last lines of each.")] = 50,
    *,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on showing.")] = False,
) -> None:
    """Show the last lines that the services wrote."""
    folder = home_folder() / "logs"
    files = {path.stem: path for path in sorted(folder.glob("*.log"))}
    if name is not None and name not in files:
        known = ", ".join(files) or "none yet"
        raise NoSuchLogError(f"There is no log of {name} in {folder}; there are: {known}")
    chosen = {name: files[name]} if name else files
    for service, path in chosen.items():
        for line in _last(path, lines):
            _show(service, line, alone=name is not None)
    if follow:
        _follow(chosen, alone=name is not None)


def _last(path: Path, lines: int) -> list[str]:
    with path.open(encoding="utf-8", errors="replace") as log:
        return list(deque(log, maxlen=lines))


def _follow(files: dict[str, Path], *, alone: bool) -> None:
    """Show what is added, until interrupted; a log that began anew is read from its start."""
    places = {service: path.stat().st_size for service, path in files.items()}
    try:
        while True:
            for service, path in files.items():
                if path.stat().st_size < places[service]:
                    places[service] = 0
                with path.open(encoding="utf-8", errors="replace") as log:
                    log.seek(places[service])
                    for line in log:
                        _show(service, line, alone=alone)
                    places[service] = log.tell()
            time.sleep(_LOOK_EVERY_S)
    except KeyboardInterrupt:
        return


def _show(service: str, line: str, *, alone: bool) -> None:
    typer.echo(line.rstrip() if alone else f"{service:>10} | {line.rstrip()}")
