import math

import pytest

from schema.physiology.variability import (
    Recovery,
    clean_rr_ms,
    hrv_readiness,
    ln_rmssd,
    pnn50_percent,
    rmssd_ms,
    sdnn_ms,
    variability,
)

NN_MS = [800.0] * 3 + [900.0] * 3
PRIOR = [3.80, 3.85, 3.78, 3.90, 3.82, 3.88, 3.84]


def test_the_three_measures_meet_their_vector():
    assert rmssd_ms(NN_MS) == pytest.approx(44.72136, abs=5e-6)
    assert sdnn_ms(NN_MS) == pytest.approx(54.77226, abs=5e-6)
    assert pnn50_percent(NN_MS) == pytest.approx(20.0)


def test_one_beat_has_no_variability():
    assert rmssd_ms([800.0]) is sdnn_ms([800.0]) is pnn50_percent([800.0]) is None


def test_what_no_normal_beat_takes_is_left_out_as_a_gap():
    beats = [800.0] * 10 + [250.0, 1100.0, 2400.0] + [810.0] * 10

    cleaned = clean_rr_ms(beats)

    assert cleaned == [800.0] * 10 + [None] * 3 + [810.0] * 10


def test_no_difference_is_taken_across_a_gap():
    assert rmssd_ms([800.0, 800.0, None, 900.0, 900.0]) == 0.0


def test_twenty_clean_beats_are_needed():
    assert variability([800.0] * 20).rmssd_ms == 0.0
    assert variability([800.0] * 19 + [5000.0]).missing == ("need_beats: have 19, need 20",)


def test_a_low_night_after_a_steady_week_is_suppressed():
    told = hrv_readiness(3.70, PRIOR)

    assert told.z == pytest.approx(-3.25, abs=5e-3)
    assert told.recovery is Recovery.SUPPRESSED


def test_half_a_deviation_is_not_worth_while():
    assert hrv_readiness(3.85, PRIOR).recovery is Recovery.NORMAL
    assert hrv_readiness(3.95, PRIOR).recovery is Recovery.ELEVATED


def test_only_the_seven_nights_before_count():
    assert hrv_readiness(3.70, [9.0, 1.0, *PRIOR]) == hrv_readiness(3.70, PRIOR)


def test_readiness_needs_four_nights_that_vary_and_tonight():
    assert hrv_readiness(3.70, [3.8, None, 3.9, 3.8]).missing == (
        "need_baseline: have 3, need 4",
    )
    assert hrv_readiness(3.70, [3.8] * 7).z is None
    assert hrv_readiness(None, PRIOR).missing == ("hrv_rmssd",)


def test_the_logarithm_is_natural():
    assert ln_rmssd(math.e) == 1.0
