import pytest
from sqlalchemy import func, select

from infra.database.devices import SqlDevices
from infra.database.erasures import SqlErasures
from infra.database.imports import SqlImports
from infra.database.models import Base
from infra.database.plans import SqlPlans
from infra.database.profiles import SqlProfiles
from schema.errors import NotFoundError, UnauthenticatedError
from schema.facts import FactKind
from schema.people.devices import NewDevice
from schema.people.profile import GoalsChange

OUTLIVES = {"erasure", "fact", "fact_sequence"}


async def test_nothing_of_the_person_is_left_but_the_register(
    accounts, database, luca, eva, facts
):
    signed_in = await accounts.sign_in("luca.bianchi", "password1")
    watch = await SqlDevices(database).register(luca.id, NewDevice())
    await SqlProfiles(database).update_goals(luca.id, GoalsChange(weekly_workouts=3))
    await SqlImports(database).begin(luca.id, "fitbit.zip")

    erasure = await SqlErasures(database).request(luca.id)

    [told] = await facts(luca.id)
    assert (told.kind, told.key) == (FactKind.ERASURE, erasure.id)
    for table in Base.metadata.sorted_tables:
        if "user_id" in table.c and table.name not in OUTLIVES:
            count = select(func.count()).where(table.c.user_id == luca.id)
            assert await database.read(lambda tx, c=count: tx.rows.scalar(c)) == 0
    for token in (signed_in.access_token, watch.token):
        with pytest.raises(UnauthenticatedError):
            await accounts.identify(token)
    assert await accounts.user(eva.id) == eva


async def test_the_register_says_when_the_last_store_had_forgotten(database, luca, clock):
    erasures = SqlErasures(database)
    requested = await erasures.request(luca.id)
    clock.move(hours=1)

    completed = await erasures.completed(requested.id)

    assert (requested.completed_at, completed.completed_at) == (None, clock.now)
    assert await erasures.register() == [completed]


async def test_who_was_forgotten_is_not_planned_for(database, luca):
    await SqlProfiles(database).update_goals(luca.id, GoalsChange(weekly_workouts=3))
    await SqlErasures(database).request(luca.id)

    assert await SqlPlans(database).extend() == 0


async def test_nobody_is_forgotten_twice(database, luca):
    await SqlErasures(database).request(luca.id)

    with pytest.raises(NotFoundError):
        await SqlErasures(database).request(luca.id)
