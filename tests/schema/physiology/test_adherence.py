from datetime import date

import pytest

from schema.physiology.adherence import (
    LoggedDay,
    Session,
    energy_adherence,
    nutrition_adherence,
    workout_adherence,
)


def on(day, kind, load):
    return Session(date(2026, 11, day), kind, load)


PLANNED = [on(2, "run", 40.0), on(4, "run", 60.0), on(6, "strength", 50.0)]


def test_done_load_counts_up_to_what_was_planned():
    done = [on(2, "run", 40.0), on(4, "run", 30.0)]

    assert workout_adherence(PLANNED, done) == pytest.approx(70 / 150)
    assert workout_adherence(PLANNED, [on(2, "run", 400.0)]) == pytest.approx(40 / 150)


def test_a_day_early_or_late_counts_and_two_do_not():
    planned = [on(4, "run", 60.0)]

    assert workout_adherence(planned, [on(3, "run", 60.0)]) == 1.0
    assert workout_adherence(planned, [on(5, "run", 60.0)]) == 1.0
    assert workout_adherence(planned, [on(6, "run", 60.0)]) == 0.0


def test_another_kind_of_session_does_not_count():
    assert workout_adherence([on(4, "run", 60.0)], [on(4, "ride", 60.0)]) == 0.0


def test_a_session_counts_once_and_where_it_counts_most():
    planned = [on(2, "run", 40.0), on(3, "run", 60.0)]

    assert workout_adherence(planned, [on(3, "run", 60.0)]) == pytest.approx(0.6)
    assert workout_adherence(planned, [on(3, "run", 60.0), on(4, "run", 60.0)]) == 1.0


def test_without_a_plan_there_is_nothing_to_adhere_to():
    assert workout_adherence([], [on(4, "run", 60.0)]) is None


def test_a_day_fifteen_percent_over_with_nine_tenths_of_the_protein():
    days = [LoggedDay(2300.0, 90.0)]

    assert energy_adherence(2300.0, 2000.0) == pytest.approx(0.6)
    assert nutrition_adherence(days, 2000.0, 100.0) == pytest.approx(0.75)


def test_only_logged_days_are_judged():
    days = [LoggedDay(2000.0, 120.0), None, LoggedDay(799.0, 10.0)]

    assert nutrition_adherence(days, 2000.0, 100.0) == 1.0
    assert nutrition_adherence([None] * 7, 2000.0, 100.0) is None


@pytest.mark.parametrize(
    ("energy_kcal", "adherence"), [(1900.0, 1.0), (2100.0, 1.0), (1400.0, 0.0), (4000.0, 0.0)]
)
def test_energy_is_judged_alike_above_and_below(energy_kcal, adherence):
    assert energy_adherence(energy_kcal, 2000.0) == pytest.approx(adherence)
