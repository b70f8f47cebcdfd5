"""How good a night was."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from schema.physiology.baseline import LEAST_NIGHTS
from schema.physiology.estimate import Confidence, Score, weighted_drivers

WEIGHT: Final[dict[str, float]] = {
    "duration": 0.40,
    "stages": 0.20,
    "consistency": 0.20,
    "interruptions": 0.20,
}

ENOUGH_MIN: Final = 420.0
TOO_MUCH_MIN: Final = 540.0
ENOUGH_DEEP_MIN: Final = 90.0
ENOUGH_REM_MIN: Final = 90.0
CONSISTENCY_NIGHTS: Final = 14
CONSISTENCY_GRACE_MIN: Final = 15.0
CONSISTENCY_LOST_MIN: Final = 135.0
SOME_AWAKE_MIN: Final = 20.0
MUCH_AWAKE_MIN: Final = 90.0
_SOME_AWAKE_SCORE: Final = 80.0
_FULL: Final = 100.0


def duration_score(asleep_min: float) -> float:
    """Score the minutes asleep: 100 for seven to nine hours.

    Our convention beyond: in proportion to seven hours below them, and as steep a fall for
    each hour above nine.

    Source: Hirshkowitz et al. (2015), Sleep Health 1(1):40-43 (seven to nine hours).
    """
    off_min = max(ENOUGH_MIN - asleep_min, asleep_min - TOO_MUCH_MIN, 0.0)
    return max(_FULL * (1.0 - off_min / ENOUGH_MIN), 0.0)


def stages_score(deep_min: float, rem_min: float) -> float:
    """Score the stages: half for 90 minutes of deep sleep, half for 90 of REM."""
    deep = min(deep_min / ENOUGH_DEEP_MIN, 1.0)
    rem = min(rem_min / ENOUGH_REM_MIN, 1.0)
    return _FULL * (deep + rem) / 2.0


def consistency_score(bedtime_min: float, prior_bedtimes_min: Sequence[float]) -> float | None:
    """Score how near a bedtime is to the median of the fourteen nights before.

    A quarter of an hour off costs nothing. Our convention beyond: linear to 0 at two hours
    more. ``None`` with fewer than four nights before.

    Args:
        bedtime_min: Minutes from the noon before, so that midnight splits nothing.
        prior_bedtimes_min: The recorded nights before, in order, counted likewise.
    """
    recorded = prior_bedtimes_min[-CONSISTENCY_NIGHTS:]
    if len(recorded) < LEAST_NIGHTS:
        return None
    off_min = abs(bedtime_min - median(recorded)) - CONSISTENCY_GRACE_MIN
    lost = max(off_min, 0.0) / (CONSISTENCY_LOST_MIN - CONSISTENCY_GRACE_MIN)
    return max(_FULL * (1.0 - lost), 0.0)


def interruptions_score(awake_min: float) -> float:
    """Score the minutes awake: 100 at none, linear to 80 at 20, linear to 0 at 90."""
    if awake_min <= SOME_AWAKE_MIN:
        return _FULL - (_FULL - _SOME_AWAKE_SCORE) * awake_min / SOME_AWAKE_MIN
    left_min = max(MUCH_AWAKE_MIN - awake_min, 0.0)
    return _SOME_AWAKE_SCORE * left_min / (MUCH_AWAKE_MIN - SOME_AWAKE_MIN)


def sleep_score(components: Mapping[str, float | None]) -> Score:
    """Weigh the components of a night into one score, 0 to 100.

    The weights of what was not recorded go to the rest; without a duration there is no
    score.

    Args:
        components: ``duration``, ``stages``, ``consistency`` and ``interruptions``, each
            0 to 100; ``None`` or absent where the night does not tell.
    """
    present = {name: score for name in WEIGHT if (score := components.get(name)) is not None}
    missing = tuple(name for name in WEIGHT if name not in present)
    if "duration" not in present:
        return Score(None, Confidence.NONE, missing)

    drivers = weighted_drivers(present, WEIGHT)
    value = sum(driver.contribution for driver in drivers)
    return Score(value, _confidence(len(present)), missing, drivers)


def _confidence(components: int) -> Confidence:
    if components == len(WEIGHT):
        return Confidence.HIGH
    return Confidence.LOW if components == 1 else Confidence.MEDIUM
