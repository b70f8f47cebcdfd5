"""How much to eat for a goal, within what is safe."""

from dataclasses import dataclass
from typing import Final

from schema.physiology.energy_floor import intake_floor_kcal
from schema.physiology.expenditure import SLOW_CHANGE_KCAL_PER_KG
from schema.physiology.goal import GoalKind
from schema.physiology.sex import Sex
from schema.physiology.weight import DAYS_PER_WEEK, RateVerdict, rate_verdict

DEFAULT_PERCENT_PER_WEEK: Final = {GoalKind.LOSE_WEIGHT: 0.5, GoalKind.GAIN_MUSCLE: 0.25}
"""The weekly change of who named a goal but no rate, in percent of body weight."""

_DIRECTION: Final = {GoalKind.LOSE_WEIGHT: -1.0, GoalKind.GAIN_MUSCLE: 1.0}


@dataclass(frozen=True, slots=True)
class Eater:
    """What of a person decides how much they should eat."""

    weight_kg: float
    resting_kcal_per_day: float
    activity_factor: float
    sex: Sex


@dataclass(frozen=True, slots=True)
class IntakeTarget:
    """A day's energy target.

    Attributes:
        value_kcal: What to eat in a day.
        maintenance_kcal: What would keep the weight.
        weekly_change_kg: The change that was asked for; negative is a loss.
        rate: Whether that change is too fast for this body.
        is_floored: Whether safety raised the target: the change will be slower than asked.
    """

    value_kcal: float
    maintenance_kcal: float
    weekly_change_kg: float
    rate: RateVerdict
    is_floored: bool


def intake_target(
    eater: Eater, goal: GoalKind, weekly_rate_kg: float | None = None
) -> IntakeTarget:
    """Return the energy target of a goal, never below the floor of ``intake_floor_kcal``.

    A kilogram is taken for 7700 kcal: for who changes slowly, as everybody here is asked to.

    Args:
        eater: Whose target.
        goal: Only losing weight and gaining muscle move it off maintenance.
        weekly_rate_kg: How fast; the goal gives the direction, so the sign does not matter.

    Source: Wishnofsky (1958), Am J Clin Nutr 6(5):542-546 (7700 kcal/kg).
    """
    default_kg = DEFAULT_PERCENT_PER_WEEK.get(goal, 0.0) / 100.0 * eater.weight_kg
    pace_kg = default_kg if weekly_rate_kg is None else abs(weekly_rate_kg)
    weekly_change_kg = _DIRECTION.get(goal, 0.0) * pace_kg

    maintenance_kcal = eater.resting_kcal_per_day * eater.activity_factor
    wanted_kcal = maintenance_kcal + weekly_change_kg * SLOW_CHANGE_KCAL_PER_KG / DAYS_PER_WEEK
    floor_kcal = intake_floor_kcal(eater.resting_kcal_per_day, eater.sex)

    return IntakeTarget(
        value_kcal=max(wanted_kcal, floor_kcal),
        maintenance_kcal=maintenance_kcal,
        weekly_change_kg=weekly_change_kg,
        rate=rate_verdict(weekly_change_kg, eater.weight_kg),
        is_floored=wanted_kcal < floor_kcal,
    )
