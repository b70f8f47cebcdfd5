from datetime import date, timedelta

import pytest

from spark_streaming.spans.history import History, RecordedDay
from spark_streaming.spans.said import Said

FIRST = date(2026, 9, 1)


@pytest.fixture
def day():
    """The so-many-eth day, from 0."""
    return lambda place: FIRST + timedelta(days=place)


@pytest.fixture
def history(day):
    """Columns of values by metric, one a day from the first; None is not recorded."""

    def made(loads=None, **columns):
        length = max(map(len, columns.values())) if columns else len(loads)
        days = {}
        for place in range(length):
            values = {
                metric: values[place]
                for metric, values in columns.items()
                if place < len(values) and values[place] is not None
            }
            load = (loads or {}).get(place, {})
            if values or load:
                days[day(place)] = RecordedDay(values, load)
        return History(days)

    return made


@pytest.fixture
def said(day):
    return lambda place, **payload: Said(day(place), payload)


@pytest.fixture
def by_metric():
    """The values of one metric, by day."""
    return lambda values, metric: {one.date: one for one in values if one.metric == metric}
