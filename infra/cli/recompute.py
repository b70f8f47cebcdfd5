"""``recompute``: gold anew in one batch, or held against one."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from infra.composition.spark import spark_place, written_lake
from infra.services.pause import paused
from infra.settings import Settings, load_settings
from infra.spark_session import spark_session
from spark_streaming.lake import Lake
from spark_streaming.republication import Republication


class Source(StrEnum):
    """What gold is computed from."""

    SILVER = "silver"
    BRONZE = "bronze"


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("recompute")(recompute)


def recompute(
    *,
    check: Annotated[
        bool, typer.Option(help="Only say each difference; exit 1 if any.")
    ] = False,
    source: Annotated[
        Source, typer.Option("--from", help="What to begin with.")
    ] = Source.SILVER,
) -> None:
    """Compute all of gold in batch at one manifest, and publish it or compare."""
    settings = load_settings()
    if check:
        with _lake(settings) as lake:
            count = 0
            for difference in Republication(lake, source).differences():
                typer.echo(str(difference))
                count += 1
        typer.echo(f"Differences: {count}" if count else "No difference.")
        raise typer.Exit(1 if count else 0)
    with paused("spark", settings), _lake(settings) as lake:
        rows = Republication(lake, source).publish()
    typer.echo(f"Rows of gold put right: {rows}" if rows else "Gold was right.")


@contextmanager
def _lake(settings: Settings) -> Iterator[Lake]:
    """Open the lake with a Spark session of this command's own."""
    logging.getLogger("py4j").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="pulseplate-") as scratch:
        spark = spark_session("recompute", spark_place(settings, Path(scratch)))
        try:
            yield written_lake(settings, spark)
        finally:
            spark.stop()
