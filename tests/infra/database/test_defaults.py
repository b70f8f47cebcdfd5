from datetime import date

import pytest

from infra.database.defaults import SqlDefaults
from infra.database.models import DefaultOptionRow
from infra.database.profiles import SqlProfiles
from schema.errors import InvalidInputError, NotFoundError
from schema.facts import FactKind
from schema.people.defaults import DefaultOrigin
from schema.people.profile import GoalKind, GoalsChange, ProfileChange, Sex


@pytest.fixture
def defaults(database):
    return SqlDefaults(database)


@pytest.fixture
def profiles(database):
    return SqlProfiles(database)


async def test_who_has_said_nothing_gets_what_holds_for_everybody(defaults, luca):
    steps = await defaults.option(luca.id, "goals.daily_steps")

    assert (steps.value, steps.origin) == (8000, DefaultOrigin.EVERYBODY)


async def test_a_segment_comes_before_everybody(defaults, profiles, luca):
    await profiles.update_profile(luca.id, ProfileChange(birth_date=date(1950, 1, 1)))

    steps = await defaults.option(luca.id, "goals.daily_steps")

    assert (steps.value, steps.origin) == (7000, DefaultOrigin.SEGMENT)


async def test_the_segment_that_says_more_comes_first(defaults, profiles, luca):
    await profiles.update_profile(luca.id, ProfileChange(birth_date=date(1950, 1, 1)))
    await profiles.update_goals(luca.id, GoalsChange(kind=GoalKind.LOSE_WEIGHT))

    steps = await defaults.option(luca.id, "goals.daily_steps")

    assert (steps.value, steps.origin) == (8000, DefaultOrigin.SEGMENT)


async def test_a_goal_of_ones_own_comes_before_all(defaults, profiles, luca):
    await profiles.update_goals(luca.id, GoalsChange(daily_steps=12_000))

    steps = await defaults.option(luca.id, "goals.daily_steps")

    assert (steps.value, steps.origin) == (12_000, DefaultOrigin.PERSON)


async def test_a_newer_version_replaces_the_older(defaults, database, luca, clock):
    def publish(tx) -> None:
        tx.rows.add(
            DefaultOptionRow(
                name="device.alerts",
                segment="*:*:*:*",
                version=2,
                value=False,
                source="PulsePlate",
                valid_from=clock.now,
            )
        )

    await database.write(publish)

    assert (await defaults.option(luca.id, "device.alerts")).value is False


async def test_a_choice_of_ones_own_can_be_taken_back(defaults, luca, facts):
    chosen = await defaults.choose(luca.id, "device.alerts", value=False)
    back = await defaults.choose(luca.id, "device.alerts", value=None)

    assert (chosen.value, chosen.origin) == (False, DefaultOrigin.PERSON)
    assert (back.value, back.origin) == (True, DefaultOrigin.EVERYBODY)
    told = await facts(luca.id, FactKind.DEFAULT_OPTION)
    assert [fact.payload["value"] for fact in told] == [False, None]


async def test_one_choice_is_nobody_elses(defaults, luca, eva):
    await defaults.choose(luca.id, "device.alerts", value=False)

    assert (await defaults.option(eva.id, "device.alerts")).value is True


async def test_an_option_that_is_not_there_cannot_be_chosen(defaults, luca):
    with pytest.raises(InvalidInputError):
        await defaults.choose(luca.id, "device.colour", value="red")


async def test_every_option_has_a_value_for_everybody(defaults, database, luca):
    options = await defaults.options(luca.id)

    names = await database.read(
        lambda tx: {row.name for row in tx.rows.query(DefaultOptionRow)}
    )
    assert {option.name for option in options} == names


async def test_the_reference_is_of_the_nearest_population(defaults, profiles, luca):
    await profiles.update_profile(
        luca.id,
        ProfileChange(region="US", sex=Sex.MALE, birth_date=date(1990, 1, 1)),
    )

    reference = {value.name: value for value in await defaults.reference(luca.id)}

    pulse = reference["resting_heart_rate"]
    assert (pulse.region, pulse.sex, pulse.middle) == ("US", "MALE", 71)
    assert reference["sleep_duration"].high == 540
    assert all(value.source for value in reference.values())


async def test_nobody_unknown_has_options(defaults):
    with pytest.raises(NotFoundError):
        await defaults.options("nobody")
