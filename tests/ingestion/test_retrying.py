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


async def test_nobodys_letter_cannot_be_taken(letter, pipeline):
    with pytest.raises(StillRefusedError, match="nobody"):
        await retry(msgspec.structs.replace(letter, user_id=""), pipeline, MemoryLog())
