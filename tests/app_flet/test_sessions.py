import asyncio

import pytest

from app_flet.client import graphql_url
from app_flet.errors import HouseUnreachableError, SessionEndedError
from app_flet.renewals import Renewals
from app_flet.session_keeper import SessionKeeper
from tests.app_flet.sessions import session


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


async def test_what_one_person_asked_is_not_asked_again_for_who_signs_in_next(keeper_of, door):
    of_luca = session("luca")
    keeper = await keeper_of(of_luca)
    await keeper.close()
    await keeper.open(session("nova"))

    with pytest.raises(SessionEndedError):
        await keeper.renewed(instead_of=of_luca)
    assert keeper.session.refresh_token == "nova"
    assert door.used == []


async def test_who_signs_out_while_their_session_is_renewed_stays_signed_out(keeper_of, door):
    of_luca = session("luca")
    keeper = await keeper_of(of_luca)
    renewing = asyncio.create_task(keeper.renewed(instead_of=of_luca))
    await asyncio.sleep(0)

    await keeper.close()

    with pytest.raises(SessionEndedError):
        await renewing
    assert door.used == ["luca"]
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
