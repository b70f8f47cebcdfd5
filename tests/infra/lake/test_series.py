from datetime import UTC, date, datetime, timedelta

import pytest

from schema.errors import UnknownTypeError
from tests.infra.lake.lakes import ANNA, NOON, PHONE, WATCH, after

MONDAY = date(2026, 11, 23)


async def series(lake, metric, resolution, begin=NOON, end=None):
    return await lake.open().series(ANNA, metric, begin, end or after(hours=2), resolution)


async def test_raw_readings_are_those_that_stand(lake):
    lake.said("heart_rate", after(1), value=64.0)
    lake.said("heart_rate", NOON, value=60.0)
    lake.said("heart_rate", NOON, value=61.0, effect="revised")
    lake.said("heart_rate", after(2), value=70.0)
    lake.said("heart_rate", after(2), operation="retract", effect="retracted")
    lake.said("heart_rate", after(3), value=290.0, is_trusted=False, source_id=PHONE)
    lake.said("heart_rate", after(hours=2), value=99.0)
    lake.commit()

    found = await series(lake, "heart_rate", "RAW")

    assert found.times == [NOON, after(1), after(3)]
    assert found.values == [61.0, 64.0, 290.0]
    assert found.sources == [WATCH, PHONE]
    assert found.unit == "bpm"


async def test_a_minute_is_its_newest_version(lake):
    lake.minute("heart_rate", NOON, 0, mean=60.0, minimum=58.0, maximum=63.0)
    lake.minute("heart_rate", NOON, 1, mean=61.0, minimum=58.0, maximum=66.0)
    lake.minute("heart_rate", after(1), 0, mean=70.0, minimum=70.0, maximum=70.0)
    lake.minute("heart_rate", after(1), 1, count=0, source_id=None)
    lake.commit(1)

    found = await series(lake, "heart_rate", "MINUTE")

    assert (found.times, found.values) == ([NOON], [61.0])
    assert (found.minimum, found.maximum) == ([58.0], [66.0])
    assert found.sources == [WATCH]


async def test_an_hour_of_distance_is_its_exact_sum(lake):
    lake.minutes("distance", [after(minute) for minute in range(60)], total=100)
    lake.minute("distance", after(hours=1), total=33)
    lake.commit()

    found = await series(lake, "distance", "HOUR", begin=after(minutes=59))

    assert found.times == [NOON, after(hours=1)]
    assert found.values == [6.0, 0.033]
    assert found.minimum is None


async def test_an_hours_heart_rate_weighs_each_reading_once(lake):
    lake.minute("heart_rate", NOON, mean=60.0, minimum=50.0, maximum=61.0, count=3)
    lake.minute("heart_rate", after(1), mean=100.0, minimum=99.0, maximum=101.0, count=1)
    lake.commit()

    found = await series(lake, "heart_rate", "HOUR")

    assert (found.values, found.minimum, found.maximum) == ([70.0], [50.0], [101.0])


async def test_an_hours_weight_is_the_last_one(lake):
    lake.minute("body_weight", after(5), mean=71.0)
    lake.minute("body_weight", after(30), mean=70.0)
    lake.commit()

    assert (await series(lake, "body_weight", "HOUR")).values == [70.0]


async def test_a_day_begins_at_the_persons_midnight(lake):
    lake.fact("time_zone", zone="Asia/Tokyo")
    lake.day(MONDAY, steps=8000.0)
    lake.day(MONDAY + timedelta(days=1), steps=100.0)
    lake.commit()

    found = await series(lake, "steps", "DAY")

    assert found.times == [datetime(2026, 11, 22, 15, tzinfo=UTC)]
    assert (found.values, found.unit) == ([8000.0], "count")


async def test_days_of_what_has_no_day_metric_are_made_of_local_minutes(lake):
    lake.fact("time_zone", zone="Europe/Rome")
    before_midnight = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)
    lake.minute("total_energy", before_midnight, total=1500)
    lake.minute("total_energy", before_midnight + timedelta(minutes=1), total=250)
    lake.commit()

    found = await series(lake, "total_energy", "DAY", end=after(days=1))

    assert found.times == [
        datetime(2026, 11, 22, 23, tzinfo=UTC),
        datetime(2026, 11, 23, 23, tzinfo=UTC),
    ]
    assert found.values == [1.5, 0.25]


async def test_who_moved_has_each_day_in_the_zone_that_held(lake):
    lake.fact("time_zone", zone="Europe/Rome", valid_from=after(days=-9))
    lake.fact("time_zone", zone="America/New_York", valid_from=after(days=2))
    for day in range(5):
        lake.day(MONDAY + timedelta(days=day), trimp=float(day))
    lake.commit()

    found = await series(lake, "trimp", "DAY", end=after(days=4))

    assert [at.hour for at in found.times] == [23, 23, 23, 5, 5]
    assert found.values == [0.0, 1.0, 2.0, 3.0, 4.0]


async def test_who_goes_east_begins_the_new_day_where_they_move(lake):
    lake.fact("time_zone", zone="America/Los_Angeles", valid_from=after(days=-9))
    moved = datetime(2026, 11, 24, 6, 7, tzinfo=UTC)
    lake.fact("time_zone", zone="Pacific/Auckland", valid_from=moved)
    for at, cal in ((moved - timedelta(minutes=1), 1000), (moved, 200), (after(days=1), 30)):
        lake.minute("total_energy", at, total=cal)
    lake.commit()

    found = await series(lake, "total_energy", "DAY", end=after(days=2))

    assert found.times == [
        datetime(2026, 11, 23, 8, tzinfo=UTC),
        moved,
        datetime(2026, 11, 24, 11, tzinfo=UTC),
    ]
    assert found.values == [1.0, 0.2, 0.03]


async def test_who_goes_west_goes_on_with_the_day_before(lake):
    lake.fact("time_zone", zone="Europe/Rome", valid_from=after(days=-9))
    moved = datetime(2026, 11, 24, 0, 7, tzinfo=UTC)
    lake.fact("time_zone", zone="America/New_York", valid_from=moved)
    of_the_24th = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    for at, cal in ((NOON, 1000), (of_the_24th, 200), (moved, 30), (after(days=1), 4)):
        lake.minute("total_energy", at, total=cal)
    lake.commit()

    found = await series(lake, "total_energy", "DAY", end=after(days=1, minutes=1))

    assert found.times == [
        datetime(2026, 11, 22, 23, tzinfo=UTC),
        datetime(2026, 11, 23, 23, tzinfo=UTC),
    ]
    assert found.values == [1.03, 0.204]


async def test_what_is_known_of_days_only_is_answered_in_days(lake):
    lake.day(MONDAY, batch=0, readiness=77.0)
    lake.commit(0, stream="slow")

    found = await series(lake, "readiness", "MINUTE")

    assert (found.times, found.values) == ([datetime(2026, 11, 23, tzinfo=UTC)], [77.0])


async def test_the_highest_heart_rate_has_minutes_too(lake):
    lake.minute("heart_rate", NOON, mean=60.0, minimum=58.0, maximum=63.0)
    lake.commit()

    assert (await series(lake, "maximum_heart_rate", "MINUTE")).values == [63.0]


@pytest.mark.parametrize("metric", ["mood", "meal", "sleep_stage"])
async def test_what_has_no_values_has_no_series(lake, metric):
    with pytest.raises(UnknownTypeError):
        await series(lake, metric, "HOUR")
