from uuid import uuid4

import pytest

from infra.database.api_keys import SqlApiKeys
from infra.database.device_sessions import SqlDeviceSessions
from infra.database.devices import SqlDevices
from infra.database.imports import SqlImports
from infra.database.slates import SqlSlates
from schema.errors import NotFoundError
from schema.people.accounts import NewApiKey
from schema.people.advice import Impression, RecommendationKind, SlateRecord, Verdict
from schema.people.devices import DeviceChange, NewDevice, SourceKind
from schema.people.imports import ImportProgress


@pytest.fixture
async def theirs(database, luca, clock):
    """Ids of everything that Luca has."""
    device = await SqlDevices(database).register(luca.id, NewDevice())
    key = await SqlApiKeys(database).create(luca.id, NewApiKey("Coach", frozenset({"read"})))
    record = await SqlImports(database).begin(luca.id, "fitbit.zip")
    place = Impression(id=str(uuid4()), position=0, item_id="squats", propensity=1.0)
    slate = SlateRecord(
        str(uuid4()), luca.id, RecommendationKind.WORKOUT, clock.now, "0001", (place,)
    )
    await SqlSlates(database).record(slate)
    return {
        "device": device.device.id,
        "key": key.api_key.id,
        "import": record.id,
        "slate": slate.id,
        "recommendation": place.id,
    }


def attempts(database, stranger, ids):
    devices, keys = SqlDevices(database), SqlApiKeys(database)
    imports, slates = SqlImports(database), SqlSlates(database)
    return [
        devices.device(stranger, ids["device"]),
        devices.update(stranger, ids["device"], DeviceChange(name="Mine")),
        devices.revoke(stranger, ids["device"]),
        devices.set_priority(stranger, "steps", [ids["device"]]),
        keys.revoke(stranger, ids["key"]),
        imports.get(stranger, ids["import"]),
        imports.progress(stranger, ids["import"], ImportProgress(read=1)),
        imports.undo(stranger, ids["import"]),
        slates.slate(stranger, ids["slate"]),
        slates.slate_of(stranger, ids["recommendation"]),
        slates.give_feedback(stranger, ids["recommendation"], Verdict.LIKE),
    ]


def sentence(error):
    """What an error says before the id."""
    return str(error).rsplit(" ", 1)[0]


async def test_a_stranger_finds_nothing_and_changes_nothing(database, theirs, luca, eva, facts):
    before = await facts(luca.id)

    for attempt in attempts(database, eva.id, theirs):
        with pytest.raises(NotFoundError):
            await attempt

    assert await facts(luca.id) == before
    assert await SqlDevices(database).devices(eva.id) == []
    assert await SqlImports(database).of_user(eva.id) == []


async def test_what_is_anothers_looks_like_what_is_not_there(database, theirs, eva):
    nothing = {name: str(uuid4()) for name in theirs}

    for of_another, of_nobody in zip(
        attempts(database, eva.id, theirs), attempts(database, eva.id, nothing), strict=True
    ):
        with pytest.raises(NotFoundError) as anothers:
            await of_another
        with pytest.raises(NotFoundError) as nobodys:
            await of_nobody
        assert sentence(anothers.value) == sentence(nobodys.value)


@pytest.mark.parametrize("word", ["a\x00", "\ud800", "a" * 500])
async def test_what_no_id_can_be_is_not_there(database, theirs, luca, word):
    for attempt in attempts(database, luca.id, dict.fromkeys(theirs, word)):
        with pytest.raises(NotFoundError):
            await attempt
    with pytest.raises(NotFoundError):
        await SqlImports(database).owner(word)
    assert await SqlDeviceSessions(database).get(word) is None


async def test_nobody_takes_over_anothers_source(database, theirs, eva):
    with pytest.raises(NotFoundError):
        await SqlDevices(database).ensure_source(
            eva.id, theirs["device"], "Mine", SourceKind.DEVICE
        )
