"""What the doors make of what is sent."""

from typing import Any

import msgspec
import pytest

from schema.events import Operation
from tests.ingestion.conftest import NOW_MS

MIDNIGHT_MS = 1_795_478_400_000  # 2026-11-24T00:00:00Z


def sent(**event: Any):
    return msgspec.json.encode(event)


def accepted(reading):
    assert not reading.rejections
    (envelope,) = reading.envelopes
    return envelope


def refused(reading):
    assert not reading.envelopes
    (rejection,) = reading.rejections
    return rejection


def test_an_instant_is_a_series_of_one_in_utc_and_the_canonical_unit(read):
    weight = accepted(
        read(
            sent(
                id="w1",
                type="body_weight",
                time="2026-11-24T01:00:00.5+01:00",
                value=154.3,
                unit="lb",
            )
        )
    )

    assert weight.start_ms == MIDNIGHT_MS + 500
    assert weight.duration_ms == 0
    assert weight.offsets_ms == [0]
    assert weight.values == [pytest.approx(69.98930274)]
    assert (weight.event_id, weight.record_id) == ("w1", "")
    assert (weight.user_id, weight.source_id) == ("luca", "watch")
    assert weight.received_at_ms == NOW_MS


def test_an_interval_keeps_its_length(read):
    steps = accepted(
        read(
            sent(
                type="steps",
                start="2026-11-24T00:00:00Z",
                end="2026-11-24T00:01:30Z",
                value=120,
                unit="count",
            )
        )
    )

    assert (steps.start_ms, steps.duration_ms, steps.values) == (MIDNIGHT_MS, 90_000, [120.0])


def test_a_series_leaves_out_what_the_sensor_did_not_measure(read):
    pulse = accepted(
        read(
            sent(
                type="heart_rate",
                start="2026-11-24T00:00:00Z",
                interval_ms=1000,
                values=[None, 72, 73, None, 74],
                unit="bpm",
            )
        )
    )

    assert pulse.start_ms == MIDNIGHT_MS + 1000
    assert pulse.offsets_ms == [0, 1000, 3000]
    assert pulse.values == [72.0, 73.0, 74.0]


def test_a_series_of_what_adds_up_is_of_stretches_as_long_as_its_interval(read):
    steps = accepted(
        read(
            sent(type="steps", start="2026-11-24T00:00:00Z", interval_ms=60_000, values=[0, 90])
        )
    )

    assert (steps.duration_ms, steps.offsets_ms) == (60_000, [0, 60_000])


def test_an_irregular_series_brings_its_own_offsets(read):
    glucose = accepted(
        read(
            sent(
                type="blood_glucose",
                start="2026-11-24T00:00:00Z",
                offsets_ms=[0, 290_000, 610_000],
                values=[5.0, None, 6.0],
                unit="mmol/L",
            )
        )
    )

    assert glucose.offsets_ms == [0, 610_000]
    assert glucose.values == [pytest.approx(90.078), pytest.approx(108.0936)]


def test_each_beat_follows_the_one_before(read):
    beats = accepted(
        read(
            sent(
                type="rr_interval",
                start="2026-11-24T00:00:00Z",
                values=[0.8, 0.9, 1.0],
                unit="s",
            )
        )
    )

    assert beats.offsets_ms == [0, 800, 1700]
    assert beats.values == [800.0, 900.0, 1000.0]


def test_after_a_missing_beat_nobody_knows_when_the_next_was(read):
    rejection = refused(
        read(sent(type="rr_interval", start="2026-11-24T00:00:00Z", values=[800, None, 900]))
    )

    assert rejection.code == "invalid_event"
    assert "offsets_ms" in rejection.message


def test_a_cuff_reads_two_numbers_under_one_id(read):
    reading = read(
        sent(
            type="blood_pressure", time="2026-11-24T00:00:00Z", systolic=16, diastolic=10.5
        ).replace(b'"systolic"', b'"unit":"kPa","systolic"')
    )

    systolic, diastolic = reading.envelopes
    assert systolic.type == "blood_pressure_systolic"
    assert systolic.values == [pytest.approx(120.0098, abs=1e-3)]
    assert diastolic.type == "blood_pressure_diastolic"
    assert reading.accepted == [systolic.event_id] == [diastolic.event_id]


def test_a_stage_of_the_night_is_a_category(read):
    stage = accepted(
        read(
            sent(
                type="sleep_stage",
                start="2026-11-24T00:00:00Z",
                end="2026-11-24T00:20:00Z",
                stage="rem",
            )
        )
    )

    assert (stage.category, stage.values) == ("rem", None)


def test_a_drink_logged_as_of_one_instant_stands_for_its_minute(read):
    drink = accepted(
        read(sent(type="hydration", time="2026-11-24T08:00:00Z", value=0.25, unit="l"))
    )

    assert (drink.duration_ms, drink.values) == (60_000, [250.0])


def test_the_same_content_has_the_same_id_at_the_same_source(read):
    first, second = (
        accepted(read(sent(type="heart_rate", time=time, value=value)))
        for time, value in (("2026-11-24T00:00:00Z", 70), ("2026-11-24T01:00:00+01:00", 71))
    )

    assert first.event_id == second.event_id  # the same identity: a revision of it
    assert len(first.event_id) == 32


def test_a_sample_is_taken_back_by_its_identity(read):
    taken_back = accepted(
        read(sent(type="heart_rate", time="2026-11-24T00:00:00Z", operation="retract"))
    )

    assert taken_back.operation is Operation.RETRACT
    assert (taken_back.start_ms, taken_back.offsets_ms) == (MIDNIGHT_MS, [0])
    assert taken_back.values is None


def test_a_series_is_taken_back_sample_by_sample(read):
    taken_back = accepted(
        read(
            sent(
                type="steps",
                start="2026-11-24T00:00:00Z",
                interval_ms=60_000,
                values=[5, None, 7],
                operation="retract",
            )
        )
    )

    assert taken_back.offsets_ms == [0, 120_000]
    assert (taken_back.duration_ms, taken_back.values) == (60_000, None)
