"""Everything that spans one person's days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spark_streaming.spans.eating import Eating
from spark_streaming.spans.night import nights
from spark_streaming.spans.recovery import recovery
from spark_streaming.spans.spending import Spending
from spark_streaming.spans.training import training
from spark_streaming.spans.weight import weights
from spark_streaming.spans.workouts import workout_adherences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spark_streaming.spans.history import History, SpanValue
    from spark_streaming.spans.wishes import Wishes


def spans(history: History, wishes: Wishes, first: date) -> Iterator[SpanValue]:
    """Tell every slow metric of the recorded days from one on.

    A day's values rest on nothing later than it, and a day on which nothing was recorded
    has none.

    Args:
        history: All recorded days of the person.
        wishes: What these are held against.
        first: The first day that may be another than it was.
    """
    yield from training(history, first)
    yield from nights(history, first)
    yield from recovery(history, first)
    yield from weights(history, wishes, first)
    spending = Spending(history, wishes)
    yield from spending.values(first)
    yield from Eating(history, wishes, spending).values(first)
    yield from workout_adherences(history, wishes, first)
