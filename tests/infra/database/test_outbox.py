import asyncio
from collections.abc import Awaitable

import pytest

from infra.database.facts import append_fact
from infra.database.profiles import SqlProfiles
from schema.facts import EVERYBODY, FactKind
from schema.people.profile import ProfileChange


async def test_facts_of_one_person_are_offered_in_the_order_of_writing(database, luca, facts):
    await asyncio.gather(
        *(
            database.write(
                lambda tx, n=n: append_fact(tx, luca.id, FactKind.PLAN, {"n": n}, str(n))
            )
            for n in range(30)
        )
    )

    rows = await facts(luca.id)
    instants = [fact.recorded_at_ms for fact in rows]
    assert len([fact for fact in rows if fact.kind is FactKind.PLAN]) == 30
    assert instants == sorted(instants)


async def test_a_clock_that_goes_back_does_not_change_the_order(database, luca, facts, clock):
    def write(n) -> Awaitable[None]:
        return database.write(
            lambda tx: append_fact(tx, luca.id, FactKind.PLAN, {"n": n}, str(n))
        )

    await write(1)
    clock.move(seconds=-60)
    await write(2)

    assert [fact.payload["n"] for fact in await facts(luca.id, FactKind.PLAN)] == [1, 2]


@pytest.mark.usefixtures("luca")
async def test_what_was_delivered_is_not_offered_again(outbox):
    pending = await outbox.pending(10_000)

    await outbox.delivered([fact.fact_id for fact in pending])

    assert await outbox.pending(10_000) == []


@pytest.mark.usefixtures("luca", "eva")
async def test_the_oldest_come_first_and_no_more_than_asked_for(outbox):
    everything = await outbox.pending(10_000)

    assert await outbox.pending(3) == everything[:3]


@pytest.mark.usefixtures("eva")
async def test_all_facts_of_a_person_can_be_sent_again_with_their_ids(database, luca, outbox):
    await SqlProfiles(database).update_profile(luca.id, ProfileChange(height_cm=178.0))
    first = await outbox.pending(10_000)
    await outbox.delivered([fact.fact_id for fact in first])

    count = await outbox.resend(luca.id)

    again = await outbox.pending(10_000)
    assert again == [fact for fact in first if fact.user_id == luca.id]
    assert count == len(again)


async def test_defaults_are_told_once_and_hold_from_the_beginning(outbox):
    told = [fact for fact in await outbox.pending(10_000) if fact.user_id == EVERYBODY]

    assert {fact.kind for fact in told} == {FactKind.DEFAULT_OPTION}
    assert all(fact.valid_from_ms == 0 for fact in told)
    assert len({fact.key for fact in told}) == len(told)
