import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import UnknownUnitError
from schema.events import EVENT_TYPES
from schema.physiology.plausible import PLAUSIBLE
from schema.units import (
    CANONICAL_UNIT,
    SMALL_UNIT_PER_CANONICAL,
    canonical_unit,
    from_small_units,
    known_units,
    to_canonical,
    to_small_units,
)


@pytest.mark.parametrize(
    ("event_type", "value", "unit", "canonical"),
    [
        ("body_weight", 154.0, "lb", 69.85322498),
        ("body_weight", 11.0, "st", 69.85322498),
        ("body_weight", 70_500.0, "g", 70.5),
        ("distance", 1.0, "mi", 1609.344),
        ("distance", 5.2, "km", 5200.0),
        ("distance", 100.0, "yd", 91.44),
        ("distance", 1.0, "ft", 0.3048),
        ("active_energy", 418.4, "kJ", 100.0),
        ("active_energy", 4184.0, "J", 1.0),
        ("active_energy", 250.0, "Cal", 250.0),
        ("active_energy", 250.0, "cal", 0.25),
        ("blood_glucose", 5.5, "mmol/L", 99.0858),
        ("blood_pressure", 16.0, "kPa", 120.0098521353),
        ("body_temperature", 98.6, "°F", 37.0),
        ("body_temperature", 32.0, "F", 0.0),
        ("skin_temperature", 306.65, "K", 33.5),
        ("spo2", 0.97, "fraction", 97.0),
        ("rr_interval", 0.8, "s", 800.0),
        ("rr_interval", 1024.0, "1/1024 s", 1000.0),
        ("heart_rate", 1.2, "Hz", 72.0),
        ("heart_rate", 72.0, "beats/min", 72.0),
        ("respiratory_rate", 14.0, "breaths/min", 14.0),
        ("hydration", 0.5, "l", 500.0),
        ("hydration", 8.0, "fl oz", 236.5882365),
        ("steps", 120.0, "count", 120.0),
    ],
)
def test_what_a_sender_measures_in_becomes_the_canonical_unit(
    event_type, value, unit, canonical
):
    assert to_canonical(event_type, value, unit) == pytest.approx(canonical, rel=1e-9, abs=1e-9)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_value_in_the_canonical_unit_is_not_touched(value):
    for event_type, unit in CANONICAL_UNIT.items():
        assert to_canonical(event_type, value, unit) == value


def test_the_case_of_a_unit_matters_only_where_two_could_be_meant():
    assert to_canonical("body_weight", 80.0, " KG ") == 80.0
    assert to_canonical("blood_glucose", 90.0, "mg/dl") == 90.0
    with pytest.raises(UnknownUnitError):
        to_canonical("active_energy", 250.0, "CAL")


def test_a_unit_of_another_quantity_is_refused_by_name():
    with pytest.raises(UnknownUnitError, match="body_weight cannot be given in 'km'"):
        to_canonical("body_weight", 80.0, "km")


def test_every_known_spelling_converts():
    for event_type in CANONICAL_UNIT:
        assert canonical_unit(event_type) in known_units(event_type)
        for unit in known_units(event_type):
            assert isinstance(to_canonical(event_type, 1.0, unit), float)


def test_the_registry_of_events_speaks_the_same_canonical_units():
    measured = {kind.name: kind.unit for kind in EVENT_TYPES.values() if kind.name in PLAUSIBLE}

    assert measured == {name: CANONICAL_UNIT[name] for name in measured}
    assert set(measured) == set(PLAUSIBLE)


def test_every_sum_of_the_registry_has_a_small_unit():
    summed = {kind.name for kind in EVENT_TYPES.values() if kind.aggregation == "sum"}

    assert summed <= set(SMALL_UNIT_PER_CANONICAL)


def test_ten_tenths_of_a_metre_are_a_metre_in_small_units():
    total = sum(to_small_units("distance", 0.1) for _ in range(10))

    assert from_small_units("distance", total) == 1.0
