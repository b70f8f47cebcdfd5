import pytest

from schema.people.weeks import weekly_sessions

KINDS = ["cardio", "strength"]
MINUTES = {"cardio": 40, "strength": 45}
MET = {"cardio": 6.0, "strength": 5.0}


@pytest.mark.parametrize(
    ("workouts", "days"),
    [(0, []), (1, [0]), (2, [0, 3]), (3, [0, 2, 4]), (4, [0, 1, 3, 5]), (7, [*range(7)])],
)
def test_workouts_are_spread_over_the_week(workouts, days):
    week = weekly_sessions(workouts, KINDS, MINUTES, MET)

    assert [day for day, sessions in enumerate(week) if sessions] == days


def test_kinds_follow_each_other_and_begin_again():
    week = weekly_sessions(3, KINDS, MINUTES, MET)

    kinds = [session.kind for day in week for session in day]
    assert kinds == ["cardio", "strength", "cardio"]


def test_a_session_is_as_long_and_hard_as_its_kind():
    [session] = weekly_sessions(2, KINDS, MINUTES, MET)[3]

    assert (session.minutes, session.intensity_met) == (45.0, 5.0)
