from datetime import date

import pytest

from infra.database.profiles import SqlProfiles
from schema.errors import InvalidInputError, NotFoundError
from schema.facts import FactKind
from schema.people.profile import GoalKind, GoalsChange, ProfileChange, Sex


@pytest.fixture
def profiles(database):
    return SqlProfiles(database)


async def test_what_is_not_said_stays_as_it_was(profiles, luca):
    await profiles.update_profile(
        luca.id, ProfileChange(birth_date=date(1990, 5, 1), sex=Sex.MALE, allergens=("milk",))
    )

    profile = await profiles.update_profile(luca.id, ProfileChange(height_cm=178.0))

    assert (profile.birth_date, profile.sex) == (date(1990, 5, 1), Sex.MALE)
    assert (profile.height_cm, profile.allergens) == (178.0, ("milk",))
    assert profile == await profiles.profile(luca.id)


async def test_null_empties_a_field_and_none_at_all_is_not_unknown(profiles, luca):
    await profiles.update_profile(luca.id, ProfileChange(height_cm=178.0, allergens=()))

    profile = await profiles.update_profile(luca.id, ProfileChange(height_cm=None))

    assert profile.height_cm is None
    assert profile.allergens == ()
    assert profile.diet is None


async def test_a_change_is_told_whole_and_holds_from_then_on(profiles, luca, facts, clock):
    clock.move(days=1)
    await profiles.update_profile(luca.id, ProfileChange(birth_date=date(1990, 5, 1)))

    told = (await facts(luca.id, FactKind.PROFILE))[-1]

    assert told.valid_from_ms == clock.now.timestamp() * 1000
    assert told.payload == {
        "birth_date": "1990-05-01",
        "sex": None,
        "height_cm": None,
        "region": None,
        "diet": None,
        "allergens": None,
        "injuries": None,
        "equipment": None,
    }


async def test_saying_the_same_again_tells_nothing(profiles, luca, facts):
    change = ProfileChange(height_cm=178.0, timezone="Europe/Rome", diet=("vegan",))
    await profiles.update_profile(luca.id, change)
    before = await facts(luca.id)

    await profiles.update_profile(luca.id, change)

    assert await facts(luca.id) == before


async def test_moving_house_begins_a_period_and_keeps_the_one_before(
    profiles, luca, facts, clock
):
    clock.move(days=30)

    profile = await profiles.update_profile(luca.id, ProfileChange(timezone="Asia/Tokyo"))

    first, second = await profiles.time_zones(luca.id)
    assert (first.zone, first.valid_from) == ("Europe/Rome", luca.created_at)
    assert (second.zone, second.valid_from) == ("Asia/Tokyo", clock.now)
    assert profile.timezone == "Asia/Tokyo"
    zones = [fact.payload["zone"] for fact in await facts(luca.id, FactKind.TIME_ZONE)]
    assert zones == ["Europe/Rome", "Asia/Tokyo"]


async def test_what_was_changed_last_holds_also_when_the_clock_goes_back(
    profiles, luca, facts, clock
):
    clock.move(days=1)
    await profiles.update_profile(
        luca.id, ProfileChange(height_cm=178.0, timezone="Asia/Tokyo")
    )
    clock.move(minutes=-5)
    await profiles.update_profile(luca.id, ProfileChange(sex=Sex.MALE, timezone="Europe/Kyiv"))

    [*_, before, last] = await facts(luca.id, FactKind.PROFILE)
    assert (last.payload["sex"], last.payload["height_cm"]) == ("MALE", 178.0)
    assert last.valid_from_ms >= before.valid_from_ms
    period = (await profiles.time_zones(luca.id))[-1]
    told = (await facts(luca.id, FactKind.TIME_ZONE))[-1]
    assert (period.zone, told.payload["zone"]) == ("Europe/Kyiv", "Europe/Kyiv")
    assert period.valid_from.timestamp() * 1000 == told.valid_from_ms


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (ProfileChange(height_cm=17.8), "heightCm"),
        (ProfileChange(birth_date=date(2200, 1, 1)), "birthDate"),
        (ProfileChange(timezone="Rome"), "timezone"),
        (ProfileChange(name=""), "name"),
        (ProfileChange(allergens=("",)), "allergens"),
    ],
)
async def test_what_no_profile_can_say_is_refused_whole(profiles, luca, change, field):
    before = await profiles.profile(luca.id)

    with pytest.raises(InvalidInputError) as refused:
        await profiles.update_profile(luca.id, change)

    assert refused.value.field == field
    assert await profiles.profile(luca.id) == before


async def test_goals_are_changed_field_by_field(profiles, luca, facts):
    await profiles.update_goals(luca.id, GoalsChange(kind=GoalKind.LOSE_WEIGHT))

    goals = await profiles.update_goals(luca.id, GoalsChange(target_weight_kg=70.0))

    assert (goals.kind, goals.target_weight_kg) == (GoalKind.LOSE_WEIGHT, 70.0)
    told = (await facts(luca.id, FactKind.GOALS))[-1].payload
    assert (told["kind"], told["target_weight_kg"]) == ("LOSE_WEIGHT", 70.0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (GoalsChange(target_weight_kg=7.0), "targetWeightKg"),
        (GoalsChange(daily_energy_kcal=400.0), "dailyEnergyKcal"),
        (GoalsChange(weekly_workouts=-1), "weeklyWorkouts"),
        (GoalsChange(weekly_rate_kg=5.0), "weeklyRateKg"),
    ],
)
async def test_a_goal_that_would_harm_is_refused(profiles, luca, change, field):
    with pytest.raises(InvalidInputError) as refused:
        await profiles.update_goals(luca.id, change)

    assert refused.value.field == field


async def test_nobody_unknown_has_a_profile(profiles):
    with pytest.raises(NotFoundError):
        await profiles.profile("nobody")
    with pytest.raises(NotFoundError):
        await profiles.update_goals("nobody", GoalsChange(daily_steps=1))
