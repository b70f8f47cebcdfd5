"""The only place where units are converted.

Every quantity has one canonical unit; whatever else a sender may use is listed here with its
factor. What adds up (steps, metres, kcal, grams) is summed in whole small units, so that
neither order nor batching ever changes a digit.

Source: Thompson & Taylor (2008), NIST Special Publication 811, appendix B.8 (factors in
    metre, kilogram, litre, joule and pascal; the calorie is the thermochemical one, 4.184 J).
    Glucose: molar mass 180.156 g/mol (PubChem CID 5793), so 1 mmol/L = 18.0156 mg/dL.
"""

from typing import Final

from schema.errors import UnknownUnitError

CANONICAL_UNIT: Final[dict[str, str]] = {
    "heart_rate": "bpm",
    "resting_heart_rate": "bpm",
    "rr_interval": "ms",
    "hrv_rmssd": "ms",
    "hrv_sdnn": "ms",
    "steps": "count",
    "floors": "count",
    "distance": "m",
    "active_energy": "kcal",
    "total_energy": "kcal",
    "spo2": "%",
    "body_fat": "%",
    "respiratory_rate": "/min",
    "skin_temperature": "°C",
    "body_temperature": "°C",
    "blood_glucose": "mg/dL",
    "blood_pressure": "mmHg",
    "blood_pressure_systolic": "mmHg",
    "blood_pressure_diastolic": "mmHg",
    "body_weight": "kg",
    "hydration": "ml",
}

_PER_MINUTE: Final = {
    "/min": 1.0,
    "1/min": 1.0,
    "min^-1": 1.0,
    "count/min": 1.0,
    "/s": 60.0,
    "1/s": 60.0,
    "count/s": 60.0,
    "Hz": 60.0,
}

_SCALE: Final[dict[str, dict[str, float]]] = {
    "bpm": {
        **_PER_MINUTE,
        "bpm": 1.0,
        "beats/min": 1.0,
        "beats/minute": 1.0,
        "{beats}/min": 1.0,
    },
    "/min": {
        **_PER_MINUTE,
        "brpm": 1.0,
        "breaths/min": 1.0,
        "breaths/minute": 1.0,
        "{breaths}/min": 1.0,
    },
    "ms": {
        "ms": 1.0,
        "msec": 1.0,
        "s": 1000.0,
        "sec": 1000.0,
        "us": 0.001,
        "µs": 0.001,
        "1/1024 s": 1000.0 / 1024.0,  # as Bluetooth's heart-rate service counts
    },
    "count": {
        "count": 1.0,
        "counts": 1.0,
        "step": 1.0,
        "steps": 1.0,
        "{steps}": 1.0,
        "floor": 1.0,
        "floors": 1.0,
    },
    "m": {
        "m": 1.0,
        "km": 1000.0,
        "cm": 0.01,
        "mm": 0.001,
        "mi": 1609.344,
        "mile": 1609.344,
        "miles": 1609.344,
        "[mi_i]": 1609.344,
        "yd": 0.9144,
        "[yd_i]": 0.9144,
        "ft": 0.3048,
        "[ft_i]": 0.3048,
    },
    "kcal": {
        "kcal": 1.0,
        "Cal": 1.0,  # the food calorie; with a small c it is a thousandth of it
        "cal": 0.001,
        "kJ": 1.0 / 4.184,
        "J": 1.0 / 4184.0,
    },
    "%": {"%": 1.0, "percent": 1.0, "fraction": 100.0, "ratio": 100.0},
    "mg/dL": {"mg/dL": 1.0, "mmol/L": 18.0156, "g/L": 100.0},
    "mmHg": {"mmHg": 1.0, "mm[Hg]": 1.0, "kPa": 1000.0 / 133.322387415},
    "kg": {
        "kg": 1.0,
        "g": 0.001,
        "lb": 0.45359237,
        "lbs": 0.45359237,
        "[lb_av]": 0.45359237,
        "oz": 0.028349523125,
        "st": 6.35029318,
    },
    "ml": {
        "ml": 1.0,
        "cl": 10.0,
        "dl": 100.0,
        "l": 1000.0,
        "liter": 1000.0,
        "litre": 1000.0,
        "fl oz": 29.5735295625,  # of the United States
        "fl_oz": 29.5735295625,
        "fl oz US": 29.5735295625,
        "fl_oz_us": 29.5735295625,
        "[foz_us]": 29.5735295625,
        "fl oz imp": 28.4130625,
        "fl_oz_imp": 28.4130625,
        "cup": 236.5882365,
        "cup_us": 236.5882365,
    },
}

