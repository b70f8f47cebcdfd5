"""``contracts export``: writes the published contracts anew."""

import typer


def register(door: typer.Typer) -> None:
    """Add the command and what it has under it."""
    contracts = typer.Typer(no_args_is_help=True, help="The published contracts.")
    contracts.command("export")(export)
    door.add_typer(contracts, name="contracts")


def export() -> None:
    """Write schema/contracts anew from the code, and name what changed."""
    from infra.contracts import FOLDER, contracts  # noqa: PLC0415  the graph is slow to import

    for name, text in contracts().items():
        path = FOLDER / name
        is_new = not path.exists() or path.read_text(encoding="utf-8") != text
        path.write_text(text, encoding="utf-8")
        typer.echo(f"{'written' if is_new else 'as before'}  {path}")
