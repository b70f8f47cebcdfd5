"""One energy ledger: each kilocalorie out belongs to one minute and one source.

A minute's activity, net of rest, is told by the first of these that knows it: reported active
energy; reported total energy less rest; a logged workout less rest; the heart rate, from 40 %
of its reserve on; the steps. All in whole small calories, so that a day is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.physiology.energy import (
    MIFFLIN_ST_JEOR,
    keytel_kcal_per_min,
    keytel_lowest_heart_rate_bpm,
    met_kcal,
    net_kcal,
    resting_kcal_per_day,
)
from schema.physiology.heart_rate import tanaka_maximum_bpm
from schema.physiology.sex import Sex
from spark_streaming.gold.grain import MINUTE_MS
from spark_streaming.gold.heart import USUAL_RESTING_BPM
from spark_streaming.gold.values import DAY, DayValue, day_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyspark.sql import Column, DataFrame

_CAL_PER_KCAL: Final = 1000
_MODERATE_CADENCE: Final = 100.0
_MINUTES_PER_DAY: Final = 1440
WAYS: Final = ("active_energy", "total_energy", "workout", "heart_rate", "steps")


def resting_cal(weight_kg: Column, height_cm: Column, age_years: Column) -> Column:
    """Return Mifflin-St Jeor's energy of a whole day of rest, in small calories."""
    kcal = _by_sex(
        lambda sex: resting_kcal_per_day(weight_kg, height_cm, age_years, MIFFLIN_ST_JEOR[sex])
    )
    return F.rint(kcal * _CAL_PER_KCAL).cast("bigint")


def ledger(moments: DataFrame) -> DataFrame:
    """Tell what each minute cost beyond rest, and who says so.

    Args:
        moments: `moments.moments` with the day's `sex, age_years, weight_kg, resting_cal`
            and `day_resting_bpm`.

    Returns:
        `user_id, date, way, cal`: one row for each minute that anything is known of; `way`
        is null for a minute known to be at rest.
    """
    rest = _rest_of_minute()
    net = {
        "active_energy": F.col("active_cal"),
        "total_energy": _beyond_rest(F.col("total_cal"), F.col("total_covered_ms"), rest),
        "workout": _beyond_rest(F.col("workout_cal"), F.col("workout_covered_ms"), rest),
        "heart_rate": _from_heart_rate(),
        "steps": _from_steps(),
    }
    way = F.coalesce(*(F.when(net[name].isNotNull(), F.lit(name)) for name in WAYS))
    at_rest = F.when(
        (F.col("steps") == 0) | (F.col("steps").isNull() & _is_heart_at_rest()), F.lit(0)
    )
    told = moments.select(
        *DAY,
        way.alias("way"),
        F.coalesce(*(net[name] for name in WAYS), at_rest).cast("bigint").alias("cal"),
    )
    return told.where(F.col("cal").isNotNull())


def energy(days: DataFrame, entries: DataFrame, eaten: DataFrame) -> DataFrame:
    """Balance each day on which anything was recorded.

    Args:
        days: One row for each `user_id, date` with anything recorded, with `resting_cal`
            and `missing`: what of the profile is not known.
        entries: `ledger`.
        eaten: Rows of `nutrition`.

    Returns:
        `user_id, date, metric, value, detail`; detail of `active_energy`: kcal by way.
    """
    spent = entries.groupBy(*DAY).agg(
        F.sum("cal").alias("active_cal"),
        *(F.sum(F.when(F.col("way") == name, F.col("cal"))).alias(name) for name in WAYS),
    )
    intake = eaten.where(F.col("metric") == "energy_in").select(
        *DAY, F.rint(F.col("value") * _CAL_PER_KCAL).cast("bigint").alias("in_cal")
    )
    book = days.join(spent, [*DAY], "left").join(intake, [*DAY], "left")
    out_cal = F.col("resting_cal") + F.col("active_cal")
    missing = F.when(F.size("missing") > 0, F.to_json(F.struct("missing")))
    parts = F.to_json(
        F.struct(*((F.col(name) / _CAL_PER_KCAL).alias(f"{name}_kcal") for name in WAYS))
    )
    return day_values(
        book,
        [
            DayValue("resting_energy", F.col("resting_cal") / _CAL_PER_KCAL, missing),
            DayValue(
                "active_energy",
                F.col("active_cal") / _CAL_PER_KCAL,
                F.when(F.col("active_cal").isNotNull(), parts),
            ),
            DayValue("energy_out", out_cal / _CAL_PER_KCAL),
            DayValue("energy_balance", (F.col("in_cal") - out_cal) / _CAL_PER_KCAL),
        ],
    )


def walking_met(steps_per_min: Column) -> Column:
    """Return the intensity of a cadence, in MET: 3 at 100 steps a minute, 6 at 130.

    Our convention: linear from 1 MET at none to 3 at 100, and on at 1 MET for each 10 steps.

    Source: Tudor-Locke et al. (2019), Int J Behav Nutr Phys Act 16:8 (3 and 6 MET).
    """
    return F.when(steps_per_min < _MODERATE_CADENCE, steps_per_min * 0.02 + 1.0).otherwise(
        (steps_per_min - _MODERATE_CADENCE) * 0.1 + 3.0
    )


def _rest_of_minute() -> Column:
    """Return a minute's part of the day's rest; what is left over goes to the first ones."""
    whole = F.call_function("div", F.col("resting_cal"), F.lit(_MINUTES_PER_DAY))
    left_over = F.col("resting_cal") - whole * _MINUTES_PER_DAY
    return whole + (F.col("local_minute") < left_over).cast("bigint")


def _beyond_rest(gross_cal: Column, covered_ms: Column, rest_cal: Column) -> Column:
    rest = F.call_function("div", rest_cal * covered_ms, F.lit(MINUTE_MS))
    return F.when((gross_cal - rest).isNotNull(), F.greatest(gross_cal - rest, F.lit(0)))


def _from_heart_rate() -> Column:
    bpm, age_years = F.col("heart_rate_bpm"), F.col("age_years").cast("double")
    gross = _by_sex(lambda sex: keytel_kcal_per_min(bpm, F.col("weight_kg"), age_years, sex))
    return F.when(bpm >= _lowest_effort_bpm(), _net_cal(gross))


def _is_heart_at_rest() -> Column:
    return F.coalesce(F.col("heart_rate_bpm") < _lowest_effort_bpm(), F.lit(False))  # noqa: FBT003


def _lowest_effort_bpm() -> Column:
    return keytel_lowest_heart_rate_bpm(
        F.coalesce("day_resting_bpm", F.lit(USUAL_RESTING_BPM)),
        tanaka_maximum_bpm(F.col("age_years").cast("double")),
    )


def _from_steps() -> Column:
    gross = met_kcal(walking_met(F.col("steps").cast("double")), F.col("weight_kg"), F.lit(1.0))
    return F.when(F.col("steps") > 0, _net_cal(gross))


def _net_cal(gross_kcal: Column) -> Column:
    """Return what one minute cost beyond rest; null where either is not known."""
    net = net_kcal(gross_kcal, F.col("resting_cal") / _CAL_PER_KCAL, F.lit(1.0))
    cal = F.rint(net * _CAL_PER_KCAL).cast("bigint")
    return F.when(cal.isNotNull(), F.greatest(cal, F.lit(0)))


def _by_sex(formula: Callable[[Sex], Column]) -> Column:
    return (
        F.when(F.col("sex") == str(Sex.MALE), formula(Sex.MALE))
        .when(F.col("sex") == str(Sex.FEMALE), formula(Sex.FEMALE))
        .otherwise(formula(Sex.OTHER))
    )
