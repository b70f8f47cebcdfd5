"""How good each night was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.physiology.sleep import (
    CONSISTENCY_NIGHTS,
    consistency_score,
    duration_score,
    interruptions_score,
    sleep_score,
    stages_score,
)
from spark_streaming.spans.history import ONE_DAY, SpanValue
from spark_streaming.spans.scores import score_detail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spark_streaming.spans.history import History


def nights(history: History, first: date) -> Iterator[SpanValue]:
    """Score each day that has a sleep."""
    for day in history.since(first):
        asleep_min = history.value("sleep_duration", day)
        if asleep_min is None:
            continue
        score = sleep_score(
            {
                "duration": duration_score(asleep_min),
                "stages": _stages(history, day),
                "consistency": _consistency(history, day),
                "interruptions": _interruptions(history, day, asleep_min),
            }
        )
        yield SpanValue(day, "sleep_score", score.value, score_detail(score))


def _stages(history: History, day: date) -> float | None:
    """Score the stages; a night without a minute of deep or REM sleep was not staged."""
    deep_min, rem_min = history.value("deep_min", day), history.value("rem_min", day)
    if not deep_min and not rem_min:
        return None
    return stages_score(deep_min or 0.0, rem_min or 0.0)


def _consistency(history: History, day: date) -> float | None:
    bedtime_min = history.value("bedtime_min", day)
    if bedtime_min is None:
        return None
    prior = history.known("bedtime_min", day - ONE_DAY, CONSISTENCY_NIGHTS)
    return consistency_score(bedtime_min, prior)


def _interruptions(history: History, day: date, asleep_min: float) -> float | None:
    """Score the minutes awake; of a mere summary, those in bed that were not slept."""
    awake_min, in_bed_min = history.value("awake_min", day), history.value("in_bed_min", day)
    if awake_min is None and in_bed_min is not None:
        awake_min = max(in_bed_min - asleep_min, 0.0)
    return None if awake_min is None else interruptions_score(awake_min)
