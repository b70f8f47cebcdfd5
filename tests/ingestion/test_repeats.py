"""What a file says twice."""

import msgspec
import pytest

from ingestion import repeats
from ingestion.repeats import Repeats
from schema.events import Envelope


@pytest.fixture
def steps(read):
    def of_minutes(first, count) -> Envelope:
        event = {
            "type": "steps",
            "start": f"2026-11-23T{first // 60:02}:{first % 60:02}:00Z",
            "interval_ms": 60_000,
            "values": [10] * count,
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


def test_a_record_is_new_once(read):
    event = {"type": "check_in", "id": "a", "time": "2026-11-24T07:00:00Z", "mood": 3}
    record = read(msgspec.json.encode(event)).envelopes[0]
    known = Repeats()

    assert known.new_part(record) == (record, 0)
    assert known.new_part(record) == (None, 1)
