"""``test``: the test suite."""

import os
import sys

import typer

from infra.environment.places import REPOSITORY

_PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("test", context_settings=_PASS_ON)(test)


def test(context: typer.Context) -> None:
    """Run the test suite; every argument goes to pytest."""
    os.chdir(REPOSITORY)
    command = [sys.executable, "-m", "pytest", *context.args]
    os.execv(sys.executable, command)  # noqa: S606  (becomes pytest)
