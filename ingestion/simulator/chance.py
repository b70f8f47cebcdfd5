"""Chance that repeats itself: one stream for each person, day and aspect of it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datetime import date


class Aspect(IntEnum):
    """What of a day is drawn; each has its own stream, so that none disturbs another."""

    NIGHT = 1
    STAGES = 2
    WALKING = 3
    TRAINING = 4
    EATING = 5
    HEART = 6
    READINGS = 7
    LOGGING = 8
    TASTE = 9
    OPINION = 10
    EFFORT = 11
    FEELING = 12
    DEEDS = 13
    WEIGHING = 14


def chance(seed: int, on: date, aspect: Aspect) -> np.random.Generator:
    """Return the stream of one aspect of a day; asked again, it begins anew."""
    return np.random.default_rng((seed, on.toordinal(), int(aspect)))
