import pytest

from infra.database.device_sessions import SqlDeviceSessions, admits
from infra.database.devices import SqlDevices
from infra.database.models import DeviceRow
from schema.errors import InvalidInputError, NotFoundError, UnauthenticatedError
from schema.facts import FactKind
from schema.people.accounts import CallerKind
from schema.people.devices import (
    DeviceChange,
    DeviceKind,
    DeviceSettings,
    NewDevice,
    SourceKind,
    import_source_id,
    manual_source_id,
)

SLOW = DeviceSettings(sampling_interval_s=30.0)


@pytest.fixture
def devices(database):
    return SqlDevices(database)


@pytest.fixture
def sessions(database):
    return SqlDeviceSessions(database)


@pytest.fixture
async def watch(devices, luca):
    return await devices.register(luca.id, NewDevice(DeviceKind.WATCH, "Luca's watch"))


async def test_a_device_is_registered_with_its_source(devices, luca, watch, facts):
    assert await devices.devices(luca.id) == [watch.device]
    sources = {source.id: source for source in await devices.sources(luca.id)}
    assert sources[watch.device.id].kind is SourceKind.DEVICE
    assert sources[watch.device.id].device_id == watch.device.id
    [told] = await facts(luca.id, FactKind.DEVICE)
    assert told.payload == {
        "name": "Luca's watch",
        "kind": "WATCH",
        "state": "ACTIVE",
        "settings": {"sampling_interval_s": None, "metrics": None, "alerts": None},
        "source_id": watch.device.id,
    }


async def test_a_token_is_kept_as_its_hash_only(database, watch):
    kept = await database.read(lambda tx: tx.rows.get_one(DeviceRow, watch.device.id))

    assert watch.token.startswith("ppd_")
    assert watch.token not in {kept.token_hash, kept.name}
    assert len(kept.token_hash) == 64


async def test_a_device_token_says_which_device_calls(accounts, luca, watch):
    caller = await accounts.identify(watch.token)

    assert (caller.user_id, caller.kind) == (luca.id, CallerKind.DEVICE)
    assert (caller.source_id, caller.scopes) == (watch.device.id, {"ingest"})


async def test_only_the_devices_own_token_admits_it(devices, sessions, luca, watch):
    other = await devices.register(luca.id, NewDevice(DeviceKind.RING))
    session = await sessions.get(watch.device.id)

    assert admits(session, watch.token)
    assert not admits(session, other.token)
    assert not admits(await sessions.get("nobody's"), watch.token)


async def test_a_revoked_device_is_admitted_no_more(accounts, devices, sessions, luca, watch):
    await devices.revoke(luca.id, watch.device.id)

    assert not admits(await sessions.get(watch.device.id), watch.token)
    with pytest.raises(UnauthenticatedError):
        await accounts.identify(watch.token)


async def test_revoking_a_device_is_told_once(devices, luca, watch, facts):
    await devices.revoke(luca.id, watch.device.id)
    await devices.revoke(luca.id, watch.device.id)

    states = [fact.payload["state"] for fact in await facts(luca.id, FactKind.DEVICE)]
    assert states == ["ACTIVE", "REVOKED"]


async def test_a_door_sees_the_settings_with_the_defaults_in(devices, sessions, luca, watch):
    default = (await sessions.get(watch.device.id)).settings

    await devices.update(luca.id, watch.device.id, DeviceChange(settings=SLOW))

    settled = (await sessions.get(watch.device.id)).settings
    assert (default.sampling_interval_s, default.alerts) == (5.0, True)
    assert (settled.sampling_interval_s, settled.metrics) == (30.0, default.metrics)
    assert (await devices.device(luca.id, watch.device.id)).settings == SLOW


async def test_a_new_name_is_the_sources_too(devices, luca, watch):
    await devices.update(luca.id, watch.device.id, DeviceChange(name="Old watch"))

    names = {source.id: source.name for source in await devices.sources(luca.id)}
    assert names[watch.device.id] == "Old watch"


async def test_a_device_cannot_be_asked_for_what_does_not_exist(devices, luca):
    with pytest.raises(InvalidInputError) as refused:
        await devices.register(luca.id, NewDevice(settings=DeviceSettings(metrics=("karma",))))

    assert refused.value.field == "metrics"


async def test_a_source_is_made_at_its_first_use_only(devices, luca):
    source_id = import_source_id(luca.id, "fitbit")

    first = await devices.ensure_source(luca.id, source_id, "Fitbit", SourceKind.IMPORT)
    second = await devices.ensure_source(luca.id, source_id, "Other", SourceKind.IMPORT)

    assert first == second
    assert len(await devices.sources(luca.id)) == 2


async def test_sources_are_ordered_metric_by_metric(devices, luca, watch, facts):
    order = [watch.device.id, manual_source_id(luca.id)]

    priorities = await devices.set_priority(luca.id, "heart_rate", order)

    assert priorities == {"heart_rate": order} == await devices.priorities(luca.id)
    [told] = await facts(luca.id, FactKind.SOURCE_PRIORITY)
    assert (told.key, told.payload) == ("heart_rate", {"source_ids": order})
    assert await devices.set_priority(luca.id, "heart_rate", []) == {}


async def test_an_order_names_each_source_once_and_a_metric_that_is_known(devices, luca, watch):
    with pytest.raises(InvalidInputError):
        await devices.set_priority(luca.id, "heart_rate", [watch.device.id] * 2)
    with pytest.raises(InvalidInputError):
        await devices.set_priority(luca.id, "karma", [watch.device.id])


async def test_another_persons_source_is_not_found(devices, eva, watch):
    with pytest.raises(NotFoundError):
        await devices.set_priority(eva.id, "heart_rate", [watch.device.id])
