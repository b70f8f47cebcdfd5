from datetime import UTC, date, datetime, timedelta

from schema.ports.lake import DayValue
from tests.infra.lake.lakes import ANNA, BRUNO, NOON, after

MONDAY = date(2026, 11, 23)
SUNDAY = MONDAY - timedelta(days=1)


async def test_a_day_has_what_was_recorded_of_it(lake):
    lake.day(MONDAY, steps=8000.0, energy_in=2100.0)
    lake.day(SUNDAY, steps=3000.0)
    lake.commit()

    days = await lake.open().days(ANNA, SUNDAY, MONDAY)

    assert list(days) == [SUNDAY, MONDAY]
    assert days[SUNDAY] == {"steps": DayValue(3000.0, {})}
    assert days[MONDAY]["energy_in"].value == 2100.0


async def test_only_the_days_asked_for_and_only_of_that_person_are_read(lake):
    lake.day(MONDAY, steps=8000.0)
    lake.day(SUNDAY, steps=3000.0)
    lake.day(MONDAY, user_id=BRUNO, steps=1.0)
    lake.commit()

    days = await lake.open().days(ANNA, MONDAY, MONDAY)

    assert days == {MONDAY: {"steps": DayValue(8000.0, {})}}


async def test_the_newest_version_of_a_value_stands(lake):
    lake.day(MONDAY, batch=1, steps=8000.0)
    lake.day(MONDAY, batch=0, steps=5000.0)
    lake.commit(1)

    days = await lake.open().days(ANNA, MONDAY, MONDAY)

    assert days[MONDAY]["steps"].value == 8000.0


async def test_a_day_that_lost_its_last_event_is_not_recorded(lake):
    lake.day(MONDAY, batch=0, steps=8000.0)
    lake.day(MONDAY, batch=1, steps=None)
    lake.commit(1)

    assert await lake.open().days(ANNA, MONDAY, MONDAY) == {}


async def test_no_value_stands_where_it_says_what_is_missing(lake):
    lake.day(MONDAY, resting_energy=None, detail={"missing": ["birth_date"]})
    lake.commit()

    days = await lake.open().days(ANNA, MONDAY, MONDAY)

    assert days[MONDAY]["resting_energy"] == DayValue(None, {"missing": ["birth_date"]})


async def test_what_no_manifest_names_yet_is_not_seen(lake):
    lake.day(MONDAY, batch=0, steps=5000.0)
    lake.commit(0)
    lakehouse = lake.open()
    lake.day(MONDAY, batch=1, steps=8000.0)
    before = await lakehouse.days(ANNA, MONDAY, MONDAY)

    lake.commit(1)

    assert before[MONDAY]["steps"].value == 5000.0
    assert (await lakehouse.days(ANNA, MONDAY, MONDAY))[MONDAY]["steps"].value == 8000.0


async def test_each_stream_commits_its_own_metrics(lake):
    lake.day(MONDAY, batch=7, steps=5000.0, trimp=40.0)
    lake.day(MONDAY, batch=2, ctl=31.0)
    lake.commit(7)

    lakehouse = lake.open()
    before = await lakehouse.days(ANNA, MONDAY, MONDAY)
    lake.commit(2, stream="slow")
    lake.day(MONDAY, batch=3, ctl=32.0)
    after_slow = await lakehouse.days(ANNA, MONDAY, MONDAY)

    assert set(before[MONDAY]) == {"steps", "trimp"}
    assert after_slow[MONDAY]["ctl"].value == 31.0
    assert [await lakehouse.batch("quick"), await lakehouse.batch("slow")] == [7, 2]


async def test_what_was_known_then_is_what_was_committed_then(lake):
    for batch, steps in enumerate((5000.0, 8000.0, 9000.0)):
        lake.day(MONDAY, batch=batch, steps=steps)
        lake.commit(batch, at=after(minutes=batch))
    lakehouse = lake.open()

    async def steps_at(instant):
        days = await lakehouse.days(ANNA, MONDAY, MONDAY, as_of=instant)
        return days[MONDAY]["steps"].value if days else None

    assert await steps_at(NOON - timedelta(seconds=1)) is None
    assert await steps_at(NOON) == 5000.0
    assert await steps_at(after(minutes=1.5)) == 8000.0
    assert await steps_at(datetime(2030, 1, 1, tzinfo=UTC)) == 9000.0


async def test_features_are_those_of_their_last_day(lake):
    lake.feature(SUNDAY, batch=0, adherence=0.5, load=30.0)
    lake.feature(MONDAY, batch=0, adherence=0.6)
    lake.feature(MONDAY, batch=1, adherence=0.7)
    lake.feature(MONDAY, batch=2, adherence=0.8)
    lake.commit(1, stream="slow")

    assert await lake.open().features(ANNA) == {"adherence": 0.7, "load": 30.0}


async def test_a_feature_whose_last_day_was_taken_back_is_that_of_the_day_before(lake):
    lake.feature(SUNDAY, batch=0, adherence=0.5)
    lake.feature(MONDAY, batch=0, adherence=0.6)
    lake.feature(MONDAY, batch=1, adherence=None)
    lake.commit(1, stream="slow")

    assert await lake.open().features(ANNA) == {"adherence": 0.5}
