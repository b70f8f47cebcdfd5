import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from infra.database.accounts import SqlAccounts
from infra.database.attempts import MOST_FAILURES
from infra.database.devices import SqlDevices
from infra.database.models import PersonRow
from infra.database.passwords import Passwords
from infra.database.profiles import SqlProfiles
from infra.database.tokens import AccessTokens
from schema.errors import InvalidInputError, NotFoundError, UnauthenticatedError
from schema.facts import FactKind
from schema.people.accounts import CallerKind, NewAccount, TooManyAttemptsError
from schema.people.devices import SourceKind, manual_source_id
from schema.people.profile import Goals


class Copies:
    """Copies of sessions, the last that was put of each."""

    def __init__(self):
        self.kept = {}

    async def get(self, session_id):
        return self.kept.get(session_id)

    async def put(self, session):
        self.kept[session.session_id] = session


async def test_an_account_begins_with_profile_zone_goals_and_manual_source(
    database, luca, facts
):
    profiles, devices = SqlProfiles(database), SqlDevices(database)

    profile = await profiles.profile(luca.id)
    [source] = await devices.sources(luca.id)

    assert (profile.name, profile.timezone, profile.allergens) == ("Luca", "Europe/Rome", None)
    assert await profiles.goals(luca.id) == Goals()
    assert (source.id, source.kind) == (manual_source_id(luca.id), SourceKind.MANUAL)
    assert [fact.kind for fact in await facts(luca.id)] == [
        FactKind.PROFILE,
        FactKind.TIME_ZONE,
        FactKind.GOALS,
        FactKind.SOURCE,
    ]
    created_ms = luca.created_at.timestamp() * 1000
    assert {fact.valid_from_ms for fact in await facts(luca.id)} == {created_ms}


@pytest.mark.parametrize("login", ["luca.bianchi", "LUCA.Bianchi", " luca@Example.com "])
async def test_one_signs_in_by_name_or_e_mail_in_any_case(accounts, luca, login):
    signed_in = await accounts.sign_in(login, "password1")

    assert signed_in.user == luca


@pytest.mark.usefixtures("luca")
@pytest.mark.parametrize(
    ("login", "email", "field"),
    [("Luca.Bianchi", "new@example.com", "login"), ("new", "LUCA@example.com", "email")],
)
async def test_a_login_or_e_mail_is_given_once(accounts, login, email, field):
    with pytest.raises(InvalidInputError) as refused:
        await accounts.create(NewAccount(login, email, "password1", "Somebody"))

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("login", "a@b"),
        ("email", "nowhere"),
        ("email", "e\x00va@example.com"),
        ("email", "\u0390" * 64 + "@" + "\u0390" * 60 + ".yy"),
        ("password", "short"),
        ("name", "  "),
        ("name", "Eva\x00"),
        ("timezone", "Europe/Atlantis"),
    ],
)
async def test_what_cannot_be_taken_is_named(accounts, field, value):
    given = {
        "login": "eva",
        "email": "eva@example.com",
        "password": "password1",
        "name": "Eva",
    } | {field: value}

    with pytest.raises(InvalidInputError) as refused:
        await accounts.create(NewAccount(**given))

    assert refused.value.field == field


async def test_an_access_token_says_who_calls(accounts, luca):
    signed_in = await accounts.sign_in("luca.bianchi", "password1")

    caller = await accounts.identify(signed_in.access_token)

    assert (caller.user_id, caller.kind) == (luca.id, CallerKind.PERSON)
    assert caller.source_id == manual_source_id(luca.id)
    assert caller.scopes == {"read", "write", "ingest"}


async def test_signing_out_ends_access_and_refresh(accounts, luca):
    signed_in = await accounts.sign_in("luca.bianchi", "password1")

    await accounts.sign_out(luca.id, signed_in.session_id)

    with pytest.raises(UnauthenticatedError):
        await accounts.identify(signed_in.access_token)
    with pytest.raises(UnauthenticatedError):
        await accounts.refresh(signed_in.refresh_token)


async def test_the_copy_of_a_session_learns_that_it_was_revoked(
    database, passwords, access_tokens, luca, eva
):
    copies = Copies()
    accounts = SqlAccounts(database, passwords, access_tokens, timedelta(days=30), copies)
    left, stolen = [await accounts.sign_in("luca.bianchi", "password1") for _ in range(2)]
    for signed_in in (left, stolen):
        await accounts.identify(signed_in.access_token)

    await accounts.sign_out(eva.id, left.session_id)
    await accounts.refresh(stolen.refresh_token)
    assert not any(copy.revoked for copy in copies.kept.values())

    await accounts.sign_out(luca.id, left.session_id)
    with pytest.raises(UnauthenticatedError):
        await accounts.refresh(stolen.refresh_token)
    assert all(copies.kept[one.session_id].revoked for one in (left, stolen))


async def test_nobody_signs_another_out(accounts, luca, eva):
    signed_in = await accounts.sign_in("luca.bianchi", "password1")

    await accounts.sign_out(eva.id, signed_in.session_id)

    assert (await accounts.identify(signed_in.access_token)).user_id == luca.id


async def test_a_refresh_token_works_once_and_the_next_goes_on(accounts, luca):
    first = await accounts.sign_in("luca.bianchi", "password1")

    second = await accounts.refresh(first.refresh_token)
    third = await accounts.refresh(second.refresh_token)

    assert first.session_id == second.session_id == third.session_id
    assert (await accounts.identify(third.access_token)).user_id == luca.id


