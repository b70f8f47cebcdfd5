from collections import Counter
from datetime import date, timedelta

import pytest

from infra.database.plans import HORIZON, SqlPlans
from infra.database.profiles import SqlProfiles
from schema.facts import FactKind
from schema.people.profile import GoalKind, GoalsChange

MONDAY = date(2026, 11, 23)
SUNDAY = MONDAY + timedelta(days=6)


@pytest.fixture
def plans(database):
    return SqlPlans(database)


@pytest.fixture
def aim(database):
    return SqlProfiles(database).update_goals


async def test_who_has_said_nothing_of_training_has_no_plan(plans, luca):
    assert await plans.make(luca.id, MONDAY, SUNDAY) == []


async def test_three_workouts_are_spread_over_the_week(plans, aim, luca):
    await aim(luca.id, GoalsChange(weekly_workouts=3))

    sessions = await plans.make(luca.id, MONDAY, SUNDAY)

    assert [session.date.weekday() for session in sessions] == [0, 2, 4]
    assert Counter(session.kind for session in sessions) == {"cardio": 2, "strength": 1}
    assert all(session.load == session.minutes * session.intensity_met for session in sessions)


async def test_a_goal_alone_is_planned_with_what_is_usual_for_it(plans, aim, luca):
    await aim(luca.id, GoalsChange(kind=GoalKind.GAIN_MUSCLE))

    sessions = await plans.make(luca.id, MONDAY, SUNDAY)

    assert Counter(session.kind for session in sessions) == {"strength": 3, "cardio": 1}


async def test_more_workouts_than_days_share_days(plans, aim, luca):
    await aim(luca.id, GoalsChange(weekly_workouts=9))

    sessions = await plans.make(luca.id, MONDAY, SUNDAY)

    assert len(sessions) == 9
    assert {session.date for session in sessions} == {
        MONDAY + timedelta(days=ahead) for ahead in range(7)
    }


async def test_setting_a_goal_plans_the_weeks_to_come(plans, aim, luca, clock):
    await aim(luca.id, GoalsChange(weekly_workouts=7))

    today = clock.now.date()
    sessions = await plans.plan(luca.id, today - timedelta(days=2), today + 2 * HORIZON)
    assert len(sessions) in {HORIZON.days, HORIZON.days + 1}


async def test_another_goal_leaves_today_and_the_past_as_planned(plans, aim, luca, clock):
    await aim(luca.id, GoalsChange(weekly_workouts=7))
    clock.move(days=3)
    today = clock.now.date()
    first = today - timedelta(days=3)
    before = await plans.plan(luca.id, first, today)

    await aim(luca.id, GoalsChange(weekly_workouts=0))

    assert await plans.plan(luca.id, first, today) == before
    assert await plans.plan(luca.id, today + timedelta(days=2), today + HORIZON) == []


async def test_each_planned_and_each_cancelled_session_is_told(plans, aim, luca, facts):
    await aim(luca.id, GoalsChange(weekly_workouts=1))
    [session] = await plans.make(luca.id, MONDAY, SUNDAY)
    await aim(luca.id, GoalsChange(weekly_workouts=0))

    await plans.make(luca.id, MONDAY, SUNDAY)

    told = [
        fact.payload for fact in await facts(luca.id, FactKind.PLAN) if fact.key == session.id
    ]
    assert told[0] == {
        "date": "2026-11-23",
        "kind": "cardio",
        "minutes": 30.0,
        "load": 180.0,
        "is_cancelled": False,
    }
    assert (told[-1]["minutes"], told[-1]["load"], told[-1]["is_cancelled"]) == (0.0, 0.0, True)


async def test_planning_the_same_again_tells_nothing(plans, aim, luca, facts):
    await aim(luca.id, GoalsChange(weekly_workouts=3))
    await plans.make(luca.id, MONDAY, SUNDAY)
    before = await facts(luca.id)

    await plans.make(luca.id, MONDAY, SUNDAY)

    assert await facts(luca.id) == before


async def test_plans_are_prolonged_as_time_goes_by(plans, aim, luca, clock):
    await aim(luca.id, GoalsChange(weekly_workouts=7))
    clock.move(days=10)

    came = await plans.extend()

    assert came == 10
    assert await plans.extend() == 0
