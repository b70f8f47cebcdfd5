"""``dead-letters``: what was refused, and trying it again."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from infra.cli.visit import visiting
from infra.kafka.letters import KafkaLetters, NumberedLetter
from infra.settings import load_settings
from ingestion.pipeline import Pipeline
from ingestion.retrying import StillRefusedError, retry


def register(door: typer.Typer) -> None:
    """Add the commands."""
    family = typer.Typer(no_args_is_help=True, help="What was refused, and trying it again.")
    family.command("list")(list_)
    family.command("show")(show)
    family.command("retry")(retry_)
    door.add_typer(family, name="dead-letters")


def list_(
    *,
    most: Annotated[int, typer.Option(help="How many, newest first.")] = 50,
    json_: Annotated[bool, typer.Option("--json", help="As a JSON array.")] = False,
) -> None:
    """List what was refused, newest first."""
    letters = _letters().newest(most)
    if json_:
        typer.echo(msgspec.json.encode([_all_of(letter) for letter in letters]))
        return
    table = Table("number", "refused at", "door", "source", "code", "reason")
    for number, letter in letters:
        at = datetime.fromtimestamp(letter.received_at_ms / 1000, UTC)
        row = (f"{at:%Y-%m-%d %H:%M:%S}", letter.door, letter.source_id, letter.code)
        table.add_row(number, *row, letter.message)
    Console().print(table if letters else "Nothing was refused.")


def show(number: str) -> None:
    """Show one letter, with what was sent."""
    letter = _letters().letter(number)
    typer.echo(msgspec.json.format(msgspec.json.encode(_all_of(letter)), indent=2))


def retry_(numbers: Annotated[list[str], typer.Argument(metavar="NUMBER…")]) -> None:
    """Try letters again: the rules, or the device's standing, may be others by now."""
    letters = _letters()
    refused = asyncio.run(_retry([letters.letter(number) for number in numbers]))
    if refused:
        raise typer.Exit(1)


def _letters() -> KafkaLetters:
    return KafkaLetters(load_settings().kafka_url)


def _all_of(numbered: NumberedLetter) -> dict[str, object]:
    return {"number": numbered.number, **msgspec.to_builtins(numbered.letter)}


async def _retry(letters: list[NumberedLetter]) -> int:
    """Return how many are refused again."""
    refused = 0
    async with visiting() as house:
        for number, letter in letters:
            try:
                taken = await retry(letter, Pipeline(), house.log)
            except StillRefusedError as error:
                refused += 1
                typer.echo(f"{number} is still refused: {error}")
            else:
                typer.echo(f"{number} is taken: {', '.join(taken)}")
    return refused
