"""How far steps carry."""

from typing import Final

from schema.physiology.quantity import Quantity
from schema.physiology.sex import Sex

STEP_PER_HEIGHT: Final = {Sex.MALE: 0.415, Sex.FEMALE: 0.413, Sex.OTHER: 0.414}
CM_PER_M: Final = 100.0


def steps_distance_m(steps: Quantity, height_cm: Quantity, sex: Sex) -> Quantity:
    """Estimate the distance of steps from body height, in metres.

    A weak estimate: a running step is longer. Where there is GPS, calibrate with it.

    Source: the pedometers' rule of thumb, a step of 0.415 (men) or 0.413 (women) of height.
    """
    return steps * height_cm * STEP_PER_HEIGHT[sex] / CM_PER_M
