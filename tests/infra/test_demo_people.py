"""The demo's people in SQL: made once, as of the day on which their history begins."""

import asyncio
import contextlib
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from infra.composition import House
from infra.database.facts import SqlOutbox
from infra.database.feedback import SqlFeedbackFeed
from infra.database.migrate import upgrade
from infra.database.models import FactRow, FeedbackRow, PersonRow, SlateRow
from infra.database.profiles import SqlProfiles
from infra.demo.neighbours import Neighbourhood
from infra.demo.notebook import Notebook
from infra.demo.opinions import neighbours_opinions, write_opinions
from infra.demo.residents import HISTORY_DAYS, move_in
from infra.settings import Settings
from ingestion.simulator.residents import RESIDENTS
from recommender.interactions import interaction_of
from recommender.registry import Registry
from recommender.training import TrainingSet, train
from schema.people.accounts import CallerKind
from schema.people.advice import RecommendationKind

LAST = date(2026, 11, 23)
FEW = 60


@contextlib.contextmanager
def house_in(home):
    house = House(Settings(home=home, redis_url="redis://127.0.0.1:1/0"))
    yield house
    house.database.close()


@contextlib.contextmanager
def house_like(home, place):
    shutil.copytree(home, place, dirs_exist_ok=True)
    with house_in(place) as house:
        yield house


@pytest.fixture(scope="module")
def empty_home(tmp_path_factory):
    """Where a house has a database, and nobody lives."""
    home = tmp_path_factory.mktemp("empty")
    with house_in(home) as house:
        upgrade(house.database)
    return home


@pytest.fixture
def house(empty_home, tmp_path):
    with house_like(empty_home, tmp_path) as house:
        yield house


@pytest.fixture(scope="module")
def told_home(empty_home, tmp_path_factory):
    """Where some neighbours have moved in, and their opinions are written."""
    home = tmp_path_factory.mktemp("told")
    with house_like(empty_home, home) as house:
        asyncio.run(neighbours_tell(house))
    return home


@pytest.fixture
def told_house(told_home, tmp_path):
    with house_like(told_home, tmp_path) as house:
        yield house


async def neighbours_tell(house):
    """Let some neighbours move in and say what they think; return them, and what they hold."""
    settled = await Neighbourhood(house.database, None, None, count=FEW).settle(LAST)
    held = [one for someone in settled for one in neighbours_opinions(someone)]
    await write_opinions(house.database, held)
    return settled, held


async def count(house, table) -> int:
    counted = select(func.count()).select_from(table)
    return await house.database.read(lambda tx: tx.rows.scalars(counted).one())


async def test_residents_move_in_once_with_their_devices(house, tmp_path):
    path = tmp_path / "demo.json"
    first = await move_in(house, Notebook(path))
    again = await move_in(house, Notebook(path))

    assert [one.persona for one in first] == list(RESIDENTS)
    assert [one.notes for one in again] == [one.notes for one in first]
    assert await count(house, PersonRow) == len(RESIDENTS)
    caller = await house.accounts.identify(first[0].notes.watch.token)
    assert caller.kind is CallerKind.DEVICE
    assert caller.user_id == first[0].notes.user_id


def test_the_tokens_of_devices_are_for_their_owners_eyes_alone(tmp_path):
    Notebook(tmp_path / "demo.json").save()
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0


async def test_what_is_known_of_residents_holds_since_their_history_begins(house, tmp_path):
    luca = (await move_in(house, Notebook(tmp_path / "demo.json")))[0]
    facts = [
        fact
        for fact in await SqlOutbox(house.database).pending(10_000)
        if fact.user_id == luca.notes.user_id
    ]
    begins = datetime.combine(luca.notes.began_on, datetime.min.time(), luca.zone)
    assert all(fact.valid_from_ms <= begins.timestamp() * 1000 for fact in facts)
    profile = await SqlProfiles(house.database).profile(luca.notes.user_id)
    assert profile.timezone == "Europe/Rome"
    assert profile.height_cm == luca.persona.height_cm
    assert len(luca.life.menu.week) == luca.persona.habits.weekly_workouts


async def test_who_was_erased_does_not_move_in_again(house, tmp_path):
    from infra.database.erasures import SqlErasures

    path = tmp_path / "demo.json"
    luca = (await move_in(house, Notebook(path)))[0]
    await SqlErasures(house.database).request(luca.notes.user_id)
    logins = [one.persona.login for one in await move_in(house, Notebook(path))]
    assert luca.persona.login not in logins
    assert len(logins) == len(RESIDENTS) - 1


async def test_neighbours_and_what_they_think_are_written_once(told_house):
    _, held = await neighbours_tell(told_house)

    assert await count(told_house, PersonRow) == FEW
    assert await count(told_house, SlateRow) == len(held)
    said = sum(len(one.opinion.verdicts) for one in held)
    assert await count(told_house, FeedbackRow) == said


async def test_what_neighbours_think_is_of_past_weeks_and_numbered_without_a_gap(told_house):
    feed = SqlFeedbackFeed(told_house.database)
    given = [one.given_at for one in await feed.since(None, 10_000)]
    assert min(given) >= datetime(2026, 8, 26, tzinfo=UTC)
    assert max(given) < datetime(2026, 11, 25, tzinfo=UTC)
    assert max(given) - min(given) > timedelta(days=HISTORY_DAYS - 10)

    people = select(PersonRow.id).order_by(PersonRow.id).limit(1)
    [someone] = await told_house.database.read(lambda tx: list(tx.rows.scalars(people)))
    numbers = select(FactRow.sequence).where(FactRow.user_id == someone).order_by("sequence")
    found = await told_house.database.read(lambda tx: list(tx.rows.scalars(numbers)))
    assert found == list(range(1, len(found) + 1))


@pytest.mark.parametrize("kind", RecommendationKind)
async def test_what_the_demo_says_is_enough_for_a_model_to_be_promoted(told_house, kind):
    feed = SqlFeedbackFeed(told_house.database)
    known = TrainingSet(
        tuple(interaction_of(one) for one in await feed.since(None, 10_000)),
        await feed.segments(),
        "demo",
    )
    record = train(kind, known, Registry(told_house.objects), "test", lambda: datetime.now(UTC))
    assert record.is_promoted, record.reason