_CELSIUS: Final[dict[str, tuple[float, float]]] = {
    **dict.fromkeys(("°C", "C", "Cel", "degC", "celsius"), (0.0, 1.0)),
    **dict.fromkeys(("°F", "F", "[degF]", "degF", "fahrenheit"), (-32.0, 5.0 / 9.0)),
    "K": (-273.15, 1.0),
}

_NEEDS_ITS_CASE: Final = "cal"


def _conversions_of(event_type: str) -> dict[str, tuple[float, float]]:
    canonical = CANONICAL_UNIT[event_type]
    if canonical == "°C":
        return _CELSIUS
    return {unit: (0.0, scale) for unit, scale in _SCALE[canonical].items()}


_CONVERSION: Final = {
    (event_type, unit): conversion
    for event_type in CANONICAL_UNIT
    for unit, conversion in _conversions_of(event_type).items()
}
"""(Event type, unit) → what is added first, and what it is then multiplied with."""

_CONVERSION_WITHOUT_CASE: Final = {
    (event_type, unit.casefold()): conversion
    for (event_type, unit), conversion in _CONVERSION.items()
    if unit.casefold() != _NEEDS_ITS_CASE
}


def canonical_unit(event_type: str) -> str:
    """Return the unit in which values of a scalar event type are kept."""
    return CANONICAL_UNIT[event_type]


def to_canonical(event_type: str, value: float, unit: str) -> float:
    """Convert a value to the canonical unit of its event type.

    The case of a unit does not matter where only one can be meant.

    Args:
        event_type: A scalar event type.
        value: As sent.
        unit: As sent.

    Raises:
        UnknownUnitError: The type is not measured in that unit.
    """
    conversion = _CONVERSION.get((event_type, unit)) or _CONVERSION_WITHOUT_CASE.get(
        (event_type, unit.strip().casefold())
    )
    if conversion is None:
        raise UnknownUnitError(event_type, unit, known_units(event_type))
    offset, scale = conversion
    return (value + offset) * scale


def known_units(event_type: str) -> tuple[str, ...]:
    """Return every spelling of a unit that a type may be sent in."""
    return tuple(_conversions_of(event_type))


SMALL_UNIT_PER_CANONICAL: Final[dict[str, int]] = {
    "steps": 1,
    "floors": 1,
    "distance": 1000,  # millimetres
    "active_energy": 1000,  # small calories
    "total_energy": 1000,
    "resting_energy": 1000,
    "energy_in": 1000,
    "energy_out": 1000,
    "energy_balance": 1000,
    "hydration": 1000,  # microlitres
    "protein": 1000,  # milligrams
    "carbohydrate": 1000,
    "fat": 1000,
    "fibre": 1000,
}
"""How many whole units of an exact sum make one canonical unit, for what adds up."""


def to_small_units(metric: str, value: float) -> int:
    """Return an amount in whole small units; a half goes to the even one, as in ``F.rint``."""
    return round(value * SMALL_UNIT_PER_CANONICAL[metric])


def from_small_units(metric: str, total: int) -> float:
    """Return an exact sum in the canonical unit."""
    return total / SMALL_UNIT_PER_CANONICAL[metric]
