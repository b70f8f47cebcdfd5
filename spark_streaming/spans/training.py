"""Fitness, fatigue and form at the end of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.physiology.training_load import training_balances
from spark_streaming.spans.history import SpanValue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spark_streaming.spans.history import History


def training(history: History, first: date) -> Iterator[SpanValue]:
    """Tell CTL, ATL and TSB of each recorded day, or how many more days they need.

    The load is the day's TRIMP; a calendar day without one is a missing day, not a day of
    rest. Nothing is told before the first load.
    """
    calendar = list(history.calendar("trimp"))
    balances = training_balances([load for _, load in calendar])
    has_begun = False
    for (day, load), balance in zip(calendar, balances, strict=True):
        has_begun = has_begun or load is not None
        if not has_begun or day < first or day not in history.days:
            continue
        detail = {"missing": list(balance.missing)} if balance.missing else None
        yield SpanValue(day, "ctl", balance.ctl, detail)
        yield SpanValue(day, "atl", balance.atl, detail)
        yield SpanValue(day, "tsb", balance.tsb, detail)
