import asyncio
import json

import pytest
from websockets.asyncio.server import serve

from app_flet import client
from app_flet.answers.base import Answer
from app_flet.answers.person import Opened
from app_flet.client import HouseClient
from app_flet.errors import HouseUnreachableError, SessionEndedError
from app_flet.renewals import Renewals
from tests.app_flet.sessions import session


@pytest.fixture
async def silent_house():
    """A house that takes every question and answers none."""

    async def listen(reader, writer):
        await reader.read()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        yield f"http://{host}:{port}/graphql"


class Heard(Answer, frozen=True):
    """By whose token a house was asked."""

    token: str


class TellingHouse:
    """Tells who follows it with which token they came, once it opens its door."""

    def __init__(self):
        self.is_open, self.knocked = asyncio.Event(), asyncio.Event()
        self.is_open.set()

    async def serve(self, socket):
        token = json.loads(await socket.recv())["payload"]["authorization"]
        self.knocked.set()
        await self.is_open.wait()
        await socket.send(json.dumps({"type": "connection_ack"}))
        async for said in socket:
            asked = json.loads(said)
            if asked["type"] == "subscribe":
                told = {"data": {"token": token}}
                answer = {"type": "next", "id": asked["id"], "payload": told}
                await socket.send(json.dumps(answer))


@pytest.fixture
async def telling_house():
    house = TellingHouse()
    async with serve(house.serve, "127.0.0.1", 0, subprotocols=["graphql-transport-ws"]) as at:
        host, port = at.sockets[0].getsockname()
        house.url = f"http://{host}:{port}/graphql"
        yield house


async def ignore(_session):
    pass


async def heard(house):
    return (await anext(house.follow("day_changed", Heard))).token


async def test_who_signs_in_next_does_not_hear_what_the_one_before_followed(telling_house):
    house = HouseClient(telling_house.url, Renewals(), ignore)
    await house.keeper.open(session("luca"))
    assert await heard(house) == "Bearer access luca"

    await house.keeper.close()
    await house.keeper.open(session("nova"))

    assert await heard(house) == "Bearer access nova"
    await house.close()


async def test_a_connection_made_for_somebody_who_left_meanwhile_is_nobodys(telling_house):
    house = HouseClient(telling_house.url, Renewals(), ignore)
    await house.keeper.open(session("luca"))
    telling_house.is_open.clear()
    of_luca = asyncio.create_task(heard(house))
    await telling_house.knocked.wait()

    await house.keeper.close()
    await house.keeper.open(session("nova"))
    telling_house.is_open.set()

    assert await heard(house) == "Bearer access nova"
    with pytest.raises(SessionEndedError):
        await of_luca
    await house.close()


async def test_a_house_that_cannot_renew_a_session_just_now_is_asked_again(telling_house):
    house = HouseClient(telling_house.url, Renewals(), ignore)
    await house.keeper.open(session("luca", minutes=0))
    followed = house.follow("day_changed", Heard)

    assert await anext(followed) is None
    await house.keeper.open(session("luca"))

    assert (await anext(followed)).token == "Bearer access luca"
    await house.close()


async def test_a_house_that_does_not_answer_in_time_is_out_of_reach(silent_house, monkeypatch):
    monkeypatch.setattr(client, "TIMEOUT_S", 0.2)

    house = HouseClient(silent_house, Renewals(), ignore)
    said = {"input": {"login": "ada", "password": "countess"}}

    with pytest.raises(HouseUnreachableError):
        await house.ask("sign_in", Opened, **said)
    await house.close()
