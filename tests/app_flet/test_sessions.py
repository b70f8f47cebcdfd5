import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from app_flet.answers.person import Session
from app_flet.client import graphql_url
from app_flet.errors import HouseUnreachableError, SessionEndedError
from app_flet.renewals import Renewals
from app_flet.session_keeper import SessionKeeper


def session(name, minutes=15):
    ends = datetime.now(UTC) + timedelta(minutes=minutes)
    return Session(access_token=f"access {name}", refresh_token=name, expires_at=ends)


class Door:
    """Changes each refresh token once, as the house does."""

    def __init__(self):
        self.used = []
        self.is_open = True

    async def exchange(self, refresh_token):
        await asyncio.sleep(0)
        if not self.is_open:
            raise HouseUnreachableError
        if refresh_token in self.used:
            return None
        self.used.append(refresh_token)
        return session(f"after {refresh_token}")


@pytest.fixture
def door():
    return Door()


@pytest.fixture
def keeper_of(door):
    renewals = Renewals()

    async def ignore(_session):
        pass

    async def keeper_of(opened):
        keeper = SessionKeeper(renewals, door.exchange, ignore)
        await keeper.open(opened)
        return keeper

    return keeper_of


async def test_a_session_is_renewed_before_it_ends(keeper_of):
    keeper = await keeper_of(session("first", minutes=0.2))

    current = await keeper.current()

    assert current.refresh_token == "after first"


async def test_a_good_session_is_left_alone(keeper_of, door):
    keeper = await keeper_of(session("first"))

    await keeper.current()

    assert door.used == []


async def test_many_questions_renew_a_session_once(keeper_of, door):
    keeper = await keeper_of(session("first", minutes=0))

    answers = await asyncio.gather(*(keeper.current() for _ in range(5)))

    assert {answer.refresh_token for answer in answers} == {"after first"}
    assert door.used == ["first"]


async def test_two_tabs_of_a_browser_do_not_sign_each_other_out(keeper_of):
    one = await keeper_of(session("first", minutes=0))
    other = await keeper_of(session("first", minutes=0))

    await one.current()

    assert (await other.current()).refresh_token == "after first"


async def test_a_session_that_the_house_refuses_is_over(keeper_of, door):
    keeper = await keeper_of(session("first", minutes=0))
    door.used.append("first")

    with pytest.raises(SessionEndedError):
        await keeper.current()
    assert keeper.session is None


async def test_a_house_out_of_reach_ends_no_session(keeper_of, door):
    keeper = await keeper_of(session("first", minutes=0))
    door.is_open = False
    with pytest.raises(HouseUnreachableError):
        await keeper.current()

    door.is_open = True

    assert (await keeper.current()).refresh_token == "after first"


@pytest.mark.parametrize(
    ("address", "graph"),
    [
        ("http://127.0.0.1:8237", "http://127.0.0.1:8237/graphql"),
        ("http://127.0.0.1:8237/", "http://127.0.0.1:8237/graphql"),
        ("https://pulse.example/api/graphql", "https://pulse.example/api/graphql"),
    ],
)
def test_the_graph_is_found_at_a_houses_address(address, graph):
    assert graphql_url(address) == graph
