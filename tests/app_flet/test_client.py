import asyncio

import pytest

from app_flet import client
from app_flet.answers.person import Opened
from app_flet.client import HouseClient
from app_flet.errors import HouseUnreachableError
from app_flet.renewals import Renewals


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


async def test_a_house_that_does_not_answer_in_time_is_out_of_reach(silent_house, monkeypatch):
    monkeypatch.setattr(client, "TIMEOUT_S", 0.2)

    async def ignore(_session):
        pass

    house = HouseClient(silent_house, Renewals(), ignore)
    said = {"input": {"login": "ada", "password": "countess"}}

    with pytest.raises(HouseUnreachableError):
        await house.ask("sign_in", Opened, **said)
    await house.close()
