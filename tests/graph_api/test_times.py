from datetime import UTC, date, datetime

import pytest

from graph_api.times import day_of
from schema.people.profile import TimeZonePeriod


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2020, 1, 1, 23, 30, tzinfo=UTC), date(2020, 1, 2)),
        (datetime(2026, 11, 2, 22, 59, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 11, 2, 23, 10, tzinfo=UTC), date(2026, 11, 3)),
        (datetime(2026, 11, 2, 23, 30, tzinfo=UTC), date(2026, 11, 2)),
        (datetime(2026, 11, 3, 5, 0, tzinfo=UTC), date(2026, 11, 3)),
    ],
)
def test_an_instant_is_of_the_day_of_the_zone_that_held_then(instant, day):
    lived_in = [
        TimeZonePeriod("Europe/Rome", datetime(2026, 1, 1, tzinfo=UTC)),
        TimeZonePeriod("America/New_York", datetime(2026, 11, 2, 23, 30, tzinfo=UTC)),
    ]

    assert day_of(instant, lived_in) == day


def test_who_has_no_zone_has_days_in_utc():
    assert day_of(datetime(2026, 11, 2, 23, 59, tzinfo=UTC), []) == date(2026, 11, 2)
