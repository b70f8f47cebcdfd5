"""What a file says twice."""

import msgspec
import pytest

from ingestion import repeats
from ingestion.repeats import Repeats
from schema.events import Envelope


@pytest.fixture
def steps(read):
    def of_minutes(first, count, value=10) -> Envelope:
        event = {
            "type": "steps",
            "start": f"2026-11-23T{first // 60:02}:{first % 60:02}:00Z",
            "interval_ms": 60_000,
            "values": [value] * count,
        }
        return read(msgspec.json.encode(event)).envelopes[0]

    return of_minutes


def test_of_a_series_only_the_samples_not_yet_brought_are_new(steps):
    known = Repeats()

    assert known.new_part(steps(0, 60))[1] == 0
    part, repeated = known.new_part(steps(58, 4))

    assert repeated == 2
    assert part.start_ms == steps(60, 1).start_ms
    assert (part.offsets_ms, part.values) == ([0, 60_000], [10.0, 10.0])
    assert known.new_part(steps(58, 4)) == (None, 4)


def test_hours_that_were_packed_away_are_remembered(steps, monkeypatch):
    monkeypatch.setattr(repeats, "_OPEN_HOURS", 2)
    known = Repeats()
    for hour in range(6):
        known.new_part(steps(hour * 60, 60))

    assert known.new_part(steps(0, 60)) == (None, 60)


@pytest.mark.parametrize("hours_between", [0, 4])
def test_another_value_of_the_same_instant_is_a_revision(steps, monkeypatch, hours_between):
    monkeypatch.setattr(repeats, "_OPEN_HOURS", 2)
    known = Repeats()
    known.new_part(steps(0, 2, value=80))
    for hour in range(1, 1 + hours_between):
        known.new_part(steps(hour * 60, 60))

    for value in (75, 80):
        revised = steps(0, 3, value=value)
        assert known.new_part(revised)[0].values == [float(value)] * 3
        assert known.new_part(revised) == (None, 3)


@pytest.fixture
def check_in(read):
    def of_mood(mood) -> Envelope:
        event = {"type": "check_in", "id": "a", "time": "2026-11-24T07:00:00Z", "mood": mood}
        return read(msgspec.json.encode(event)).envelopes[0]

    return of_mood


def test_a_record_is_new_once(check_in):
    known = Repeats()

    assert known.new_part(check_in(3)) == (check_in(3), 0)
    assert known.new_part(check_in(3)) == (None, 1)


def test_a_record_of_other_content_is_a_revision(check_in):
    known = Repeats()
    known.new_part(check_in(3))

    assert known.new_part(check_in(4)) == (check_in(4), 0)
    assert known.new_part(check_in(4)) == (None, 1)
