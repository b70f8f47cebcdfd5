"""How much of the planned training was done in the week to each day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from schema.physiology.adherence import LARGEST_SHIFT_DAYS, Session, workout_adherence
from schema.physiology.training_load import WEEK_DAYS
from spark_streaming.spans.history import ONE_DAY, SpanValue
from spark_streaming.spans.scores import DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spark_streaming.spans.history import History
    from spark_streaming.spans.wishes import Wishes


def workout_adherences(history: History, wishes: Wishes, first: date) -> Iterator[SpanValue]:
    """Tell the adherence of each recorded day to whose week a plan belongs.

    What is done the day after counts from then on: a day's value rests on nothing later.
    """
    for day in history.since(first):
        begin = day - timedelta(days=WEEK_DAYS - 1)
        planned = wishes.plan.between(begin, day, as_of=day)
        done = _done(history, begin - timedelta(days=LARGEST_SHIFT_DAYS), day)
        value = workout_adherence(planned, done)
        if value is not None:
            load = round(sum(session.load for session in planned), DIGITS)
            detail = {"planned_sessions": len(planned), "planned_load": load}
            yield SpanValue(day, "workout_adherence", value, detail)


def _done(history: History, first: date, last: date) -> list[Session]:
    days = (first + ONE_DAY * ahead for ahead in range((last - first).days + 1))
    return [
        Session(day, kind, load)
        for day in days
        if day in history.days
        for kind, load in sorted(history.days[day].load_by_kind.items())
    ]
