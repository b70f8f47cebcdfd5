"""How much to eat on a day: what the person set, else what follows from what is known."""

from schema.physiology.energy import ACTIVITY_FACTOR
from schema.physiology.energy_floor import intake_floor_kcal
from schema.physiology.sex import Sex

_WORKOUTS_BELOW = ((1, "sedentary"), (3, "light"), (6, "moderate"))
_MOST_ACTIVE = "active"
_NOT_TOLD = "light"


def activity_factor(weekly_workouts: float | None) -> float:
    """Return total by resting expenditure, by how often somebody means to train.

    Our convention: sedentary without a workout, light up to 2 a week, moderate up to 5,
    active from 6 on; light where nobody has said.
    """
    if weekly_workouts is None:
        return ACTIVITY_FACTOR[_NOT_TOLD]
    level = next((name for below, name in _WORKOUTS_BELOW if weekly_workouts < below), None)
    return ACTIVITY_FACTOR[level or _MOST_ACTIVE]


def formula_kcal(resting_kcal: float | None, weekly_workouts: float | None) -> float | None:
    """Return the expenditure of a day by formula; ``None`` without a resting energy."""
    return None if resting_kcal is None else resting_kcal * activity_factor(weekly_workouts)


def energy_target_kcal(
    expenditure_kcal: float | None, balance_kcal: float, resting_kcal: float | None, sex: Sex
) -> float | None:
    """Return the energy target of who set none: expenditure and balance, above the floor.

    Args:
        expenditure_kcal: What a day costs, learned or by formula.
        balance_kcal: What the goal adds to it; negative to lose weight.
        resting_kcal: Nobody's target is below it.
        sex: Selects the least intake without a physician.
    """
    if expenditure_kcal is None:
        return None
    return max(expenditure_kcal + balance_kcal, intake_floor_kcal(resting_kcal or 0.0, sex))


def protein_target_g(g_per_kg: float | None, weight_kg: float | None) -> float | None:
    """Return the protein target of who set none; ``None`` where either is not known."""
    return None if g_per_kg is None or weight_kg is None else g_per_kg * weight_kg
