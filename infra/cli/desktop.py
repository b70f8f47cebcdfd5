"""``app``: the app in a window of its own."""

import os
import sys
from typing import Annotated

import typer

from infra.settings import load_settings

_APP_MODULE = "app_flet.main"


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("app")(desktop)


def desktop(
    api: Annotated[str | None, typer.Option(help="The house's API; yours when absent.")] = None,
) -> None:
    """Open the app in a desktop window, on any house."""
    os.environ["PULSEPLATE_API_URL"] = api or load_settings().api_url
    os.execv(sys.executable, [sys.executable, "-m", _APP_MODULE])  # noqa: S606  (becomes it)
