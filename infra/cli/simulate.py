"""``simulate``: load through the real doors."""

import asyncio
from typing import Annotated

import typer

from infra.composition import House
from infra.demo.load import Load, LoadResult
from infra.settings import load_settings


def register(door: typer.Typer) -> None:
    """Add the command."""
    door.command("simulate")(simulate)


def simulate(
    *,
    users: Annotated[int, typer.Option(min=1, max=500, help="People with one sensor each.")],
    rate: Annotated[
        float, typer.Option(min=0.1, max=20_000, help="Events a second, all sensors together.")
    ],
    seconds: Annotated[float, typer.Option(min=1, max=3600, help="How long.")],
) -> None:
    """Publish heart rates over MQTT, and say what was accepted and how fast."""
    result = asyncio.run(_run(users, rate, seconds))
    typer.echo(spoken(result))
    if result.unanswered or result.refused:
        raise typer.Exit(1)


async def _run(users: int, rate_per_s: float, seconds: float) -> LoadResult:
    house = House(load_settings())
    try:
        load = Load(house.database, house.settings.mqtt_url)
        return await load.run(users, rate_per_s, seconds)
    finally:
        house.database.close()


def spoken(result: LoadResult) -> str:
    """Say what came of a load."""
    latencies = ", ".join(
        f"p{percent} {'-' if (ms := result.percentile_ms(percent)) is None else f'{ms:.0f} ms'}"
        for percent in (50, 95, 99)
    )
    return (
        f"sent {result.sent}, accepted {result.accepted} "
        f"({result.accepted_per_s:.0f} a second), refused {result.refused}, "
        f"unanswered {result.unanswered}\n"
        f"from publishing to the ack: {latencies}"
    )
