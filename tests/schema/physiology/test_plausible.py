import pytest

from schema.physiology.plausible import (
    PLAUSIBLE,
    Plausibility,
    largest_amount,
    plausibility,
)


@pytest.mark.parametrize(
    ("event_type", "value", "verdict"),
    [
        ("heart_rate", 72.0, Plausibility.TRUSTED),
        ("heart_rate", 220.0, Plausibility.TRUSTED),
        ("heart_rate", 250.0, Plausibility.DOUBTFUL),
        ("heart_rate", 29.0, Plausibility.DOUBTFUL),
        ("heart_rate", 301.0, Plausibility.IMPOSSIBLE),
        ("heart_rate", 0.0, Plausibility.IMPOSSIBLE),
        ("rr_interval", 250.0, Plausibility.DOUBTFUL),
        ("hrv_rmssd", 4.0, Plausibility.IMPOSSIBLE),
        ("resting_heart_rate", 121.0, Plausibility.IMPOSSIBLE),
        ("respiratory_rate", 3.0, Plausibility.IMPOSSIBLE),
        ("spo2", 100.1, Plausibility.IMPOSSIBLE),
        ("skin_temperature", 33.0, Plausibility.TRUSTED),
        ("body_weight", 19.0, Plausibility.IMPOSSIBLE),
        ("body_weight", float("nan"), Plausibility.IMPOSSIBLE),
        ("steps", -1.0, Plausibility.IMPOSSIBLE),
    ],
)
def test_what_no_body_produces_is_refused_or_kept_out(event_type, value, verdict):
    assert plausibility(event_type, value) is verdict


def test_trust_never_reaches_beyond_what_is_stored():
    for ranges in PLAUSIBLE.values():
        assert ranges.store_low <= ranges.trust_low < ranges.trust_high <= ranges.store_high


def test_three_hundred_steps_fit_in_a_minute():
    assert largest_amount("steps", 1.0) == 300.0
    assert largest_amount("steps", 60.0) == 18_000.0
    assert largest_amount("steps", 0.25) == 300.0
