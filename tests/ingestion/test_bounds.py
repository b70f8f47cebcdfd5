"""What no reader of the log could read is refused at the door, alone."""

import pytest

from tests.ingestion.test_pipeline import refused

RIDE = (
    '{"type":"workout","start":"2026-11-23T17:00:00Z","end":"2026-11-23T18:00:00Z",'
    '"activity":"cycling","x":%s}'
)
PULSE = '{"id":"a","type":"heart_rate","time":"2026-11-24T00:00:00Z","value":70}'


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ("1e400", "out of range"),
        ("9" * 4301, "out of range"),
        ("9223372036854775808", "x 9223372036854775808"),
        ('[{"deep":-9223372036854775809}]', "deep -9223372036854775809"),
        ("9" * 4000, "x 99999"),
        ("[" * 65 + "]" * 65, "x is nested deeper than 64"),
        ("[" * 900 + "]" * 900, "x is nested deeper than 64"),
        ('{"%s":1}' % ("y" * 201), "201 characters"),
    ],
)
def test_an_own_field_that_not_every_reader_could_read_refuses_its_event_alone(read, own, says):
    reading = read(f"[{PULSE},{RIDE % own}]".encode())

    (rejection,) = reading.rejections
    assert (rejection.index, rejection.code) == (1, "invalid_event")
    assert says in rejection.message
    assert len(rejection.message) < 300
    assert reading.accepted == ["a"]


def test_nesting_that_no_parser_follows_is_refused(read):
    assert refused(read((RIDE % ("[" * 5000 + "]" * 5000)).encode())).code == "unreadable"


@pytest.mark.parametrize(
    "own",
    [
        "9223372036854775807",
        "-9223372036854775808",
        "[" * 64 + "]" * 64,
        '{"%s":1.5}' % ("y" * 200),
    ],
)
def test_an_own_field_within_the_bounds_is_kept(read, own):
    (envelope,) = read((RIDE % own).encode()).envelopes

    assert "x" in envelope.record


@pytest.mark.parametrize(
    "event",
    [
        '{"type":"%s"}',
        '{"type":"heart_rate","time":"2026-11-24T00:00:00Z","value":70,"unit":"%s"}',
        '{"type":"heart_rate","time":"2026-11-24T00:00:00Z","value":70,"operation":"%s"}',
        '{"type":"sleep_stage","stage":"%s"}',
    ],
)
def test_what_a_refusal_says_again_is_cut(read, event):
    assert len(refused(read((event % ("z" * 90_000)).encode())).message) < 600
