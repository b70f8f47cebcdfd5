from itertools import pairwise
from random import Random

import pytest

from schema.apportionment import largest_remainder
from schema.events import EVENT_TYPES
from schema.tables import user_bucket
from schema.units import SMALL_UNIT_PER_CANONICAL
from spark_streaming.gold.minute import minutes, standing_minutes
from tests.spark_streaming.frames import frame, instant
from tests.spark_streaming.messages import PHONE, WATCH, at

pytestmark = pytest.mark.spark

EIGHT_MS = at("2026-11-02 08:00")
S, MIN, HOUR = 1000, 60_000, 3_600_000

SAMPLES = {
    "user_bucket": "INT",
    "user_id": "STRING",
    "source_id": "STRING",
    "type": "STRING",
    "value": "DOUBLE",
    "category": "STRING",
    "start_ms": "BIGINT",
    "end_ms": "BIGINT",
    "counts": "BOOLEAN",
    "touched": "BOOLEAN",
}
RANKS = {"user_id": "STRING", "source_id": "STRING", "metric": "STRING", "rank": "BIGINT"}


def sample(kind, value, begin=0, length=0, **more):
    """A sample of so many milliseconds, so many after eight; a stage is its category."""
    told = {"category": value} if isinstance(value, str) else {"value": float(value)}
    return {
        "source_id": WATCH,
        "type": kind,
        "start_ms": EIGHT_MS + begin,
        "end_ms": EIGHT_MS + begin + length,
        "counts": True,
        "touched": True,
        **told,
        **more,
    }


def steps(count, begin=0, length=MIN, **more):
    return sample("steps", count, begin, length, **more)


def random_interval(random):
    return sample(
        random.choice(["steps", "distance", "active_energy"]),
        random.randrange(10**6) / 1000,
        random.randrange(MIN),
        random.randrange(1, 90 * MIN),
    )


CASES = {
    "two sources": [steps(60), steps(50, source_id=PHONE)],
    "a source of no rank": [steps(60), steps(70, source_id="aardvark")],
    "an untrusted best": [steps(9000, counts=False), steps(50, source_id=PHONE)],
    "an instant": [sample("hydration", 0.25)],
    "beats": [sample("heart_rate", bpm, 20 * S * n) for n, bpm in enumerate((60, 75, 81))],
    "weighed twice": [sample("body_weight", 80), sample("body_weight", 79, 5 * S)],
    "mostly light": [
        sample("sleep_stage", "light", 0, 35 * S),
        sample("sleep_stage", "deep", 35 * S, 25 * S),
    ],
    "half light, half deep": [
        sample("sleep_stage", "deep", 0, 30 * S),
        sample("sleep_stage", "light", 30 * S, 30 * S),
    ],
    "stages of two sources": [
        sample("sleep_stage", "light", 0, MIN, source_id=PHONE),
        sample("sleep_stage", "rem", 0, MIN),
    ],
    "lost": [steps(60, counts=False)],
    "left alone": [steps(60, touched=False), steps(50, MIN)],
    "an hour and a minute of it": [steps(600, 0, HOUR), steps(20, 7 * MIN)],
    "a day, an hour and a minute": [
        steps(9000, 0, 24 * HOUR),
        steps(600, 2 * HOUR, HOUR),
        steps(20, 5 * HOUR),
    ],
    "the hour of another source": [
        steps(600, 0, HOUR, source_id=PHONE),
        steps(20, 7 * MIN, touched=False),
    ],
    "a minute of an hour that is taken back": [
        steps(600, 0, HOUR, touched=False),
        steps(20, 7 * MIN, counts=False),
    ],
    "a minute that arrives in an hour": [
        steps(120, 0, HOUR, touched=False),
        steps(20, 7 * MIN),
        steps(30, 9 * MIN, touched=False),
    ],
    **{f"interval {seed}": [random_interval(Random(seed))] for seed in range(25)},  # noqa: S311
}


@pytest.fixture(scope="module")
def told(spark):
    """The minutes of all cases, a person a case."""
    samples = [
        {"user_id": case, "user_bucket": user_bucket(case), **row}
        for case, rows in CASES.items()
        for row in rows
    ]
    ranks = [
        {"user_id": case, "source_id": source_id, "metric": metric, "rank": rank}
        for case in CASES
        for metric in EVENT_TYPES
        for rank, source_id in enumerate((WATCH, PHONE))
    ]
    found = minutes(
        frame(spark, SAMPLES, samples),
        frame(spark, RANKS, ranks),
        {row["type"] for row in samples},
        has_long=True,
    )
    return found.orderBy("minute_at").collect()


