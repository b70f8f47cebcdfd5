import pytest

from schema.physiology.heart_rate import (
    Intensity,
    intensity_of_maximum,
    intensity_of_reserve,
    karvonen_zone,
    karvonen_zone_floors_bpm,
    reserve_fraction,
    tanaka_maximum_bpm,
)


@pytest.mark.parametrize(("age", "bpm"), [(30.0, 187.0), (40.0, 180.0)])
def test_tanaka_expects_less_of_an_older_heart(age, bpm):
    assert tanaka_maximum_bpm(age) == pytest.approx(bpm)


def test_karvonen_zones_begin_at_shares_of_the_reserve():
    floors_bpm = karvonen_zone_floors_bpm(60.0, 187.0)

    assert floors_bpm == pytest.approx((123.5, 136.2, 148.9, 161.6, 174.3))


@pytest.mark.parametrize(
    ("bpm", "zone"), [(60.0, 0), (123.4, 0), (123.5, 1), (136.2, 2), (174.2, 4), (190.0, 5)]
)
def test_a_zone_holds_its_floor_and_not_the_next_ones(bpm, zone):
    assert karvonen_zone(bpm, 60.0, 187.0) == zone


def test_the_reserve_is_unused_at_rest_and_used_up_at_the_maximum():
    assert reserve_fraction(60.0, 60.0, 187.0) == 0.0
    assert reserve_fraction(187.0, 60.0, 187.0) == 1.0


def test_moderate_is_the_same_by_reserve_and_by_maximum():
    assert intensity_of_reserve(0.39) is intensity_of_maximum(0.63) is Intensity.LIGHT
    assert intensity_of_reserve(0.40) is intensity_of_maximum(0.64) is Intensity.MODERATE
    assert intensity_of_reserve(0.59) is intensity_of_maximum(0.76) is Intensity.MODERATE
    assert intensity_of_reserve(0.60) is intensity_of_maximum(0.77) is Intensity.VIGOROUS
