"""What a person wants of their training and food."""

from enum import StrEnum


class GoalKind(StrEnum):
    """The one goal that targets and advice are set for."""

    LOSE_WEIGHT = "LOSE_WEIGHT"
    MAINTAIN = "MAINTAIN"
    GAIN_MUSCLE = "GAIN_MUSCLE"
    ENDURANCE = "ENDURANCE"
    HEALTH = "HEALTH"
