"""The energy of food, and how it is shared among protein, carbohydrate and fat."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from schema.physiology.quantity import Quantity

PROTEIN_KCAL_PER_G: Final = 4.0
CARBOHYDRATE_KCAL_PER_G: Final = 4.0
FAT_KCAL_PER_G: Final = 9.0


class PercentRange(NamedTuple):
    """A share of a day's energy, in percent, ends included."""

    low: float
    high: float


ACCEPTABLE_PERCENT: Final = {
    "protein": PercentRange(10.0, 35.0),
    "carbohydrate": PercentRange(45.0, 65.0),
    "fat": PercentRange(20.0, 35.0),
}
"""Acceptable macronutrient distribution ranges (AMDR) of adults.

Source: Institute of Medicine (2005), Dietary Reference Intakes, National Academies Press.
"""


@dataclass(frozen=True, slots=True)
class Macronutrients:
    """What a meal or a day holds, or should hold."""

    protein_g: float
    carbohydrate_g: float
    fat_g: float


def atwater_kcal(protein_g: Quantity, carbohydrate_g: Quantity, fat_g: Quantity) -> Quantity:
    """Return the energy of food from its macronutrients, in kcal: 4, 4 and 9 a gram.

    Alcohol and fibre are not in it: prefer a food's own figure where it has one.

    Source: Merrill & Watt (1973), USDA Agriculture Handbook 74.
    """
    return (
        protein_g * PROTEIN_KCAL_PER_G
        + carbohydrate_g * CARBOHYDRATE_KCAL_PER_G
        + fat_g * FAT_KCAL_PER_G
    )


def energy_percent(food: Macronutrients) -> dict[str, float] | None:
    """Return the share of each macronutrient in the energy, in percent; none of nothing."""
    energy_kcal = atwater_kcal(food.protein_g, food.carbohydrate_g, food.fat_g)
    if not energy_kcal:
        return None
    return {
        "protein": 100.0 * food.protein_g * PROTEIN_KCAL_PER_G / energy_kcal,
        "carbohydrate": 100.0 * food.carbohydrate_g * CARBOHYDRATE_KCAL_PER_G / energy_kcal,
        "fat": 100.0 * food.fat_g * FAT_KCAL_PER_G / energy_kcal,
    }


def out_of_balance(food: Macronutrients) -> tuple[str, ...]:
    """Name the macronutrients whose share of the energy is outside its acceptable range."""
    percent = energy_percent(food) or {}
    return tuple(
        name
        for name, share in percent.items()
        if not ACCEPTABLE_PERCENT[name].low <= share <= ACCEPTABLE_PERCENT[name].high
    )


def macronutrient_target(energy_kcal: float, protein_g: float) -> Macronutrients:
    """Share a day's energy: protein as given, fat in the middle of its range, carbohydrate.

    Where protein leaves too little for that, fat gets what there is and carbohydrate none.

    Args:
        energy_kcal: Target of the day.
        protein_g: Protein target of the day.
    """
    left_kcal = max(energy_kcal - protein_g * PROTEIN_KCAL_PER_G, 0.0)
    fat_percent = sum(ACCEPTABLE_PERCENT["fat"]) / 2.0
    fat_kcal = min(energy_kcal * fat_percent / 100.0, left_kcal)
    return Macronutrients(
        protein_g=protein_g,
        carbohydrate_g=(left_kcal - fat_kcal) / CARBOHYDRATE_KCAL_PER_G,
        fat_g=fat_kcal / FAT_KCAL_PER_G,
    )
