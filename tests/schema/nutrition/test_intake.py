import pytest

from schema.nutrition.intake import Eater, intake_target
from schema.nutrition.protein import protein_target
from schema.physiology.goal import GoalKind
from schema.physiology.sex import Sex
from schema.physiology.weight import RateVerdict

LUCA = Eater(weight_kg=80.0, resting_kcal_per_day=1780.0, activity_factor=1.55, sex=Sex.MALE)


def test_half_a_kilogram_a_week_costs_550_kcal_a_day():
    target = intake_target(LUCA, GoalKind.LOSE_WEIGHT, 0.5)

    assert target.maintenance_kcal == pytest.approx(2759.0)
    assert target.value_kcal == pytest.approx(2209.0)
    assert target.weekly_change_kg == -0.5
    assert target.rate is RateVerdict.FINE
    assert not target.is_floored


def test_the_goal_gives_the_direction():
    assert intake_target(LUCA, GoalKind.LOSE_WEIGHT, -0.5) == intake_target(
        LUCA, GoalKind.LOSE_WEIGHT, 0.5
    )
    assert intake_target(LUCA, GoalKind.GAIN_MUSCLE, 0.1).value_kcal == pytest.approx(2869.0)
    assert intake_target(LUCA, GoalKind.ENDURANCE, 0.5).value_kcal == pytest.approx(2759.0)


def test_no_goal_sends_anybody_below_rest():
    target = intake_target(LUCA, GoalKind.LOSE_WEIGHT, 1.5)

    assert target.value_kcal == 1780.0
    assert target.is_floored
    assert target.rate is RateVerdict.TOO_FAST


def test_a_small_body_keeps_the_least_intake():
    small = Eater(
        weight_kg=42.0, resting_kcal_per_day=1050.0, activity_factor=1.2, sex=Sex.FEMALE
    )

    assert intake_target(small, GoalKind.LOSE_WEIGHT, 0.3).value_kcal == 1200.0


def test_who_names_no_rate_gets_a_gentle_one():
    assert intake_target(LUCA, GoalKind.LOSE_WEIGHT).weekly_change_kg == pytest.approx(-0.4)
    assert intake_target(LUCA, GoalKind.GAIN_MUSCLE).weekly_change_kg == pytest.approx(0.2)


def test_protein_rises_with_what_is_asked_of_the_muscles():
    assert protein_target(GoalKind.HEALTH).aim_g_per_kg == 0.8
    assert protein_target(GoalKind.ENDURANCE).low_g_per_kg == 1.4
    assert protein_target(GoalKind.GAIN_MUSCLE).high_g_per_kg == 2.0
    assert protein_target(GoalKind.LOSE_WEIGHT, is_resistance_training=True) == (2.3, 2.3, 3.1)
    for goal in GoalKind:
        target = protein_target(goal)
        assert target.low_g_per_kg <= target.aim_g_per_kg <= target.high_g_per_kg
