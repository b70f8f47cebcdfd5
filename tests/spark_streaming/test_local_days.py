from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from schema.facts import FactKind
from spark_streaming.local_days import day_spans, first_day_left, local_date, local_dates
from spark_streaming.people import ALWAYS_MS, KnownFact, People
from spark_streaming.reach import HOUR_MS

ROME = "Europe/Rome"
ZONES = (
    ROME,
    "Asia/Tokyo",
    "Pacific/Kiritimati",  # 14 hours before UTC
    "Etc/GMT+12",  # 12 hours behind it
    "America/Havana",  # its clocks turn at midnight
    "Africa/Cairo",
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",
    "Pacific/Apia",  # left out a day in 2011
)
INSTANTS_MS = st.datetimes(datetime(2005, 1, 1), datetime(2030, 1, 1)).map(  # noqa: DTZ001 (in UTC)
    lambda instant: round(instant.replace(tzinfo=UTC).timestamp() * 1000)
)


def ms(*parts):
    return round(datetime(*parts, tzinfo=UTC).timestamp() * 1000)


def lives_in(zone, since_ms, user_id="luca"):
    return KnownFact(user_id, FactKind.TIME_ZONE, "", since_ms, 0, 0, {"zone": zone})


def test_a_calendar_day_is_that_of_the_zone_that_held_then():
    zones = People(
        [lives_in(ROME, ms(2026, 1, 1)), lives_in("Asia/Tokyo", ms(2026, 9, 1, 12))]
    ).zones()

    assert local_date(ms(2026, 8, 31, 21, 59), zones) == date(2026, 8, 31)
    assert local_date(ms(2026, 8, 31, 22), zones) == date(2026, 9, 1)
    assert local_date(ms(2026, 9, 1, 15), zones) == date(2026, 9, 2)
    assert local_date(ms(2026, 9, 1, 15), []) == date(2026, 9, 1)
    assert local_date(ALWAYS_MS, zones) == date.min


def test_who_goes_west_in_a_night_may_wake_on_the_day_before():
    moved = [lives_in(ROME, ms(2026, 1, 1)), lives_in("America/New_York", ms(2026, 11, 2))]
    night = ("luca", ms(2026, 11, 1, 23, 10), ms(2026, 11, 2, 4))

    assert local_dates([night], People(moved)) == {
        ("luca", date(2026, 11, 2)),
        ("luca", date(2026, 11, 1)),
    }


def test_what_begins_before_a_move_west_holds_on_the_day_that_comes_again():
    moved = [lives_in(ROME, ms(2026, 1, 1)), lives_in("America/New_York", ms(2026, 11, 2))]
    zones = People(moved).zones()

    assert first_day_left(ms(2026, 11, 1, 22, 30), zones) == date(2026, 11, 1)
    assert first_day_left(ms(2026, 11, 1, 23, 30), zones) == date(2026, 11, 1)
    assert first_day_left(ms(2026, 11, 2, 5, 30), zones) == date(2026, 11, 2)
    assert first_day_left(ALWAYS_MS, zones) == date.min


@given(st.data(), INSTANTS_MS)
def test_the_first_day_left_is_the_earliest_in_which_any_later_time_lies(data, instant_ms):
    zones = st.sampled_from(ZONES)
    hours = st.integers(instant_ms - 50 * HOUR_MS, instant_ms + 50 * HOUR_MS)
    moves = data.draw(st.lists(st.tuples(zones, hours), max_size=3))
    lived = People([lives_in(zone, since_ms) for zone, since_ms in moves]).zones()
    later_ms = [instant_ms, *range(instant_ms, instant_ms + 60 * HOUR_MS, HOUR_MS // 4)]
    later_ms += [zone.begin_ms for zone in lived if zone.begin_ms > instant_ms]

    dates = {local_date(later, lived) for later in later_ms}

    assert first_day_left(instant_ms, lived) == min(dates)


def test_a_span_is_in_each_day_that_it_has_any_time_in():
    people = People([lives_in(ROME, ms(2026, 1, 1))])
    night = ("luca", ms(2026, 9, 1, 20), ms(2026, 9, 2, 5))
    until_midnight = ("anna", ms(2026, 9, 1, 20), ms(2026, 9, 2))
    an_instant = ("emil", ms(2026, 9, 1), ms(2026, 9, 1))

    assert local_dates([night, until_midnight, an_instant], people) == {
        ("luca", date(2026, 9, 1)),
        ("luca", date(2026, 9, 2)),
        ("anna", date(2026, 9, 1)),
        ("emil", date(2026, 9, 1)),
    }


@given(st.data(), INSTANTS_MS)
def test_every_instant_lies_in_the_span_of_its_day_wherever_one_moves(data, instant_ms):
    zones = st.sampled_from(ZONES)
    moves_ms = st.integers(instant_ms - 50 * HOUR_MS, instant_ms + 50 * HOUR_MS)
    moves = data.draw(st.lists(st.tuples(zones, moves_ms), max_size=3))
    people = People([lives_in(zone, since_ms) for zone, since_ms in moves])
    day = local_date(instant_ms, people.zones())

    ((user_id, begin_ms, end_ms),) = day_spans([("luca", day)], people)

    assert user_id == "luca"
    assert begin_ms <= instant_ms <= end_ms
    assert end_ms - begin_ms <= (27 + 26) * HOUR_MS


def test_a_day_in_one_zone_is_itself_and_an_hour_around_it():
    people = People([lives_in(ROME, ms(2026, 1, 1))])

    assert list(day_spans([("luca", date(2026, 10, 25))], people)) == [
        ("luca", ms(2026, 10, 24, 21), ms(2026, 10, 26, 0))
    ]
