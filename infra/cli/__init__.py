"""The command line: one module a command, loaded only when its command is called."""

import sys
from importlib import import_module

import typer

from infra.environment.command import CommandFailedError
from schema.errors import PulsePlateError

# Command → the module whose `register` adds it.
COMMANDS = {
    "up": "infra.cli.up",
    "down": "infra.cli.down",
    "status": "infra.cli.status",
    "logs": "infra.cli.logs",
    "doctor": "infra.cli.doctor",
    "app": "infra.cli.desktop",
    "user": "infra.cli.users",
    "simulate": "infra.cli.simulate",
    "import": "infra.cli.imports",
    "imports": "infra.cli.imports",
    "dead-letters": "infra.cli.dead_letters",
    "recompute": "infra.cli.recompute",
    "train": "infra.cli.advice",
    "models": "infra.cli.advice",
    "rollback": "infra.cli.advice",
    "evaluate": "infra.cli.advice",
    "contracts": "infra.cli.contracts",
    "test": "infra.cli.workshop",
}


def front_door(command: str | None) -> typer.Typer:
    """Return the command line with the command that was called, or with all of them."""
    door = typer.Typer(
        no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    door.callback()(_pulseplate)
    called = [COMMANDS[command]] if command in COMMANDS else dict.fromkeys(COMMANDS.values())
    for module in called:
        import_module(module).register(door)
    return door


def main() -> int:
    """Run the command given on the command line; return its exit code.

    An expected failure is said in a sentence; anything else is a bug and shown as one.
    """
    command = sys.argv[1] if len(sys.argv) > 1 else None
    try:
        front_door(command)(prog_name="pulseplate")
    except (PulsePlateError, CommandFailedError) as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    return 0


def _pulseplate() -> None:
    """PulsePlate: personalised fitness and nutrition insight, as a house on your machine."""
