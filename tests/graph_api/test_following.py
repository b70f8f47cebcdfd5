import asyncio
from datetime import timedelta

import pytest

from graph_api.times import today_in
from schema.events.envelope import Change
from schema.people.imports import ImportProgress, ImportState
from schema.ports.lake import DayValue
from tests.graph_api.sockets import listening, opened
from tests.graph_api.stores import reading

LIVE = "subscription { live { metric value unit source { kind } } }"
DAYS = "subscription { dayChanged { date steps } }"


def change(person, batch, dates):
    return Change(
        user_id=person.user_id, stream="quick", batch=batch, dates=dates, metrics=["steps"]
    )


async def test_a_heart_is_seen_to_move(address, luca, services):
    async with opened(address, luca.token) as line:
        await line.follow(LIVE)
        await listening(services.live.coming, luca.user_id)

        await services.live.put([reading(luca, 61.0), reading(luca, 62.0)])

        seen = [(await line.pushed())["live"] for _ in range(2)]
    assert [each["value"] for each in seen] == [61.0, 62.0]
    assert seen[0]["metric"] == "HEART_RATE"
    assert seen[0]["source"] == {"kind": "MANUAL"}


async def test_only_the_named_metrics_are_pushed(address, luca, services):
    async with opened(address, luca.token) as line:
        await line.follow("subscription { live(metrics: [STEPS]) { value } }")
        await listening(services.live.coming, luca.user_id)

        await services.live.put([reading(luca, 61.0), reading(luca, 5.0, "steps")])

        assert await line.pushed() == {"live": {"value": 5.0}}


async def test_a_changed_day_is_read_anew_at_the_manifest_that_changed_it(
    address, luca, services, lake
):
    today = today_in("Europe/Rome", services.clock())
    async with opened(address, luca.token) as line:
        await line.follow(DAYS)
        first = (await line.pushed())["dayChanged"]
        await listening(services.live.new, luca.user_id)

        await services.live.tell([change(luca, 7, [today.isoformat()])])
        await asyncio.sleep(0.1)
        lake.put_day(luca.user_id, today, steps=DayValue(4321.0, {}))
        lake.newest["quick"] = 7

        second = (await line.pushed())["dayChanged"]
    assert first["steps"] is None
    assert second == {"date": today.isoformat(), "steps": 4321}


async def test_of_an_import_of_years_the_newest_month_is_pushed(address, luca, services, lake):
    today = services.clock().date()
    dates = [(today - timedelta(days)).isoformat() for days in range(400)]
    async with opened(address, luca.token) as line:
        await line.follow(DAYS)
        await line.pushed()
        await listening(services.live.new, luca.user_id)
        reads = len(lake.reads)

        await services.live.tell([change(luca, 0, dates[::-1])])
        pushed = [(await line.pushed())["dayChanged"]["date"] for _ in range(31)]

        assert pushed == dates[:31]
        assert len(lake.reads) == reads + 1


async def test_a_dislike_pushes_the_adapted_slate(address, luca, services):
    query = "subscription { recommendationsChanged(kind: WORKOUT) { items { id title } } }"
    feedback = """
    mutation ($id: ID!) {
      giveFeedback(input: {recommendationId: $id, verdict: DISLIKE}) { __typename }
    }
    """
    async with opened(address, luca.token) as line:
        await line.follow(query)
        await listening(services.advice.moved, luca.user_id)

        await luca.data(feedback, id=f"{luca.user_id}/porridge")
        await luca.data(feedback, id=f"{luca.user_id}/walk-30")

        slate = (await line.pushed())["recommendationsChanged"]
    assert [item["title"] for item in slate["items"]] == ["Easy run"]


@pytest.mark.parametrize(
    "change",
    [
        'updateProfile(input: {allergens: ["MILK"]})',
        "updateGoals(input: {dailyProteinG: 120})",
    ],
)
async def test_another_profile_or_goal_pushes_both_slates(address, luca, services, change):
    async with opened(address, luca.token) as line:
        await line.follow("subscription { recommendationsChanged { items { kind } } }")
        await listening(services.advice.moved, luca.user_id)

        await luca.data(f"mutation {{ {change} {{ __typename }} }}")

        pushed = [(await line.pushed())["recommendationsChanged"]["items"] for _ in range(2)]
    assert {item["kind"] for items in pushed for item in items} == {"WORKOUT", "MEAL"}


async def test_an_import_is_followed_until_it_is_through(address, luca, services):
    brought = await services.imports.begin(luca.user_id, "steps.csv")
    query = "subscription ($id: ID!) { importProgress(id: $id) { state read progress } }"
    async with opened(address, luca.token) as line:
        await line.follow(query, id=brought.id)
        first = (await line.pushed())["importProgress"]
        await listening(services.import_watch.said, brought.id)

        step = ImportProgress(state=ImportState.DONE, read=12, progress=1.0)
        await services.import_watch.show(brought.id, step)

        last = (await line.pushed())["importProgress"]
        assert (await line.hear())["type"] == "complete"
    assert first == {"state": "WAITING", "read": 0, "progress": 0.0}
    assert last == {"state": "DONE", "read": 12, "progress": 1.0}
