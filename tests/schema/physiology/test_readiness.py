import pytest

from schema.physiology.baseline import (
    BaselineState,
    baseline_state,
    deviation_from_baseline,
)
from schema.physiology.estimate import Confidence
from schema.physiology.readiness import NightSignal, Signal, readiness, signal_score


def test_the_weights_of_what_is_absent_go_to_what_is_present():
    score = readiness(
        {
            Signal.HRV: NightSignal(80.0, prior_nights=20),
            Signal.RESTING_HEART_RATE: NightSignal(60.0, prior_nights=20),
        }
    )

    assert score.value == pytest.approx(71.43, abs=5e-3)
    assert score.confidence is Confidence.HIGH
    assert score.missing == ("respiration", "temperature")
    assert sum(driver.contribution for driver in score.drivers) == pytest.approx(score.value)


def test_all_four_signals_weigh_as_stated():
    points = {
        Signal.HRV: 100.0,
        Signal.RESTING_HEART_RATE: 50.0,
        Signal.RESPIRATION: 20.0,
        Signal.TEMPERATURE: 10.0,
    }
    score = readiness({signal: NightSignal(s, prior_nights=14) for signal, s in points.items()})

    assert score.value == pytest.approx(40 + 15 + 4 + 1)
    assert score.missing == ()


def test_without_a_baseline_there_is_no_score_but_its_reason():
    score = readiness({Signal.HRV: NightSignal(80.0, prior_nights=3)})

    assert score.value is None
    assert score.confidence is Confidence.NONE
    assert score.missing[0] == "need_baseline: have 3, need 4"
    assert score.drivers == ()


def test_breath_and_temperature_alone_tell_no_readiness():
    score = readiness({Signal.RESPIRATION: NightSignal(90.0, prior_nights=30)})

    assert score.value is None
    assert score.missing[0] == "need_signal: hrv or resting_heart_rate"


def test_a_signal_without_its_own_baseline_is_left_out():
    score = readiness(
        {
            Signal.HRV: NightSignal(0.0, prior_nights=2),
            Signal.RESTING_HEART_RATE: NightSignal(60.0, prior_nights=5),
        }
    )

    assert score.value == pytest.approx(60.0)
    assert score.confidence is Confidence.LOW
    assert "hrv" in score.missing


def test_a_usual_night_earns_three_quarters_and_a_better_one_more():
    assert signal_score(Signal.HRV, 0.0) == signal_score(Signal.RESTING_HEART_RATE, 0.0) == 75.0
    assert signal_score(Signal.HRV, 2.0) == signal_score(Signal.RESTING_HEART_RATE, -2.0) == 100
    assert signal_score(Signal.HRV, -3.25) == 0.0
    assert signal_score(Signal.TEMPERATURE, 2.0) == signal_score(Signal.TEMPERATURE, -2.0) == 50


@pytest.mark.parametrize(
    ("nights", "idle_days", "state"),
    [
        (3, 0, BaselineState.CALIBRATING),
        (4, 0, BaselineState.PROVISIONAL),
        (13, 14, BaselineState.PROVISIONAL),
        (14, 1, BaselineState.TRUSTED),
        (90, 15, BaselineState.STALE),
    ],
)
def test_a_baseline_is_known_by_its_nights_and_forgotten_by_idleness(nights, idle_days, state):
    assert baseline_state(nights, idle_days) is state


def test_a_difference_below_the_sensors_resolution_means_little():
    assert deviation_from_baseline(61.0, [60.0] * 5, least_deviation=1.0) == 1.0
    assert deviation_from_baseline(61.0, [60.0] * 5) is None
    assert deviation_from_baseline(61.0, [60.0, 61.0, None]) is None
