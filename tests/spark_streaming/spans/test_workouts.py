import pytest

from spark_streaming.spans.plan import Plan
from spark_streaming.spans.wishes import Wishes
from spark_streaming.spans.workouts import workout_adherences


@pytest.fixture
def planned(said, day):
    """Sessions told on the first day: (day, kind, load)."""

    def made(*sessions, told_on=0):
        return Plan(
            (said(told_on, date=day(place).isoformat(), kind=kind, load=load),)
            for place, kind, load in sessions
        )

    return made


def test_the_share_of_the_planned_load_that_was_done(history, day, planned):
    known = history({1: {"cardio": 40.0}, 3: {"strength": 30.0}}, steps=[1.0] * 6)
    plan = planned((1, "cardio", 40.0), (3, "strength", 60.0), (5, "cardio", 50.0))
    told = next(iter(workout_adherences(known, Wishes(plan=plan), day(5))))

    assert told.value == pytest.approx(70 / 150)
    assert told.detail == {"planned_sessions": 3, "planned_load": 150.0}


def test_what_is_done_a_day_late_counts_from_then_on(history, day, planned):
    known = history({2: {"cardio": 40.0}}, steps=[1.0] * 3)
    told = workout_adherences(known, Wishes(plan=planned((1, "cardio", 40.0))), day(1))

    assert [one.value for one in told] == [0.0, 1.0]


def test_a_plan_made_later_for_days_gone_by_holds_for_them(history, day, planned):
    known = history({1: {"cardio": 40.0}}, steps=[1.0] * 3)
    plan = planned((1, "cardio", 40.0), told_on=60)

    assert [one.value for one in workout_adherences(known, Wishes(plan=plan), day(1))] == [1, 1]


def test_a_session_called_off_counts_until_then(history, day, said):
    session = {"date": day(1).isoformat(), "kind": "cardio"}
    versions = (
        said(0, **session, load=40.0),
        said(2, **session, load=0.0, is_cancelled=True),
    )
    told = list(
        workout_adherences(history(steps=[1.0] * 4), Wishes(plan=Plan([versions])), day(0))
    )

    assert [(one.date, one.value) for one in told] == [(day(1), 0.0)]
