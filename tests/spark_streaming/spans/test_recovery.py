import pytest

from spark_streaming.spans.recovery import recovery


def test_a_usual_night_is_ready_and_a_suppressed_one_less(history, day):
    usual = [44.0, 47.0, 44.0, 49.0, 46.0, 48.0, 46.0]
    known = history(
        hrv_rmssd=[*usual, 46.0, 40.0], resting_heart_rate=[52.0, 54.0] * 3 + [53.0] * 3
    )
    usual_night, suppressed = list(recovery(known, day(7)))

    assert usual_night.value > 70
    assert suppressed.value < usual_night.value
    assert suppressed.detail["missing"] == ["respiration", "temperature"]
    assert sum(one["contribution"] for one in suppressed.detail["drivers"]) == pytest.approx(
        suppressed.value, abs=1e-5
    )


def test_the_night_itself_is_no_part_of_its_baseline(history, day):
    known = history(resting_heart_rate=[50.0, 52.0, 50.0, 52.0, 60.0])
    last = next(iter(recovery(known, day(4))))

    assert last.detail["drivers"][0]["value"] == 0.0


def test_without_a_baseline_the_reason_is_told(history, day):
    third = next(iter(recovery(history(hrv_rmssd=[44.0, 45.0, 46.0, 47.0]), day(3))))

    assert third.value is None
    assert third.detail["confidence"] == "NONE"
    assert third.detail["missing"][0] == "need_baseline: have 3, need 4"


def test_a_day_without_signals_asks_for_them(history, day):
    only = next(iter(recovery(history(steps=[3000.0]), day(0))))

    assert only.value is None
    assert only.detail["missing"][0] == "need_signal: hrv or resting_heart_rate"
