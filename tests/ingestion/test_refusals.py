"""What the doors refuse, and what they say of it."""

import msgspec
import pytest

from ingestion import pipeline
from ingestion.envelopes import envelopes_of
from schema.errors import LogUnavailableError
from tests.ingestion.test_pipeline import accepted, refused, sent


@pytest.mark.parametrize(
    ("event", "code", "says"),
    [
        ({"type": "aura", "value": 1}, "unknown_type", "heart_rate"),
        ({"type": "heart_rate", "value": 70}, "invalid_event", "time"),
        ({"type": "heart_rate", "time": "2026-11-24T00:00:00Z"}, "invalid_event", "value"),
        (
            {"type": "heart_rate", "time": "2026-11-24T00:00:00", "value": 70},
            "invalid_event",
            "offset",
        ),
        (
            {"type": "heart_rate", "time": "1969-12-31T23:00:00Z", "value": 70},
            "invalid_event",
            "1970",
        ),
        (
            {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": 70, "unit": "kg"},
            "unknown_unit",
            "bpm",
        ),
        (
            {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": 500},
            "implausible_measurement",
            "300",
        ),
        (
            {"type": "steps", "time": "2026-11-24T00:00:00Z", "value": 70},
            "invalid_event",
            "start",
        ),
        (
            {
                "type": "steps",
                "start": "2026-11-24T00:00:00Z",
                "end": "2026-11-24T00:01:00Z",
                "value": 301,
            },
            "implausible_measurement",
            "steps=301",
        ),
        (
            {
                "type": "steps",
                "start": "2026-11-22T00:00:00Z",
                "end": "2026-11-23T02:00:00Z",
                "value": 301,
            },
            "invalid_event",
            "25 h",
        ),
        (
            {
                "type": "steps",
                "start": "2026-11-24T00:01:00Z",
                "end": "2026-11-24T00:01:00Z",
                "value": 1,
            },
            "invalid_event",
            "after it begins",
        ),
        (
            {"type": "heart_rate", "start": "2026-11-24T00:00:00Z", "values": [70]},
            "invalid_event",
            "interval_ms",
        ),
        (
            {
                "type": "heart_rate",
                "start": "2026-11-24T00:00:00Z",
                "offsets_ms": [0, 5, 5],
                "values": [70, 71, 72],
            },
            "invalid_event",
            "ascend",
        ),
        (
            {
                "type": "heart_rate",
                "start": "2026-11-24T00:00:00Z",
                "offsets_ms": [0],
                "values": [70, 71],
            },
            "invalid_event",
            "2 values",
        ),
        (
            {
                "type": "steps",
                "start": "2026-11-24T00:00:00Z",
                "offsets_ms": [0],
                "values": [70],
            },
            "invalid_event",
            "interval_ms",
        ),
        (
            {
                "type": "sleep_stage",
                "start": "2026-11-24T00:00:00Z",
                "end": "2026-11-24T01:00:00Z",
                "stage": "dreaming",
            },
            "invalid_event",
            "rem",
        ),
        (
            {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": "x"},
            "invalid_event",
            "$.value",
        ),
        ({"type": "heart_rate", "id": "x" * 201}, "invalid_event", "200"),
        (
            {
                "type": "blood_pressure",
                "time": "2026-11-24T00:00:00Z",
                "systolic": 80,
                "diastolic": 120,
            },
            "invalid_event",
            "systolic 80 is not above diastolic 120",
        ),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(read, event, code, says):
    rejection = refused(read(sent(**event)))

    assert rejection.code == code
    assert says in rejection.message


def test_a_sensor_may_be_five_minutes_ahead_and_no_more(read):
    in_time, too_late = (
        read(sent(type="heart_rate", time=time, value=70))
        for time in ("2026-11-24T12:05:00Z", "2026-11-24T12:05:00.001Z")
    )

    assert accepted(in_time)
    assert refused(too_late).code == "future_event"


def test_one_impossible_value_of_a_series_is_named_by_its_place(read):
    rejection = refused(
        read(
            sent(
                type="heart_rate",
                start="2026-11-24T00:00:00Z",
                interval_ms=1000,
                values=[70, None, 999],
            )
        )
    )

    assert "heart_rate[2]=999" in rejection.message


def test_what_is_refused_does_not_refuse_its_neighbours(read):
    good = {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": 70}
    reading = read(msgspec.json.encode([{**good, "id": "a"}, {"id": "b"}, {**good, "id": "c"}]))

    assert reading.accepted == ["a", "c"]
    assert [(one.index, one.id) for one in reading.rejections] == [(1, "b")]
    (letter,) = reading.letters
    assert letter.original == '{"id":"b"}'
    assert (letter.code, letter.event_id, letter.source_id) == ("invalid_event", "b", "watch")


def test_what_no_rule_foresaw_refuses_its_event_and_is_logged(read, monkeypatch, caplog):
    def stumbling(raw, delivery):
        if b"72" in raw:
            raise KeyError("a bug")
        return envelopes_of(raw, delivery)

    monkeypatch.setattr(pipeline, "envelopes_of", stumbling)
    pulses = [
        {"id": str(value), "type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": value}
        for value in (70, 72)
    ]

    reading = read(msgspec.json.encode(pulses))

    assert reading.accepted == ["70"]
    assert [(one.id, one.code) for one in reading.rejections] == [("72", "invalid_event")]
    assert "KeyError: 'a bug'" in caplog.text


def test_events_may_come_one_a_line_and_a_broken_line_refuses_itself(read):
    good = sent(type="heart_rate", time="2026-11-24T00:00:00Z", value=70)
    reading = read(good + b"\r\n\n{broken\n" + good)

    assert len(reading.envelopes) == 2
    assert [(one.index, one.code) for one in reading.rejections] == [(1, "unreadable")]


def test_one_event_may_stand_on_several_lines(read):
    event = {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": 70}

    assert accepted(read(msgspec.json.format(msgspec.json.encode(event), indent=2)))


@pytest.mark.parametrize("message", [b"", b" \n ", b"[]", b"[1,", b"\xff\xfe", b"[" * 100_000])
def test_a_message_that_cannot_be_read_is_one_rejection_without_an_id(read, message):
    rejection = refused(read(message))

    assert (rejection.index, rejection.id, rejection.code) == (0, None, "unreadable")


def test_where_nothing_was_kept_every_event_is_answered_in_its_place(read):
    good = {"type": "heart_rate", "time": "2026-11-24T00:00:00Z", "value": 70}
    reading = read(msgspec.json.encode([{"id": "bad"}, {**good, "id": "good"}]))

    answers = reading.all_refused(LogUnavailableError("away"))

    assert [(one.index, one.id, one.code) for one in answers] == [
        (0, "bad", "log_unavailable"),
        (1, "good", "log_unavailable"),
    ]
