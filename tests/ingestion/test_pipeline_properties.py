"""What holds for whatever is sent."""

from datetime import UTC, datetime, timedelta, timezone

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.pipeline import Pipeline
from ingestion.records import record_fields
from schema.errors import PulsePlateError
from schema.events import EVENT_TYPES, Door, Envelope
from schema.people.devices import SourceKind
from schema.physiology.plausible import PLAUSIBLE
from schema.ports.doors import Sender
from schema.units import known_units, to_canonical
from tests.ingestion.conftest import NOW_MS

PIPELINE = Pipeline(clock=lambda: NOW_MS)
SENDER = Sender("luca", "watch", SourceKind.DEVICE)
NAMES = st.sampled_from([*EVENT_TYPES, "blood_pressure", "", "nothing"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
TIMES = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001
    max_value=datetime(2026, 11, 22),  # noqa: DTZ001
    timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))),
)
EVENTS = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON,
        "type": NAMES | JSON,
        "operation": st.sampled_from(["put", "retract"]) | JSON,
        "time": TIMES.map(datetime.isoformat) | JSON,
        "start": TIMES.map(datetime.isoformat) | JSON,
        "end": TIMES.map(datetime.isoformat) | JSON,
        "value": st.floats(allow_nan=False) | JSON,
        "values": st.lists(st.none() | st.floats(allow_nan=False)) | JSON,
        "interval_ms": st.integers(-5, 10**12) | JSON,
        "offsets_ms": st.lists(st.integers(-5, 10**12)) | JSON,
        "unit": st.sampled_from(["bpm", "count", "kg", "ms"]) | JSON,
        "stage": st.sampled_from(["rem", "deep"]) | JSON,
        "systolic": JSON,
        "diastolic": JSON,
        "activity": JSON,
        "items": JSON,
        "mood": JSON,
        "asleep_minutes": JSON,
    },
)
READINGS = st.sampled_from(sorted(PLAUSIBLE)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.sampled_from(known_units(name)),
        st.floats(PLAUSIBLE[name].trust_low, PLAUSIBLE[name].trust_high),
    )
)


def read(message):
    return PIPELINE.read(message, SENDER, Door.MQTT)


@given(st.binary() | st.binary().map(lambda tail: b"[" + tail) | st.text().map(str.encode))
def test_whatever_bytes_come_each_is_taken_or_refused_with_a_code(message):
    reading = read(message)

    assert reading.envelopes or reading.rejections
    assert len(reading.rejections) == len(reading.letters)


@given(st.lists(EVENTS, min_size=1, max_size=4))
def test_every_event_is_answered_once_in_its_place(events):
    reading = read(msgspec.json.encode(events))

    places = sorted([*reading.places, *(one.index for one in reading.rejections)])
    assert places == list(range(len(events)))
    for envelope in reading.envelopes:
        assert msgspec.json.decode(msgspec.json.encode(envelope), type=Envelope) == envelope
        assert envelope.offsets_ms[0] == 0
        assert envelope.offsets_ms == sorted(set(envelope.offsets_ms))
        assert envelope.values is None or len(envelope.values) == len(envelope.offsets_ms)


@given(TIMES, READINGS)
def test_a_reading_is_the_same_in_whatever_unit_and_offset_it_is_sent(time, reading):
    name, unit, value = reading
    if EVENT_TYPES[name].is_interval:
        when = {"start": time.isoformat(), "end": (time + timedelta(hours=25)).isoformat()}
    else:
        when = {"time": time.isoformat()}
    inverse = (value - to_canonical(name, 0.0, unit)) / (
        to_canonical(name, 1.0, unit) - to_canonical(name, 0.0, unit)
    )

    taken = read(msgspec.json.encode({"type": name, **when, "value": inverse, "unit": unit}))

    if taken.rejections:  # a rounding beyond the very end of the range
        low, high = PLAUSIBLE[name][:2]
        at_the_end = value in {low, high} or high == pytest.approx(value, rel=1e-9)
        assert at_the_end or low == pytest.approx(value, rel=1e-9), taken.rejections
        return
    (envelope,) = taken.envelopes
    assert envelope.values == [pytest.approx(value, rel=1e-9, abs=1e-9)]
    assert envelope.start_ms == (time - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
        milliseconds=1
    )


@given(st.text(max_size=40), st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_a_record_keeps_what_no_room_knows_yet(name, extra):
    own = {
        key: value
        for key, value in extra.items()
        if key not in {"rpe", "sets", "route", "name", "plan_id"}
    }
    try:
        kept = record_fields("workout", {**own, "activity": name}, 0)
    except PulsePlateError:
        return
    known = {"id", "type", "operation", "time", "start", "end", "unit", "activity"}
    assert {key: kept[key] for key in kept.keys() & own.keys() - known} == {
        key: value for key, value in own.items() if value is not None and key not in known
    }