@pytest.fixture(scope="module")
def of(told):
    """The minutes of one case, by their place after eight."""

    def minutes_of(case):
        rows = [row for row in told if row["user_id"] == case]
        places = [(row["minute_at"].timestamp() * 1000 - EIGHT_MS) // MIN for row in rows]
        return dict(zip(places, rows, strict=True))

    return minutes_of


def totals(minutes):
    return {place: row["total"] for place, row in minutes.items() if row["count"]}


def test_a_minute_is_of_the_source_that_is_believed_most(of):
    (minute,) = of("two sources").values()

    assert (minute["source_id"], minute["total"], minute["count"]) == (WATCH, 60, 1)


def test_sources_of_no_rank_come_last(of):
    assert of("a source of no rank")[0]["source_id"] == WATCH


def test_a_source_that_says_nothing_to_be_trusted_leaves_the_minute_to_the_next(of):
    minute = of("an untrusted best")[0]

    assert (minute["source_id"], minute["total"]) == (PHONE, 50)


def test_an_instant_covers_no_time(of):
    minute = of("an instant")[0]

    assert (minute["total"], minute["covered_ms"]) == (250, 0)


def test_a_level_is_the_mean_of_its_minute_with_the_lowest_and_the_highest(of):
    minute = of("beats")[0]

    assert (minute["mean"], minute["minimum"], minute["maximum"]) == (72.0, 60.0, 81.0)
    assert (minute["total"], minute["count"]) == (None, 3)


def test_a_state_is_its_last_reading(of):
    assert of("weighed twice")[0]["mean"] == 79.0


def test_a_minute_is_in_the_stage_that_fills_most_of_it_of_equal_ones_the_lighter(of):
    assert of("mostly light")[0]["category"] == "light"
    assert of("half light, half deep")[0]["category"] == "light"
    assert of("stages of two sources")[0]["category"] == "rem"


def test_a_minute_that_lost_everything_is_told_as_empty(of):
    minute = of("lost")[0]

    assert (minute["count"], minute["total"], minute["source_id"]) == (0, None, None)


def test_a_minute_that_nothing_touched_is_not_told(of):
    assert totals(of("left alone")) == {1: 50}


def test_an_hour_yields_as_a_whole_to_a_minute_of_the_same_source(of):
    assert totals(of("an hour and a minute of it")) == {7: 20}


def test_a_day_yields_to_its_hours_and_an_hour_to_its_minutes(of):
    hour = {120 + place: 10 for place in range(60)}

    assert totals(of("a day, an hour and a minute")) == {**hour, 300: 20}


def test_sources_share_an_hour_minute_by_minute(of):
    minutes = of("the hour of another source")

    assert totals(minutes) == {place: 20 if place == 7 else 10 for place in range(60)}
    assert minutes[7]["source_id"] == WATCH


def test_an_hour_counts_again_when_the_minutes_inside_it_are_gone(of):
    minutes = of("a minute of an hour that is taken back")

    assert totals(minutes) == dict.fromkeys(range(60), 10)


def test_all_minutes_of_an_hour_are_told_when_something_finer_arrives_in_it(of):
    minutes = of("a minute that arrives in an hour")

    assert minutes.keys() == set(range(60))
    assert totals(minutes) == {7: 20, 9: 30}


@pytest.mark.parametrize("seed", range(25))
def test_an_amount_is_cut_at_minutes_by_largest_remainder(of, seed):
    (interval,) = CASES[f"interval {seed}"]
    begin, end = interval["start_ms"], interval["end_ms"]
    borders = [begin, *range(begin // MIN * MIN + MIN, end, MIN), end]
    lengths_ms = [later - earlier for earlier, later in pairwise(borders)]
    amount = round(interval["value"] * SMALL_UNIT_PER_CANONICAL[interval["type"]])

    minutes = list(of(f"interval {seed}").values())

    assert [row["total"] for row in minutes] == largest_remainder(amount, lengths_ms)
    assert [row["covered_ms"] for row in minutes] == lengths_ms


def test_the_newest_version_of_a_minute_stands_unless_it_is_empty(spark):
    columns = {
        "user_id": "STRING",
        "metric": "STRING",
        "minute_at": "TIMESTAMP",
        "total": "BIGINT",
        "count": "BIGINT",
        "batch": "BIGINT",
    }
    versions = [
        {"user_id": user, "metric": "steps", "minute_at": instant(EIGHT_MS), **row}
        for user, row in (
            ("anna", {"total": 60, "count": 1, "batch": 1}),
            ("anna", {"total": 75, "count": 1, "batch": 2}),
            ("luca", {"total": 60, "count": 1, "batch": 1}),
            ("luca", {"total": None, "count": 0, "batch": 2}),
        )
    ]

    (row,) = standing_minutes(frame(spark, columns, versions)).collect()

    assert (row["user_id"], row["total"]) == ("anna", 75)
