"""Leases as those who hold them use them."""

import asyncio
import threading

import pytest

from ingestion.lease import ImportLease
from recommender.turns import Turn


class SlowLeases:
    """Leases that let nobody prolong one until they are told to."""

    def __init__(self):
        self.holders = {}
        self.asked, self.may_go_on, self.is_prolonged = (threading.Event() for _ in range(3))

    def acquire(self, name, holder, _ttl_s):
        if name in self.holders:
            self.asked.set()
            self.may_go_on.wait(5)
        self.holders[name] = holder
        if self.may_go_on.is_set():
            self.is_prolonged.set()
        return True

    def release(self, name, _holder):
        self.holders.pop(name, None)


@pytest.mark.parametrize(
    "lease_on",
    [
        lambda leases: Turn(leases, "a", "me", 0.01),
        lambda leases: ImportLease(leases, "a", 0.01),
    ],
    ids=["training", "import"],
)
async def test_a_lease_that_was_just_being_prolonged_is_given_back_all_the_same(lease_on):
    leases = SlowLeases()
    async with lease_on(leases).held():
        await asyncio.to_thread(leases.asked.wait, 5)
        asyncio.get_running_loop().call_later(0.2, leases.may_go_on.set)
    await asyncio.to_thread(leases.is_prolonged.wait, 5)

    assert leases.holders == {}