@pytest.mark.usefixtures("luca")
async def test_a_refresh_token_used_again_revokes_the_whole_session(accounts):
    first = await accounts.sign_in("luca.bianchi", "password1")
    second = await accounts.refresh(first.refresh_token)

    with pytest.raises(UnauthenticatedError):
        await accounts.refresh(first.refresh_token)

    with pytest.raises(UnauthenticatedError):
        await accounts.refresh(second.refresh_token)
    with pytest.raises(UnauthenticatedError):
        await accounts.identify(second.access_token)


@pytest.mark.usefixtures("luca")
async def test_a_session_left_alone_expires(accounts, clock):
    signed_in = await accounts.sign_in("luca.bianchi", "password1")

    clock.move(days=31)

    with pytest.raises(UnauthenticatedError):
        await accounts.identify(signed_in.access_token)
    with pytest.raises(UnauthenticatedError):
        await accounts.refresh(signed_in.refresh_token)


async def test_a_forged_access_token_opens_nothing(accounts, luca, clock):
    signed_in = await accounts.sign_in("luca.bianchi", "password1")
    forger = AccessTokens("another secret of enough characters", timedelta(minutes=15))

    forged, _ = forger.issue(luca.id, signed_in.session_id, clock.now)

    with pytest.raises(UnauthenticatedError):
        await accounts.identify(forged)


async def test_an_access_token_ends_before_its_session(accounts, luca, clock):
    clock.move(minutes=-16)
    signed_in = await accounts.sign_in("luca.bianchi", "password1")
    assert signed_in.user == luca

    with pytest.raises(UnauthenticatedError):
        await accounts.identify(signed_in.access_token)


@pytest.mark.parametrize(
    "token", ["", "nonsense", "ppd_nonsense", "ppk_nonsense", "ppk_\ud800", "\ud800", "a.b.c"]
)
async def test_a_made_up_token_opens_nothing(accounts, token):
    with pytest.raises(UnauthenticatedError):
        await accounts.identify(token)


@pytest.mark.parametrize("login", ["x" * 201, "lu\x00ca", "\ud800"])
async def test_nobody_is_called_what_cannot_be_written_down(accounts, login):
    with pytest.raises(UnauthenticatedError):
        await accounts.sign_in(login, "password1")
    with pytest.raises(NotFoundError):
        await accounts.find(login)


@pytest.mark.usefixtures("luca")
async def test_no_password_is_what_cannot_be_written_down(accounts):
    with pytest.raises(UnauthenticatedError):
        await accounts.sign_in("luca.bianchi", "\ud800")


async def test_passwords_cannot_be_tried_without_end(accounts, luca, clock):
    for _ in range(MOST_FAILURES):
        with pytest.raises(UnauthenticatedError):
            await accounts.sign_in("luca.bianchi", "wrong")

    with pytest.raises(TooManyAttemptsError) as refused:
        await accounts.sign_in("luca.bianchi", "password1")

    clock.move(seconds=refused.value.retry_after_s)
    assert (await accounts.sign_in("luca.bianchi", "password1")).user == luca


@pytest.mark.usefixtures("luca")
async def test_passwords_tried_at_the_same_time_are_limited_like_those_one_by_one(accounts):
    passwords = [*(f"wrong{n}" for n in range(3 * MOST_FAILURES)), "password1"]

    tried = await asyncio.gather(
        *(accounts.sign_in("luca.bianchi", password) for password in passwords),
        return_exceptions=True,
    )

    outcomes = Counter(type(outcome) for outcome in tried)
    assert outcomes[UnauthenticatedError] <= MOST_FAILURES
    assert outcomes[UnauthenticatedError] + outcomes[TooManyAttemptsError] >= len(passwords) - 1


@pytest.mark.usefixtures("luca")
async def test_everybody_who_has_the_right_password_comes_in_at_the_same_time(accounts):
    opened = await asyncio.gather(
        *(accounts.sign_in("luca.bianchi", "password1") for _ in range(2 * MOST_FAILURES))
    )

    assert len({session.access_token for session in opened}) == len(opened)


async def test_the_right_password_forgets_the_wrong_ones(accounts, luca):
    for _ in range(MOST_FAILURES - 1):
        assert not await accounts.verify_password(luca.id, "wrong")
    await accounts.sign_in("luca.bianchi", "password1")

    assert not await accounts.verify_password(luca.id, "wrong")
    assert await accounts.verify_password(luca.id, "password1")


@pytest.fixture
def kept_hash(database, luca):
    """Reads what is kept of a person's password."""

    async def kept():
        return await database.read(lambda tx: tx.rows.get_one(PersonRow, luca.id).password_hash)

    return kept


async def test_a_password_is_kept_as_an_argon2id_hash(kept_hash):
    assert (await kept_hash()).startswith("$argon2id$")


async def test_a_password_kept_at_another_cost_is_kept_at_todays_from_the_next_sign_in_on(
    database, access_tokens, kept_hash
):
    accounts = SqlAccounts(database, Passwords(), access_tokens, timedelta(days=30))

    await accounts.sign_in("luca.bianchi", "password1")

    assert (await kept_hash()).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_somebody_unknown_is_not_found(accounts):
    with pytest.raises(NotFoundError):
        await accounts.user("00000000-0000-0000-0000-000000000000")
    with pytest.raises(NotFoundError):
        await accounts.find("nobody")
