"""A simulated life: its days belong together, and are the same for whoever asks."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from ingestion.simulator.life import KCAL_PER_KG, Life
from tests.ingestion.simulator.lives import FIRST, MENU, person

MONTH = [FIRST + timedelta(days=number) for number in range(30)]


def test_what_is_not_eaten_is_lost_and_what_is_too_much_is_gained():
    weights = {
        factor: Life(person(intake_factor=factor), MENU, FIRST).day(MONTH[-1]).weight_kg
        for factor in (0.8, 1.0, 1.2)
    }
    assert weights[0.8] < 65.0 < weights[1.0] < 67.0 < weights[1.2]


def test_each_morning_weighs_what_the_day_before_left(life):
    for today, tomorrow in pairwise(MONTH):
        day = life.day(today)
        balance_kg = (day.energy_in_kcal - day.energy_out_kcal) / KCAL_PER_KG
        assert life.day(tomorrow).weight_kg == pytest.approx(day.weight_kg + balance_kg)


def test_a_day_is_the_same_whoever_asks_and_in_whatever_order(life):
    other = Life(person(), MENU, FIRST)
    backwards = {on: other.day(on) for on in reversed(MONTH)}
    for on in MONTH:
        day = life.day(on)
        assert day.weight_kg == backwards[on].weight_kg
        assert day.meals == backwards[on].meals
        assert np.array_equal(day.heart_rate_bpm, backwards[on].heart_rate_bpm)
        assert np.array_equal(day.steps, backwards[on].steps)


def test_another_person_has_other_days(life):
    other = Life(person(login="grace"), MENU, FIRST)
    assert not np.array_equal(life.day(FIRST).steps, other.day(FIRST).steps)


def test_there_is_no_day_before_the_first(life):
    with pytest.raises(ValueError, match="begins on 2026-03-02"):
        life.day(FIRST - timedelta(days=1))


def test_the_heart_rises_in_a_workout_and_comes_down_after_it(life):
    bouts = [
        (day, bout)
        for day in map(life.day, MONTH)
        for bout in day.bouts
        if bout.session.activity == "running"
    ]
    assert bouts
    for day, bout in bouts:
        during = day.heart_rate_bpm[bout.start_min + 10 : bout.end_min].mean()
        before = day.heart_rate_bpm[bout.start_min - 30 : bout.start_min].mean()
        after = day.heart_rate_bpm[bout.end_min + 25 : bout.end_min + 45].mean()
        assert during > before + 25
        assert during > after + 25


def test_who_sleeps_neither_walks_nor_spends(life):
    for day in map(life.day, MONTH):
        asleep = day.moving.is_asleep
        assert asleep.any()
        assert day.steps[asleep].sum() == 0
        assert day.active_kcal[asleep].sum() == 0
        assert day.heart_rate_bpm[asleep].mean() < day.heart_rate_bpm[~asleep].mean()


def test_an_evening_in_bed_is_the_beginning_of_the_next_days_night(life):
    for today, tomorrow in pairwise(MONTH):
        night = life.day(tomorrow).night
        if night.bedtime_min < 0:
            evening = life.day(today).moving.is_asleep
            assert evening[night.bedtime_min :].all()
            assert not evening[night.bedtime_min - 1]


def test_sessions_are_done_on_the_days_they_are_planned_for_and_of_that_kind():
    life = Life(person(keeps_plan=1.0), MENU, FIRST)
    kinds = [(on.weekday(), bout.session.kind) for on in MONTH for bout in life.day(on).bouts]
    planned = [(weekday, kind) for weekday, kind in kinds if weekday in MENU.week]
    kept = [kind for weekday, kind in planned if kind == MENU.week[weekday]]
    assert len(planned) == sum(on.weekday() in MENU.week for on in MONTH)
    assert len(kept) > 0.8 * len(planned)


def test_a_day_is_eaten_in_meals_of_its_slots(life):
    for day in map(life.day, MONTH):
        assert [meal.slot for meal in day.meals] == ["breakfast", "lunch", "snack", "dinner"]
        assert all(meal.slot in meal.dish.slots for meal in day.meals)
        assert day.energy_in_kcal == pytest.approx(day.energy_out_kcal, rel=0.25)
