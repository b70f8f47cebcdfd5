"""Dead letters, tried again."""

import msgspec
import pytest

from ingestion.retrying import StillRefusedError, retry
from tests.ingestion.ports import MemoryLog

PULSE = b'{"id":"a","type":"heart_rate","time":"2026-11-24T12:06:00Z","value":70}'


@pytest.fixture
def letter(read):
    """A reading that came from a clock that was ahead."""
    return read(PULSE).letters[0]


async def test_what_can_be_taken_now_goes_on_the_log(letter, pipeline):
    now_plausible = msgspec.structs.replace(
        letter, original=letter.original.replace("12:06", "12:01")
    )
    log = MemoryLog()

    assert await retry(now_plausible, pipeline, log) == ["a"]
    assert [(one.user_id, one.source_id) for one in log.envelopes] == [("luca", "watch")]


async def test_what_is_refused_again_says_why_and_leaves_no_second_letter(letter, pipeline):
    log = MemoryLog()

    with pytest.raises(StillRefusedError, match="clock"):
        await retry(letter, pipeline, log)

    assert not log.envelopes
    assert not log.letters


async def test_an_event_as_long_as_it_may_be_is_kept_whole(read, pipeline):
    long = PULSE.replace(b"}", b',"note":"%s"}' % (b"x" * 390_000))
    (letter,) = read(long).letters

    assert letter.original.encode() == long
    with pytest.raises(StillRefusedError, match="clock"):
        await retry(letter, pipeline, MemoryLog())


@pytest.mark.parametrize("note", [b"\xff", b"x" * 400_000])
async def test_what_is_kept_only_to_be_looked_at_is_not_taken(read, pipeline, note):
    sent = PULSE.replace(b"12:06", b"12:01").replace(b"}", b',"note":"%s"}' % note)
    (letter,) = read(sent).letters

    with pytest.raises(StillRefusedError, match="not what was sent"):
        await retry(letter, pipeline, MemoryLog())


async def test_nobodys_letter_cannot_be_taken(letter, pipeline):
    with pytest.raises(StillRefusedError, match="nobody"):
        await retry(msgspec.structs.replace(letter, user_id=""), pipeline, MemoryLog())
