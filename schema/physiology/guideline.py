"""How much activity a week is enough for health."""

from dataclasses import dataclass
from typing import Final

VIGOROUS_COUNTS: Final = 2.0
ENOUGH_MIN: Final = 150.0
AMPLE_MIN: Final = 300.0
STRENGTH_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class GuidelineWeek:
    """A week's activity held against the guideline.

    Attributes:
        moderate_equivalent_min: Minutes, a vigorous one counting double.
        is_active_enough: At least 150 of them.
        is_ample: At least 300: beyond this little more is known to be gained.
        is_strong_enough: Strength training on at least two days.
    """

    moderate_equivalent_min: float
    is_active_enough: bool
    is_ample: bool
    is_strong_enough: bool


def guideline_week(
    moderate_min: float, vigorous_min: float, strength_days: int
) -> GuidelineWeek:
    """Hold a week against 150-300 moderate or 75-150 vigorous minutes and two strength days.

    Source: Bull et al. (2020), WHO guidelines on physical activity, Br J Sports Med
        54(24):1451-1462.
    """
    equivalent_min = moderate_min + VIGOROUS_COUNTS * vigorous_min
    return GuidelineWeek(
        moderate_equivalent_min=equivalent_min,
        is_active_enough=equivalent_min >= ENOUGH_MIN,
        is_ample=equivalent_min >= AMPLE_MIN,
        is_strong_enough=strength_days >= STRENGTH_DAYS,
    )
