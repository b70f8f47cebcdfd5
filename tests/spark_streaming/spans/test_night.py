import pytest

from spark_streaming.spans.night import nights


def test_a_night_is_held_against_the_bedtimes_before_it(history, day):
    known = history(
        sleep_duration=[450.0] * 5,
        deep_min=[90.0] * 5,
        rem_min=[90.0] * 5,
        awake_min=[10.0] * 5,
        bedtime_min=[660.0, 670.0, 660.0, 650.0, 735.0],
    )
    last = next(iter(nights(known, day(4))))

    assert last.value == pytest.approx(0.4 * 100 + 0.2 * 100 + 0.2 * 50 + 0.2 * 90)
    assert last.detail["confidence"] == "HIGH"
    assert {driver["name"] for driver in last.detail["drivers"]} == {
        "duration",
        "stages",
        "consistency",
        "interruptions",
    }


def test_a_night_that_was_not_staged_says_so(history, day):
    known = history(sleep_duration=[450.0], deep_min=[0.0], rem_min=[0.0], in_bed_min=[460.0])
    only = next(iter(nights(known, day(0))))

    assert only.detail["missing"] == ["stages", "consistency"]
    assert only.value == pytest.approx((0.4 * 100 + 0.2 * 90) / 0.6)


def test_a_day_without_a_sleep_has_no_score(history, day):
    assert list(nights(history(steps=[4000.0]), day(0))) == []
