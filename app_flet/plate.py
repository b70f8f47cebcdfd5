"""The plate: foods with the grams as typed, before they are logged as a meal."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app_flet import forms
from app_flet.answers.food import Food
from app_flet.wording import amount

USUAL_GRAMS = "100"


@dataclass(frozen=True)
class Portion:
    """A food on the plate."""

    food: Food
    grams: str = USUAL_GRAMS

    def as_input(self) -> dict[str, Any]:
        """Return the portion as the graph takes it.

        Raises:
            UnreadableError: the grams are no number above zero.
        """
        grams = forms.number({self.food.id: self.grams}, self.food.id)
        if grams is None or grams <= 0:
            raise forms.UnreadableError(self.food.id, "How many?")
        return {"foodId": self.food.id, "grams": grams}

    def energy_kcal(self) -> float | None:
        """Return the portion's energy, as far as it is known."""
        try:
            grams = forms.number({"grams": self.grams}, "grams")
        except forms.UnreadableError:
            return None
        per_100_g = self.food.energy_kcal_per_100_g
        return None if grams is None or per_100_g is None else per_100_g * grams / 100


Plate = tuple[Portion, ...]


def with_food(plate: Plate, food: Food) -> Plate:
    """Return the plate with one more food, if it is not there already."""
    return plate if food in [each.food for each in plate] else (*plate, Portion(food))


def weighed(plate: Plate, food_id: str, grams: str) -> Plate:
    """Return the plate with new grams of one food."""
    return tuple(replace(p, grams=grams) if p.food.id == food_id else p for p in plate)


def without(plate: Plate, food_id: str) -> Plate:
    """Return the plate without one food."""
    return tuple(each for each in plate if each.food.id != food_id)


def energy(portion: Portion) -> str:
    """Say how much energy a portion holds."""
    kcal = portion.energy_kcal()
    return "energy not known" if kcal is None else amount(kcal, "kcal")


def sentence(plate: Iterable[Portion]) -> str:
    """Say what is on the plate altogether."""
    portions = list(plate)
    known = [kcal for each in portions if (kcal := each.energy_kcal()) is not None]
    total = amount(sum(known), "kcal") if known else "energy not known"
    count = "1 food" if len(portions) == 1 else f"{len(portions)} foods"
    return f"{count}, {total}"
