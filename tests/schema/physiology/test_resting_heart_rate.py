import pytest

from schema.physiology.resting_heart_rate import (
    RestingMethod,
    percentile,
    resting_heart_rate,
)


def test_the_devices_own_value_is_believed_first():
    found = resting_heart_rate(52.0, [48.0] * 60, [])

    assert (found.value_bpm, found.method) == (52.0, RestingMethod.DEVICE)


def test_else_the_calmest_half_hour_of_sleep_tells_it():
    night = [60.0] * 40 + [50.0] * 30 + [62.0] * 20

    found = resting_heart_rate(None, night, [])

    assert (found.value_bpm, found.method) == (50.0, RestingMethod.LOWEST_ASLEEP)


def test_a_half_hour_with_a_gap_is_none():
    night = [*[50.0] * 29, None, *[56.0] * 30]

    assert resting_heart_rate(None, night, []).value_bpm == 56.0


def test_else_the_low_of_four_hours_at_rest_tells_it():
    found = resting_heart_rate(None, [], [60.0 + minute % 21 for minute in range(252)])

    assert (found.value_bpm, found.method) == (61.0, RestingMethod.LOW_AT_REST)


def test_else_it_is_unknown_and_says_what_is_missing():
    found = resting_heart_rate(None, [None, *[50.0] * 12], [70.0] * 239)

    assert found.value_bpm is None
    assert found.method is None
    assert found.missing == (
        "resting_heart_rate",
        "need_consecutive_asleep_minutes: have 12, need 30",
        "need_rest_minutes: have 239, need 240",
    )


def test_a_percentile_lies_between_its_neighbours():
    assert percentile([4.0, 1.0, 3.0, 2.0], 50.0) == pytest.approx(2.5)
    assert percentile([7.0], 5.0) == 7.0
