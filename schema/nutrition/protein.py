"""How much protein a day, by what somebody is after."""

from typing import Final, NamedTuple

from schema.physiology.goal import GoalKind


class ProteinTarget(NamedTuple):
    """Grams a day for each kilogram of body weight: at least, to aim at, at most."""

    low_g_per_kg: float
    aim_g_per_kg: float
    high_g_per_kg: float


RDA_G_PER_KG: Final = 0.8
_EXERCISING: Final = ProteinTarget(1.4, 1.7, 2.0)
_DEFICIT_WITH_RESISTANCE: Final = ProteinTarget(2.3, 2.3, 3.1)

PROTEIN_TARGET: Final = {
    GoalKind.HEALTH: ProteinTarget(RDA_G_PER_KG, RDA_G_PER_KG, 2.0),
    GoalKind.MAINTAIN: ProteinTarget(RDA_G_PER_KG, 1.4, 2.0),
    GoalKind.ENDURANCE: _EXERCISING,
    GoalKind.GAIN_MUSCLE: _EXERCISING,
    GoalKind.LOSE_WEIGHT: _EXERCISING,
}


def protein_target(goal: GoalKind, *, is_resistance_training: bool = False) -> ProteinTarget:
    """Return the protein range of a goal; the aim within it is our choice.

    Args:
        goal: What the person is after.
        is_resistance_training: Whether strength training is part of it; in a deficit it
            asks for more, so that what is lost is not muscle.

    Source: Jäger et al. (2017), ISSN position stand, J Int Soc Sports Nutr 14:20; RDA:
        Institute of Medicine (2005), Dietary Reference Intakes.
    """
    if goal is GoalKind.LOSE_WEIGHT and is_resistance_training:
        return _DEFICIT_WITH_RESISTANCE
    return PROTEIN_TARGET[goal]
