import asyncio
from dataclasses import replace

import httpx
import pytest
from prometheus_client import CollectorRegistry
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosedError, InvalidStatus

from graph_api.context import Context
from graph_api.following import following, token_end
from graph_api.platform.metrics import GraphMetrics
from graph_api.times import today_in
from schema.errors import UnauthenticatedError
from schema.ports.lake import DayValue
from tests.graph_api.sockets import Socket, listening, opened
from tests.graph_api.stores import reading

LIVE = "subscription { live { value } }"


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
