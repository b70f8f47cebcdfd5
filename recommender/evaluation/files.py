"""Judging the production recommender on files of interactions."""

from __future__ import annotations

import csv
import json
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from recommender.blend import Blend
from recommender.evaluation.baselines import baselines
from recommender.evaluation.metrics import RECALL_AT, Metrics, measure
from recommender.evaluation.ranking import Question, rank
from recommender.evaluation.splits import Split, split
from recommender.table import InteractionTable, make_table
from recommender.tuning import tune
from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from recommender.evaluation.ranking import Ranker

DAY_S: Final = 86_400.0
MILLISECONDS_FROM: Final = 1e11
"""A number of time at least this large counts milliseconds, not seconds."""

PRODUCTION: Final = "pulseplate"


class UnreadableInteractionsError(PulsePlateError):
    """A file without the columns that interactions need, or with a value that is none."""

    code = "unreadable_interactions"


@dataclass(frozen=True)
class Report:
    """What was measured, and on what split it was tuned."""

    methods: dict[str, Metrics]
    tuned_on: Split
    people: int

    def json(self) -> str:
        """Return the report as the one line that `evaluate` ends with."""
        methods = {name: metrics.named() for name, metrics in self.methods.items()}
        return json.dumps(
            {"methods": methods, "tuned_on": str(self.tuned_on), "people": self.people}
        )


def read_interactions(path: Path) -> InteractionTable:
    """Return the table of a CSV or TSV file, header `user_id item_id [time] [weight]`.

    Times are ISO 8601, or seconds or milliseconds since 1970.

    Raises:
        UnreadableInteractionsError: A column is missing or a value cannot be read.
    """
    users, items, days, weights = [], [], [], []
    with path.open(newline="", encoding="utf-8") as file:
        header = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter="\t" if "\t" in header else ",")
        columns = set(reader.fieldnames or ())
        if missing := {"user_id", "item_id"} - columns:
            raise UnreadableInteractionsError(f"{path} has no column {sorted(missing)}")
        try:
            for row in reader:
                users.append(row["user_id"])
                items.append(row["item_id"])
                if "time" in columns:
                    days.append(_day(row["time"]))
                if "weight" in columns:
                    weights.append(float(row["weight"]))
        except (TypeError, ValueError) as error:
            raise UnreadableInteractionsError(
                f"{path}, line {reader.line_num}: {error}"
            ) from error

    return make_table(users, items, days or None, weights or None)


def split_interactions(path: Path, by: Split) -> tuple[InteractionTable, InteractionTable]:
    """Return what to train on and what is held out of one file."""
    return split(read_interactions(path), by)


def evaluate_files(
    train: Path, test: Path, predictions: Path | None = None, *, with_repeats: bool = False
) -> Report:
    """Train on one file, rank the whole catalogue for each person of the other.

    Args:
        train: What may be learned from.
        test: What people took to then. Of its times only one thing is used: whether they all
            come after the training's, which tells by what inner split to tune.
        predictions: Where to write the twenty best of each method and person.
        with_repeats: Whether what a person had before may be ranked again.
    """
    learned, asked = read_interactions(train), read_interactions(test)
    return evaluate(
        learned, asked, protocol(learned, asked), predictions, with_repeats=with_repeats
    )


def protocol(train: InteractionTable, test: InteractionTable) -> Split:
    """Return the split that the two files look like."""
    if train.last_day is None or test.days is None:
        return Split.RANDOM
    return Split.TIME if float(test.days.min()) >= train.last_day else Split.LAST


def evaluate(
    train: InteractionTable,
    test: InteractionTable,
    tune_by: Split,
    predictions: Path | None = None,
    *,
    with_repeats: bool = False,
) -> Report:
    """Train production and baselines on one table, judge them on another."""
    question = Question(train, test, with_repeats=with_repeats)

    def production() -> Ranker:
        chosen = tune(train, tune_by, with_repeats=with_repeats)
        return Blend(train, chosen.parameters)

    def trivial(name: str) -> Callable[[], Ranker]:
        return lambda: baselines(train, with_repeats=with_repeats)[name]

    methods: dict[str, Callable[[], Ranker]] = {PRODUCTION: production}
    methods |= {name: trivial(name) for name in baselines(train, with_repeats=with_repeats)}

    measured: dict[str, Metrics] = {}
    lines = _Predictions(predictions, question)
    for name, trained in methods.items():
        began = time.perf_counter()
        ranked, scores = rank(trained(), question)
        seconds = time.perf_counter() - began
        measured[name] = measure(ranked, question.relevant, len(question.known), seconds)
        lines.write(name, ranked.tolist(), scores.tolist())
    return Report(measured, tune_by, len(question))


class _Predictions:
    """Writes `method user_id rank item_id score`, or nothing."""

    def __init__(self, path: Path | None, question: Question) -> None:
        self._path, self._question = path, question
        if path is not None:
            path.write_text("method\tuser_id\trank\titem_id\tscore\n", encoding="utf-8")

    def write(self, method: str, ranked: list[list[int]], scores: list[list[float]]) -> None:
        if self._path is None:
            return
        with self._path.open("a", newline="", encoding="utf-8") as file:
            csv.writer(file, delimiter="\t", lineterminator="\n").writerows(
                self._rows(method, ranked, scores)
            )

    def _rows(
        self, method: str, ranked: list[list[int]], scores: list[list[float]]
    ) -> Iterator[tuple[object, ...]]:
        for user, items, values in zip(self._question.names, ranked, scores, strict=True):
            for place, (item, score) in enumerate(zip(items, values, strict=True), start=1):
                if item >= 0 and place <= RECALL_AT:
                    yield method, user, place, self._question.item_ids[item], f"{score:.6g}"


def _day(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        moment = datetime.fromisoformat(written)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.timestamp() / DAY_S
    seconds = number / 1000.0 if abs(number) >= MILLISECONDS_FROM else number
    return seconds / DAY_S
