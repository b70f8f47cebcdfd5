import pytest

from schema.physiology.energy_floor import (
    Availability,
    availability,
    energy_availability_kcal_per_kg,
    intake_floor_kcal,
)
from schema.physiology.sex import Sex


def test_nobody_is_sent_below_rest_or_the_least_intake():
    assert intake_floor_kcal(1780.0, Sex.MALE) == 1780.0
    assert intake_floor_kcal(1400.0, Sex.MALE) == 1500.0
    assert intake_floor_kcal(1100.0, Sex.FEMALE) == 1200.0
    assert intake_floor_kcal(1100.0, Sex.OTHER) == 1350.0


def test_what_exercise_leaves_may_be_too_little():
    kcal_per_kg = energy_availability_kcal_per_kg(2000.0, 600.0, 50.0)

    assert kcal_per_kg == pytest.approx(28.0)
    assert availability(kcal_per_kg) is Availability.LOW


def test_the_target_begins_above_forty_five():
    assert availability(30.0) is Availability.LOW
    assert availability(45.0) is Availability.REDUCED
    assert availability(45.1) is Availability.GOOD
