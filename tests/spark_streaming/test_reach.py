from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.tables import user_bucket
from spark_streaming.frames import small_frame
from spark_streaming.reach import HOUR_MS, MINUTE_MS, Reach, Stretch, merged

NOON_MS = round(datetime(2026, 11, 2, 12, tzinfo=UTC).timestamp() * 1000)

spans = st.tuples(
    st.sampled_from(["anna", "luca", "emil"]), st.integers(0, 10**9), st.integers(0, 10**8)
)


def stretch(user_id, begin_ms, end_ms):
    return Stretch(frozenset({user_id}), begin_ms, end_ms)


def test_it_knows_whose_time_it_is():
    reach = Reach((("anna", 0, 9),)).with_people(["luca"]).with_spans([("emil", 5, 6)])

    assert reach.users == {"anna", "emil", "luca"}


def test_it_covers_what_one_of_its_spans_has_all_of():
    reach = Reach((("anna", 0, 9), ("anna", 10, 19)))

    assert reach.covers("anna", 0, 9)
    assert not reach.covers("anna", 5, 15)
    assert not reach.covers("luca", 0, 9)


def test_padding_adds_time_before_and_after():
    assert Reach((("anna", 100, 200),)).padded(10, 20).spans == (("anna", 90, 220),)


def test_what_lies_within_an_hour_is_read_at_once():
    near = [stretch("luca", HOUR_MS, 2 * HOUR_MS), stretch("anna", 0, HOUR_MS // 2)]

    assert merged(near) == [Stretch(frozenset({"anna", "luca"}), 0, 2 * HOUR_MS)]


def test_what_lies_apart_is_read_apart():
    apart = [stretch("anna", 0, 1), stretch("anna", 2 * HOUR_MS, 2 * HOUR_MS + 1)]

    assert merged(apart) == apart
    assert merged([]) == []


def test_of_many_stretches_the_nearest_are_joined():
    begins = [0, 10, 12, 30]
    many = [stretch("anna", hour * HOUR_MS, hour * HOUR_MS + 1) for hour in begins]

    assert [one.begin_ms // HOUR_MS for one in merged(many, at_most=3)] == [0, 10, 30]


@given(st.lists(spans, max_size=30), st.integers(2, 6))
def test_joining_loses_no_time_of_anybody(spans, at_most):
    stretches = [stretch(user, begin, begin + length) for user, begin, length in spans]

    joined = merged(stretches, at_most)

    assert len(joined) <= at_most
    for one in stretches:
        assert any(
            one.users <= wide.users
            and wide.begin_ms <= one.begin_ms
            and one.end_ms <= wide.end_ms
            for wide in joined
        )


ROWS = {
    "overlapping": ("anna", NOON_MS - HOUR_MS, NOON_MS + 1),
    "in the same minute": ("anna", NOON_MS + 10_000, NOON_MS + 20_000),
    "in the minute before": ("anna", NOON_MS - 50_000, NOON_MS - 30_000),
    "an hour later": ("anna", NOON_MS + HOUR_MS, NOON_MS + HOUR_MS),
    "of somebody else": ("luca", NOON_MS, NOON_MS),
}


@pytest.fixture(scope="module")
def matched(spark):
    """Which rows a reach of anna's second half of a minute finds, by way of matching."""
    reach = Reach((("anna", NOON_MS + 30_000, NOON_MS + 45_000),))
    columns = {
        "name": "STRING",
        "user_id": "STRING",
        "user_bucket": "INT",
        "start_at": "TIMESTAMP",
        "end_at": "TIMESTAMP",
        "minute_at": "TIMESTAMP",
    }
    rows = [
        (name, user, user_bucket(user), instant(begin), instant(end), minute_of(begin))
        for name, (user, begin, end) in ROWS.items()
    ]
    found = small_frame(spark, columns, rows).select(
        "name",
        reach.intervals().alias("intervals"),
        reach.minutes().alias("minutes"),
        reach.people().alias("people"),
        Reach().people().alias("nobody"),
    )
    return [row.asDict() for row in found.collect()]


def instant(epoch_ms):
    return datetime.fromtimestamp(epoch_ms / 1000, UTC)


def minute_of(epoch_ms):
    return instant(epoch_ms // MINUTE_MS * MINUTE_MS)


def names(matched, way):
    return {row["name"] for row in matched if row[way]}


@pytest.mark.spark
def test_it_finds_every_sample_that_shares_a_minute(matched):
    assert names(matched, "intervals") >= {"overlapping", "in the same minute"}
    assert names(matched, "intervals").isdisjoint(
        {"in the minute before", "an hour later", "of somebody else"}
    )


@pytest.mark.spark
def test_it_finds_the_minutes_themselves(matched):
    assert names(matched, "minutes") == {"in the same minute"}


@pytest.mark.spark
def test_it_finds_people_by_name(matched):
    assert names(matched, "people") == ROWS.keys() - {"of somebody else"}
    assert names(matched, "nobody") == set()
