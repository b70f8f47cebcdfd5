from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from app_flet import day_summary
from app_flet.answers.day import (
    Adherence,
    Day,
    Driver,
    LiveMeasurement,
    Score,
    Sleep,
    SleepStage,
    Source,
    TrainingLoad,
)
from app_flet.answers.person import DefaultOption, Goals, with_defaults
from tests.app_flet.days import DATE, EMPTY, NO_GOALS

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def reading(seconds_ago):
    strap = Source(id="1", name="Strap")
    return LiveMeasurement("HEART_RATE", 72, NOW - timedelta(seconds=seconds_ago), strap)


def test_each_ring_is_a_quantity_of_the_house():
    day = Day(DATE, energy_in_kcal=1500, adherence=Adherence(workouts=0.5, nutrition=0.75))

    eaten, nutrition, workouts = day_summary.rings(day, Goals(daily_energy_kcal=2000))

    assert (eaten.fraction, eaten.said, eaten.explained) == (0.75, "1,500", "of 2,000 kcal")
    assert (nutrition.fraction, nutrition.said) == (0.75, "75 %")
    assert (workouts.fraction, workouts.said) == (0.5, "50 %")


def test_a_day_without_records_has_empty_rings_that_say_so():
    rings = day_summary.rings(EMPTY, NO_GOALS)

    assert [ring.fraction for ring in rings] == [None, None, None]
    assert [ring.said for ring in rings] == ["not recorded"] * 3


def test_the_rings_are_said_to_those_who_hear_the_screen():
    day = Day(DATE, energy_in_kcal=1500, adherence=Adherence(workouts=0.5))

    said = day_summary.rings_sentence(day_summary.rings(day, Goals(daily_energy_kcal=2000)))

    assert said == (
        "Energy eaten: 1,500 of 2,000 kcal. Nutrition plan kept: not recorded. "
        "Workout plan done: 50 % in 7 days"
    )


def test_food_without_a_goal_has_a_number_and_no_ring():
    eaten, *_ = day_summary.rings(Day(DATE, energy_in_kcal=900), NO_GOALS)

    assert eaten.fraction is None
    assert (eaten.said, eaten.explained) == ("900 kcal", "no goal set")


@pytest.mark.parametrize(
    ("balance", "said"),
    [
        (-400.0, "More burned than eaten"),
        (250.0, "More eaten than burned"),
        (0.3, "Eaten as much as burned"),
        (None, "Needs both, eaten and burned"),
    ],
)
def test_the_balance_is_said_in_words(balance, said):
    assert day_summary.balance_sentence(Day(DATE, energy_balance_kcal=balance)) == said


def test_a_night_that_nobody_measured_is_not_a_night_without_sleep():
    assert day_summary.sleep_sentence(EMPTY, UTC) == "No sleep was measured last night"


def test_a_night_is_said_from_falling_asleep_to_waking():
    sleep = Sleep(start=NOW - timedelta(hours=13), end=NOW - timedelta(hours=5, minutes=30))

    said = day_summary.sleep_sentence(Day(DATE, sleep_minutes=420, sleep=sleep), UTC)

    assert said == "From 23:00 to 06:30"


def test_a_night_is_said_with_its_score():
    night = Sleep(start=NOW - timedelta(hours=9), end=NOW - timedelta(hours=1))
    scored = replace(night, score=Score(value=86.4))

    assert day_summary.sleep_sentence(Day(DATE, sleep_minutes=460, sleep=scored), UTC) == (
        "From 03:00 to 11:00, score 86"
    )


def test_readiness_names_what_holds_it_back_most():
    drivers = (Driver("hrv", 84.6), Driver("resting_heart_rate", 61.2), Driver("temperature"))
    day = Day(DATE, readiness=Score(value=78.0, drivers=drivers))

    said = day_summary.readiness_sentence(day)

    assert said == "Of 100; lowest is resting heart rate, 61"


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (("hrv", "respiration"), "Needs heart rate variability, respiration"),
        (("need_signal: hrv or resting_heart_rate", "hrv"), "Needs heart rate variability"),
        (("need_baseline: have 1, need 4", "hrv"), "Needs 4 nights with a sensor, has 1"),
        ((), "Needs nights with a sensor"),
    ],
)
def test_readiness_that_is_not_known_says_what_it_needs(missing, said):
    day = Day(DATE, readiness=Score(missing=missing))

    assert day_summary.readiness_sentence(day) == said


def test_who_has_no_nights_at_all_is_told_what_readiness_needs():
    assert day_summary.readiness_sentence(EMPTY) == "Needs nights with a sensor"


def test_training_is_said_in_three_numbers_or_not_at_all():
    day = Day(DATE, training_load=TrainingLoad(ctl=42.4, atl=50.6, tsb=-8.2))

    assert day_summary.training_sentence(day) == "Fitness 42, fatigue 51, form −8"
    assert day_summary.training_sentence(EMPTY) == "Training load not recorded"


def test_stretches_of_one_stage_add_up():
    stages = (SleepStage("DEEP", 40), SleepStage("LIGHT", 200), SleepStage("DEEP", 30))
    day = Day(DATE, sleep_minutes=270, sleep=Sleep(stages=stages))

    assert day_summary.stage_minutes(day) == [("DEEP", 70), ("LIGHT", 200)]
    assert day_summary.stages_sentence(day) == "Deep 1 h 10 min, light 3 h 20 min"


def test_steps_stand_beside_their_goal():
    said = day_summary.steps_sentence(Day(DATE, steps=10), Goals(daily_steps=9000))

    assert said == "Of 9,000 steps"
    assert day_summary.steps_sentence(EMPTY, NO_GOALS) == "No sensor counted steps today"


def test_steps_without_a_goal_of_ones_own_follow_the_default_option():
    default = (DefaultOption("goals.daily_steps", 8000),)

    assert with_defaults(NO_GOALS, default).daily_steps == 8000
    assert with_defaults(Goals(daily_steps=9000), default).daily_steps == 9000
    assert with_defaults(NO_GOALS, ()).daily_steps is None


def test_progress_names_weight_target_and_when():
    goals = Goals(target_weight_kg=75, expected_on=date(2027, 1, 18))

    assert day_summary.goal_sentences(Day(DATE, weight_kg=78.2), goals) == (
        "78.2 kg now, 75.0 kg wanted",
        "Expected by 18 January 2027",
    )


def test_a_goal_without_weight_says_what_is_missing():
    assert day_summary.goal_sentences(EMPTY, NO_GOALS) == (
        "Weight not recorded",
        "No target weight set",
    )


def test_a_heart_without_a_sensor_says_how_to_get_one():
    assert (
        day_summary.heart_sentence(None, [], NOW) == "Add your watch, ring or strap in Devices"
    )


def test_a_moving_heart_says_its_last_minute():
    said = day_summary.heart_sentence(reading(1), [68.0, 75.0], NOW)

    assert said == "68 to 75 in the last minute, from Strap"


def test_a_heart_that_fell_silent_says_since_when():
    said = day_summary.heart_sentence(reading(600), [72.0], NOW)

    assert said == "Last reading 10 min ago, from Strap"
