"""``import``, ``imports``: what comes in by file, and taking it back."""

import asyncio
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from infra.cli.visit import visiting
from infra.database.imports import SqlImports
from ingestion.importer import Whose
from schema.people.imports import ImportProgress, ImportRecord


def register(door: typer.Typer) -> None:
    """Add the commands."""
    door.command("import")(import_)
    family = typer.Typer(help="What came in by file, and taking it back.")
    family.callback(invoke_without_command=True)(imports)
    family.command("undo")(undo)
    door.add_typer(family, name="imports")


def import_(
    path: Annotated[Path, typer.Argument(help="A file, an archive or a folder of files.")],
    *,
    user: Annotated[str, typer.Option(help="Login or e-mail of whose it is.")],
    timezone: Annotated[
        str | None, typer.Option(help="Of its local times; the person's own when absent.")
    ] = None,
    person: Annotated[
        str | None, typer.Option(help="Which of several people in the file.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Sum up as one JSON object.")] = False,
) -> None:
    """Import what another house exported; returns when the lakehouse has it."""
    with _bar() as bar:
        told = bar.add_task("reading", total=1.0)

        def show(step: ImportProgress) -> None:
            if step.state is not None:
                bar.update(told, description=step.state.lower())
            bar.update(told, completed=step.progress)

        record = asyncio.run(_import(path, user, timezone, person, show))
    if json_:
        typer.echo(msgspec.json.encode(summary(record)))
    else:
        Console().print(_sentence(record))


def imports(
    context: typer.Context,
    *,
    user: Annotated[str | None, typer.Option(help="Only this person's.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="As a JSON array.")] = False,
) -> None:
    """List the imports, newest first."""
    if context.invoked_subcommand is not None:
        return
    records = asyncio.run(_list(user))
    if json_:
        typer.echo(msgspec.json.encode([summary(record) for record in records]))
        return
    table = Table("id", "file", "state", "began", "read", "new", "known", "refused")
    for record in records:
        refused = sum(rejection.count for rejection in record.rejected)
        numbers = (record.read, record.accepted, record.duplicates, refused)
        began = f"{record.created_at:%Y-%m-%d %H:%M:%S}"
        table.add_row(record.id, record.file_name, record.state, began, *map(str, numbers))
    Console().print(table if records else "Nothing came in by file.")


def undo(import_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Take an import back: what no other import brought is gone from the days."""
    record = asyncio.run(_undo(import_id))
    typer.echo(f"{record.file_name} is taken back; its days follow, mostly within a minute")


def summary(record: ImportRecord) -> dict[str, Any]:
    """Return an import as the contract sums it up."""
    return {
        "importId": record.id,
        "fileName": record.file_name,
        "state": record.state,
        "read": record.read,
        "accepted": record.accepted,
        "duplicates": record.duplicates,
        "rejected": record.rejected,
    }


async def _import(
    path: Path, login: str, timezone: str | None, person: str | None, show: Any
) -> ImportRecord:
    async with visiting() as house:
        user = await house.accounts.find(login)
        whose = Whose(user.id, timezone or user.timezone, person)
        return await house.importer.import_path(path, whose, show)


async def _list(login: str | None) -> list[ImportRecord]:
    async with visiting() as house:
        stored = SqlImports(house.database)
        if login is None:
            return await stored.of_everybody()
        return await stored.of_user((await house.accounts.find(login)).id)


async def _undo(import_id: str) -> ImportRecord:
    async with visiting() as house:
        stored = SqlImports(house.database)
        return await stored.undo(await stored.owner(import_id), import_id)


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _sentence(record: ImportRecord) -> str:
    said = (
        f"{record.file_name}: {record.read} samples and records read, {record.accepted} new, "
        f"{record.duplicates} known already"
    )
    reasons = [
        f"{rejection.count} refused ({rejection.code}: {rejection.example})"
        for rejection in record.rejected
    ]
    return "\n".join([said, *reasons, f"Taken back by: imports undo {record.id}"])
