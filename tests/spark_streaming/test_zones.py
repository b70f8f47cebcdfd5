"""Zones in words that Java knows."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spark_streaming import zones
from spark_streaming.people import ALWAYS_MS, FOREVER_MS, Period
from spark_streaming.zones import in_javas_words

NAMES = (
    "America/Coyhaique",
    "America/Havana",
    "Australia/Lord_Howe",  # its clocks turn by half an hour
    "Pacific/Apia",  # left out a day in 2011
    "Europe/Dublin",
    "Africa/Monrovia",  # was 44 minutes and 30 seconds behind until 1972
)
INSTANTS = st.datetimes(datetime(1920, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001 (in UTC)
    lambda instant: instant.replace(tzinfo=UTC, microsecond=0)
)


@pytest.fixture(scope="module", autouse=True)
def java_that_knows_no_names():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zones, "_is_known", lambda *_: False)
        yield


def offset_of(written):
    sign, hours, minutes, seconds = re.fullmatch(
        r"([+-])(\d\d):(\d\d):(\d\d)", written
    ).groups()
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -length if sign == "-" else length


@given(st.sampled_from(NAMES), INSTANTS)
def test_at_each_instant_the_offset_is_that_of_the_zone(name, instant):
    lived = in_javas_words([Period("luca", ALWAYS_MS, FOREVER_MS, name)], None)

    at_ms = round(instant.timestamp() * 1000)
    held = [one.value for one in lived if one.begin_ms <= at_ms < one.end_ms]
    assert [offset_of(one) for one in held] == [instant.astimezone(ZoneInfo(name)).utcoffset()]


@given(st.sampled_from(NAMES), INSTANTS, INSTANTS)
def test_the_parts_of_a_period_leave_no_gap(name, begin, end):
    begin_ms, end_ms = sorted(round(one.timestamp() * 1000) for one in (begin, end))
    lived = in_javas_words([Period("luca", begin_ms, end_ms + 1, name)], None)

    assert (lived[0].begin_ms, lived[-1].end_ms) == (begin_ms, end_ms + 1)
    assert all(one.end_ms == other.begin_ms for one, other in pairwise(lived))
