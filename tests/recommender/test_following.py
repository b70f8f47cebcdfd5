import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from recommender.context import PersonContext
from recommender.following import next_turn
from schema.events.envelope import Change
from schema.people.advice import RecommendationKind, Verdict
from schema.people.profile import Goals
from schema.ports.lake import StoredRecord
from tests.recommender.conftest import EVENING, did
from tests.recommender.test_adviser import MEAL, WORKOUT, house

__all__ = ["house"]

ROME = ZoneInfo("Europe/Rome")
TODAY = EVENING.date().isoformat()


@pytest.fixture
def followed(house):
    """Somebody whose slates are followed: what they were told of, and their house."""
    adviser, parts = house
    told = asyncio.Queue()

    async def follow():
        async for kind in adviser.changes("luca", 5):
            told.put_nowait(kind)

    async def begin(**changed):
        nonlocal adviser
        adviser = replace(adviser, **changed)
        following.append(asyncio.create_task(follow()))
        async with asyncio.timeout(5):
            while not parts["luca"].is_read():  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        return adviser

    following = []
    yield begin, told, parts
    for task in following:
        task.cancel()


def change(batch=1, stream="quick"):
    return Change(user_id="luca", stream=stream, batch=batch, dates=[TODAY], metrics=["steps"])


async def tell(parts, **day):
    """Let the lake learn something of the day, and say so."""
    parts["luca"].day |= day
    parts["luca"].batches += 1
    parts["days"].put_nowait(change(parts["luca"].batches))


async def nothing_more(told, parts):
    """Say that nothing was told of, once another change has been looked at."""
    await tell(parts)
    async with asyncio.timeout(5):
        while parts["days"].qsize() or not parts["luca"].is_read():  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    return told.empty()


async def heard(told):
    async with asyncio.timeout(5):
        return await told.get()


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ({"energy_in": 1900.0}, MEAL),
        ({"expenditure": 1300.0}, MEAL),
        ({"protein": 100.0}, MEAL),
        ({"readiness": 10.0}, WORKOUT),
        ({"ctl": 20.0, "atl": 60.0}, WORKOUT),
        ({"body_weight": 120.0}, WORKOUT),
    ],
)
async def test_a_day_that_moves_a_slate_is_told_of(followed, day, kind):
    begin, told, parts = followed
    await begin()

    await tell(parts, **day)

    seen = {await heard(told)}
    while not told.empty():
        seen.add(told.get_nowait())
    assert kind in seen


async def test_a_day_that_moves_no_slate_is_not_told_of(followed):
    begin, told, parts = followed
    await begin()

    await tell(parts, steps=9000.0)

    assert await nothing_more(told, parts)


async def test_what_was_eaten_from_the_slate_leaves_it_with_the_batch_that_says_so(followed):
    begin, told, parts = followed
    adviser = await begin()
    first = (await adviser.slate("luca", MEAL, 1)).items[0].item.id
    record = {"items": [{"name": "A meal"}], "plan_id": first}
    meal = StoredRecord("phone", "meal", "m", EVENING, EVENING, None, record, None)

    parts["luca"].done = [meal]
    await tell(parts)

    assert await heard(told) is MEAL
    assert (await adviser.slate("luca", MEAL, 1)).items[0].item.id != first


async def test_what_is_said_is_told_of_even_if_the_slate_stays(followed):
    begin, told, parts = followed
    await begin()

    parts["bell"].rung_now.put_nowait(WORKOUT)

    assert await heard(told) is WORKOUT
    assert await nothing_more(told, parts)


async def test_a_slate_that_moved_before_it_was_followed_is_told_of_at_once(followed, house):
    begin, told, parts = followed
    adviser, _ = house
    await adviser.slate("luca", MEAL, 3)
    await adviser.slate("luca", WORKOUT, 3)
    parts["luca"].day["energy_in"] = 1900.0

    await begin()

    assert await heard(told) is MEAL
    assert await nothing_more(told, parts)


async def test_the_hour_turns_the_slate(followed):
    begin, told, parts = followed
    start, began = EVENING.replace(hour=21, minute=59, second=59, microsecond=900_000), None

    def clock():
        nonlocal began
        now = asyncio.get_running_loop().time()
        began = began or now
        return start + timedelta(seconds=now - began)

    parts["luca"].told = replace(parts["luca"].told, timezone="UTC")
    parts["luca"].wanted = Goals(daily_energy_kcal=2600.0)

    await begin(clock=clock)

    assert await heard(told) is MEAL


async def test_a_verdict_is_told_of_once_and_shown_as_adapted(followed):
    begin, told, parts = followed
    adviser = await begin()
    slate = await adviser.slate("luca", WORKOUT, 5)

    adapted = await adviser.feedback("luca", slate.items[0].id, Verdict.DISLIKE, None)

    assert await heard(told) is WORKOUT
    assert slate.items[0].item.id not in [item.item.id for item in adapted.items]
    assert await nothing_more(told, parts)


@pytest.mark.parametrize(
    ("now", "turn"),
    [
        ("2026-11-24T03:59:00", "2026-11-24T04:00:00"),
        ("2026-11-24T10:00:00", "2026-11-24T10:30:00"),
        ("2026-11-24T10:30:00", "2026-11-24T15:00:00"),
        ("2026-11-24T18:30:00", "2026-11-24T21:00:00"),
        ("2026-11-24T22:10:00", "2026-11-25T00:00:00"),
        ("2026-10-25T01:00:00", "2026-10-25T04:00:00"),
    ],
)
def test_a_slate_stands_until_the_next_hour_at_which_something_else_fits(now, turn):
    person = PersonContext("luca", datetime.fromisoformat(now).replace(tzinfo=ROME))

    expected = datetime.fromisoformat(turn).replace(tzinfo=ROME).astimezone(UTC)
    assert timedelta(0) < next_turn(person) - expected < timedelta(seconds=1)


def test_a_slate_stands_until_something_may_come_back():
    skipped = did("skipped", "toast", ago_h=11)

    turn = next_turn(PersonContext("luca", EVENING, history=(skipped,)))

    assert timedelta(0) < turn - (EVENING + timedelta(hours=1)) < timedelta(seconds=1)


async def test_a_slate_stands_while_the_hours_pass_between_two_turns(house):
    adviser, parts = house
    parts["luca"].done = [
        StoredRecord("phone", "meal", str(day), at, at, None, {"plan_id": item}, None)
        for day, item in enumerate(["apple-almonds", "tuna-bean-salad", "apple-almonds"], 2)
        for at in [EVENING - timedelta(days=day)]
    ]

    def of(slate):
        return [(item.item.id, item.contributions) for item in slate.items]

    parts["luca"].told = replace(parts["luca"].told, timezone="UTC")
    begun = EVENING.replace(hour=17, minute=30)
    ended = EVENING.replace(hour=20, minute=59)
    for kind in RecommendationKind:
        early = await replace(adviser, clock=lambda: begun).slate("luca", kind, 20)
        late = await replace(adviser, clock=lambda: ended).slate("luca", kind, 20)
        assert of(early) == of(late)
