"""``train``, ``models``, ``rollback``, ``evaluate``: what the house has learned."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from infra.composition import House
from infra.redis.leases import SoleProcess
from infra.services.running import RunningHouse
from infra.settings import load_settings
from recommender.evaluation.files import evaluate as evaluate_tables
from recommender.evaluation.files import evaluate_files, split_interactions
from recommender.evaluation.splits import Split
from recommender.registry import ModelRecord, Registry
from schema.errors import InvalidInputError
from schema.people.advice import RecommendationKind

_PATIENCE_S = 120.0
"""How long to wait for a training that the house does by itself."""

_KINDS = {
    "meals": (RecommendationKind.MEAL,),
    "workouts": (RecommendationKind.WORKOUT,),
    None: tuple(RecommendationKind),
}


def register(door: typer.Typer) -> None:
    """Add the commands."""
    for command in (train, models, rollback, evaluate):
        door.command(command.__name__)(command)


Kind = Annotated[str | None, typer.Argument(help="meals or workouts; both when absent.")]


def train(kind: Kind = None) -> None:
    """Train on what everybody did, and promote what beats the baselines."""
    house = House(load_settings())
    trainer, kinds = house.trainer, _kinds(kind)
    is_open = RunningHouse.find(house.settings.home) is not None
    if not is_open and not house.settings.is_given("redis_url"):
        trainer = replace(trainer, leases=SoleProcess())

    trained = asyncio.run(trainer.train_now(kinds, patience_s=_PATIENCE_S))
    for record in trained:
        typer.echo(f"{record.version}: {record.reason}")
    failed = set(kinds) - {record.kind for record in trained}
    for each in sorted(failed):
        typer.echo(_newest_attempt(house.registry, each), err=True)
    if failed:
        raise typer.Exit(1)


def models() -> None:
    """List the trained versions, each beside the baselines it was held against."""
    registry = House(load_settings()).registry
    table = Table("version", "serves", "trained", "people", "method", "ndcg@10", "recall@20")
    for kind in RecommendationKind:
        current = registry.current(kind)
        for record in registry.records(kind):
            _add_rows(table, record, serves=record.version == current)
    Console().print(table if table.row_count else "Nothing was trained yet.")
    for kind in RecommendationKind:
        if registry.attempt(kind):
            typer.echo(_newest_attempt(registry, kind))


def rollback(kind: Kind = None) -> None:
    """Go back to the version that served before."""
    registry = House(load_settings()).registry
    for each in _kinds(kind):
        version = registry.rollback(each)
        typer.echo(f"{each.value.lower()}s: {version or 'the default options'} serve now")


def evaluate(  # noqa: PLR0913  the contract's options
    *,
    train_file: Annotated[Path | None, typer.Option("--train")] = None,
    test_file: Annotated[Path | None, typer.Option("--test")] = None,
    interactions: Annotated[Path | None, typer.Option(help="Split this file instead.")] = None,
    split: Annotated[Split, typer.Option(help="How to split it.")] = Split.TIME,
    predictions: Annotated[Path | None, typer.Option(help="Write 20 ranks each here.")] = None,
    repeats: Annotated[bool, typer.Option(help="Rank what they had before, too.")] = False,
) -> None:
    """Measure the production recommender beside the baselines."""
    if interactions is not None:
        learned, held_out = split_interactions(interactions, split)
        report = evaluate_tables(learned, held_out, split, predictions, with_repeats=repeats)
    elif train_file is not None and test_file is not None:
        report = evaluate_files(train_file, test_file, predictions, with_repeats=repeats)
    else:
        raise InvalidInputError("train", "give --train and --test, or --interactions")
    typer.echo(report.json())


def _newest_attempt(registry: Registry, kind: RecommendationKind) -> str:
    attempt = registry.attempt(kind)
    if attempt is None:
        return f"{kind.value.lower()}s: never trained"
    return f"{kind.value.lower()}s, {attempt.began_at:%Y-%m-%d %H:%M:%S}: {attempt.outcome}"


def _kinds(name: str | None) -> tuple[RecommendationKind, ...]:
    if name not in _KINDS:
        raise InvalidInputError("kind", f"{name!r} is neither meals nor workouts")
    return _KINDS[name]


def _add_rows(table: Table, record: ModelRecord, *, serves: bool) -> None:
    first = [
        record.version,
        "yes" if serves else "",
        f"{record.trained_at:%Y-%m-%d %H:%M:%S}",
        str(record.people),
    ]
    for method, metrics in record.metrics.items():
        measured = [f"{metrics.get(name, 0.0):.4f}" for name in ("ndcg@10", "recall@20")]
        table.add_row(*first, method, *measured)
        first = [""] * len(first)
