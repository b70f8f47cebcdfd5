import asyncio

import pytest

from recommender.remembered import RememberedDeeds
from schema.ports.lake import StoredRecord
from tests.recommender.conftest import EVENING, did


class Shelf:
    """Everybody ate the same, and reading of it is counted."""

    def __init__(self):
        self.reads, self.is_away, self.newest = [], False, 3

    async def batch(self):
        return self.newest

    async def records(self, user_id, _types, _first):
        self.reads.append(user_id)
        await asyncio.sleep(0)
        if self.is_away:
            raise ConnectionError("the lake is away")
        record = {"plan_id": "apple-almonds"}
        return [StoredRecord("phone", "meal", "m", EVENING, EVENING, None, record, None)]


@pytest.fixture
def shelf():
    return Shelf()


async def test_slates_asked_for_together_read_once(shelf):
    deeds = RememberedDeeds(shelf)

    both = await asyncio.gather(deeds.of("luca"), deeds.of("luca"), deeds.of("eva"))

    assert both[0] == both[1] == [did("completed", "apple-almonds")]
    assert shelf.reads == ["luca", "eva"]


async def test_with_the_next_batch_it_is_read_again(shelf):
    deeds = RememberedDeeds(shelf)
    await deeds.of("luca")
    await deeds.of("luca")
    shelf.newest += 1
    await deeds.of("luca")

    assert shelf.reads == ["luca", "luca"]


async def test_an_error_is_not_remembered(shelf):
    deeds = RememberedDeeds(shelf)
    shelf.is_away = True
    with pytest.raises(ConnectionError):
        await deeds.of("luca")

    shelf.is_away = False

    assert await deeds.of("luca")


async def test_who_hangs_up_takes_the_answer_from_nobody(shelf):
    deeds = RememberedDeeds(shelf)
    one, other = asyncio.create_task(deeds.of("luca")), asyncio.create_task(deeds.of("luca"))
    await asyncio.sleep(0)
    one.cancel()

    assert await other
    assert shelf.reads == ["luca"]
