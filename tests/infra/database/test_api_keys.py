from datetime import timedelta

import pytest

from infra.database.api_keys import SqlApiKeys
from infra.database.senders import BearerSenders
from schema.errors import InvalidInputError, NotAllowedError, UnauthenticatedError
from schema.people.accounts import CallerKind, NewApiKey
from schema.people.devices import SourceKind


@pytest.fixture
def keys(database):
    return SqlApiKeys(database)


@pytest.fixture
async def coach(keys, luca):
    return await keys.create(luca.id, NewApiKey("Coach", frozenset({"read", "ingest"})))


async def test_a_key_opens_what_its_scopes_say(accounts, luca, coach):
    caller = await accounts.identify(coach.token)

    assert (caller.user_id, caller.kind) == (luca.id, CallerKind.API_KEY)
    assert caller.scopes == {"read", "ingest"}
    assert coach.token.startswith(coach.api_key.prefix)


async def test_a_key_remembers_its_last_use(accounts, keys, luca, coach, clock):
    await accounts.identify(coach.token)

    [key] = await keys.keys(luca.id)
    assert key.last_used_at == clock.now


async def test_a_revoked_key_opens_nothing(accounts, keys, luca, coach):
    await keys.revoke(luca.id, coach.api_key.id)

    with pytest.raises(UnauthenticatedError):
        await accounts.identify(coach.token)


async def test_an_expired_key_opens_nothing(accounts, keys, luca, clock):
    key = NewApiKey("Trial", frozenset({"read"}), clock.now + timedelta(days=1))
    created = await keys.create(luca.id, key)

    clock.move(days=2)

    with pytest.raises(UnauthenticatedError):
        await accounts.identify(created.token)


@pytest.mark.parametrize("scopes", [set(), {"everything"}, {"read", "read:"}])
async def test_a_scope_must_be_one_that_is_known(keys, luca, scopes):
    with pytest.raises(InvalidInputError) as refused:
        await keys.create(luca.id, NewApiKey("Coach", frozenset(scopes)))

    assert refused.value.field == "scopes"


async def test_a_key_for_sending_is_a_source_of_its_own(accounts, luca, coach):
    sender = await BearerSenders(accounts)(f"Bearer {coach.token}")

    assert (sender.user_id, sender.kind) == (luca.id, SourceKind.API_KEY)
    assert sender.source_id == coach.api_key.id


async def test_a_key_for_reading_sends_nothing(accounts, keys, luca):
    reader = await keys.create(luca.id, NewApiKey("Reader", frozenset({"read"})))

    with pytest.raises(NotAllowedError):
        await BearerSenders(accounts)(f"Bearer {reader.token}")


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic abc"])
async def test_without_a_bearer_token_nobody_sends(accounts, header):
    with pytest.raises(UnauthenticatedError):
        await BearerSenders(accounts)(header)
