import pytest

from schema.people.defaults import (
    EVERYBODY_SEGMENT,
    activity_band,
    age_band,
    holds_for,
    nearness,
    segment,
)
from schema.people.profile import GoalKind, Sex


def test_a_segment_names_goal_sex_age_band_and_activity():
    assert segment(GoalKind.ENDURANCE, Sex.MALE, 33, "HIGH") == "ENDURANCE:MALE:30-44:HIGH"
    assert segment(None, None, None, None) == EVERYBODY_SEGMENT


@pytest.mark.parametrize(
    ("age", "band"),
    [(17, "0-17"), (18, "18-29"), (30, "30-44"), (59, "45-59"), (60, "60-"), (None, "*")],
)
def test_a_band_begins_on_its_birthday(age, band):
    assert age_band(age) == band


@pytest.mark.parametrize(
    ("workouts", "band"), [(None, None), (1, "LOW"), (2, "MODERATE"), (5, "HIGH")]
)
def test_activity_is_how_often_somebody_means_to_train(workouts, band):
    assert activity_band(workouts) == band


def test_an_option_holds_for_whoever_fits_what_it_says():
    person = "ENDURANCE:MALE:30-44:*"

    assert holds_for(EVERYBODY_SEGMENT, person)
    assert holds_for("ENDURANCE:*:30-44:*", person)
    assert not holds_for("*:FEMALE:*:*", person)
    assert not holds_for("*:*:*:HIGH", person)


def test_who_says_more_is_nearer_and_the_goal_says_most():
    ranked = sorted(
        ["*:*:60-:*", EVERYBODY_SEGMENT, "HEALTH:*:60-:*", "HEALTH:*:*:*"], key=nearness
    )

    assert ranked == [EVERYBODY_SEGMENT, "*:*:60-:*", "HEALTH:*:*:*", "HEALTH:*:60-:*"]
