import asyncio
import socket
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
import uvicorn
from prometheus_client import CollectorRegistry
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from graph_api.context import Context
from graph_api.following import following, token_end
from graph_api.platform.metrics import GraphMetrics
from graph_api.times import today_in
from schema.errors import UnauthenticatedError
from schema.events.envelope import Change
from schema.people.devices import manual_source_id
from schema.people.imports import ImportProgress, ImportState
from schema.ports.lake import DayValue
from schema.ports.live import LiveReading
from tests.graph_api.sockets import Socket, opened

LIVE = "subscription { live { metric value unit source { kind } } }"
DAYS = "subscription { dayChanged { date steps } }"


@pytest.fixture
async def address(app):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(
        app, port=port, log_level="warning", ws="websockets-sansio", lifespan="off"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  it tells in no other way
        await asyncio.sleep(0.01)
    yield f"127.0.0.1:{port}"
    server.should_exit = True
    await serving


async def listening(broadcast, key):
    async with asyncio.timeout(5):
        while not broadcast.is_heard(key):  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def reading(person, value, metric="heart_rate"):
    return LiveReading(
        user_id=person.user_id,
        metric=metric,
        value=value,
        unit="bpm",
        time_ms=1_790_000_000_000,
        source_id=manual_source_id(person.user_id),
    )


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


async def test_a_socket_is_cut_when_its_session_ends(address, luca):
    async with opened(address, luca.token) as line:
        await line.follow(LIVE)
        await luca.data("mutation { signOut }")

        with pytest.raises(ConnectionClosedError) as cut:
            await line.hear_all()

    assert cut.value.rcvd.code == 4401


async def test_a_moment_without_sql_does_not_stop_the_watch_over_a_token(services):
    class Faltering:
        """Cannot tell the first time, and then says that the session has ended."""

        asked = 0

        async def identify(self, _: str) -> None:
            self.asked += 1
            if self.asked == 1:
                raise OSError("the database is away")
            raise UnauthenticatedError("the session has ended")

    faltering = replace(services, accounts=Faltering())
    context = Context(faltering, GraphMetrics(CollectorRegistry()), is_socket=True)

    async with asyncio.timeout(5):
        await token_end(context)

    assert faltering.accounts.asked == 2


async def test_who_leaves_before_anything_came_is_let_go_quietly(services):
    is_closed = asyncio.Event()

    async def silence():
        try:
            await asyncio.Event().wait()
            yield
        finally:
            is_closed.set()

    context = Context(services, GraphMetrics(CollectorRegistry()), is_socket=True)

    async with following(context, silence()):
        await asyncio.sleep(0)

    assert is_closed.is_set()


async def test_a_bad_token_opens_no_socket(address):
    async with connect(
        f"ws://{address}/graphql", subprotocols=["graphql-transport-ws"]
    ) as connection:
        line = Socket(connection)
        await line.say(type="connection_init", payload={"authorization": "Bearer nonsense"})
        with pytest.raises(ConnectionClosedError) as refused:
            await line.hear()

    assert refused.value.rcvd.code == 4403


async def test_a_good_token_stands_where_an_old_one_was_sent_before(address, luca):
    headers = {"authorization": "Bearer of last year"}
    async with opened(address, luca.token, additional_headers=headers) as line:
        await line.follow("{ me { name } }")

        assert await line.pushed() == {"me": {"name": "Luca"}}


async def test_without_a_token_a_socket_tells_nothing(address):
    async with opened(address, None) as line:
        await line.follow(LIVE)
        message = await line.hear()

    assert message["type"] == "error"
    assert message["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_what_is_asked_on_a_socket_is_never_stale(address, luca, lake, services):
    today = today_in("Europe/Rome", services.clock())
    async with opened(address, luca.token) as line:
        await line.follow("{ me { day { steps } } }", "1")
        before = await line.pushed()
        assert (await line.hear())["type"] == "complete"
        lake.put_day(luca.user_id, today, steps=DayValue(10.0, {}))

        await line.follow("{ me { day { steps } } }", "2")
        after = await line.pushed()

    assert before["me"]["day"] == {"steps": None}
    assert after["me"]["day"] == {"steps": 10}


@pytest.mark.parametrize(
    ("origin", "is_open"), [("https://app.example", True), ("https://elsewhere.example", False)]
)
async def test_only_pages_of_known_origins_open_a_socket(address, luca, origin, is_open):
    if is_open:
        async with opened(address, luca.token, origin=origin):
            return
    with pytest.raises(InvalidStatus):
        async with opened(address, luca.token, origin=origin):
            pass


async def test_server_sent_events_carry_the_same_and_end_with_the_session(
    address, luca, services
):
    headers = {"authorization": f"Bearer {luca.token}", "accept": "text/event-stream"}
    lines = []
    async with (
        httpx.AsyncClient(timeout=5) as client,
        client.stream(
            "POST", f"http://{address}/graphql", json={"query": LIVE}, headers=headers
        ) as response,
    ):
        await listening(services.live.coming, luca.user_id)
        await services.live.put([reading(luca, 61.0)])
        async for text in response.aiter_lines():
            lines.append(text)
            if '"value":61.0' in text:
                await luca.data("mutation { signOut }")

    assert any("UNAUTHENTICATED" in text for text in lines)
    assert not services.live.coming.is_heard(luca.user_id)
