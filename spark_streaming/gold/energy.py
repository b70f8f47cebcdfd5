"""One energy ledger: each kilocalorie out belongs to one minute and one source.

A minute's activity, net of rest, is told by the first of these that knows it: reported active
energy; reported total energy less rest; a logged workout less rest; the heart rate, from 40 %
of its reserve on; the steps. All in whole small calories, so that a day is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from schema.physiology.energy import (
    keytel_kcal_per_min,
    keytel_lowest_heart_rate_bpm,
    met_kcal,
    net_kcal,
)
from schema.physiology.heart_rate import tanaka_maximum_bpm
from schema.physiology.sex import Sex
from spark_streaming.columns import column_div, named, once
from spark_streaming.gold.grain import MINUTE_MS
from spark_streaming.gold.heart import USUAL_RESTING_BPM
from spark_streaming.gold.values import DayValue

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

CAL_PER_KCAL: Final = 1000
_MODERATE_CADENCE: Final = 100.0
_MINUTES_PER_DAY: Final = 1440
WAYS: Final = ("active_energy", "total_energy", "workout", "heart_rate", "steps")


def with_ledger(moments: DataFrame) -> DataFrame:
    """Tell what each minute cost beyond rest, and who says so.

    Args:
        moments: `heart.with_resting_heart_rate` with the day's `sex, age_years, weight_kg,
            resting_cal`.

    Returns:
        The moments with `cal`, null where nothing is known of it, and `way`, null for a
        minute known to be at rest.
    """
    return moments.select("*", *_net_by_way()).select("*", *_entry())


@once
def _net_by_way() -> tuple[Column, ...]:
    rest = _rest_of_minute()
    net = {
        "active_energy": F.col("active_cal"),
        "total_energy": _beyond_rest(F.col("total_cal"), F.col("total_covered_ms"), rest),
        "workout": _beyond_rest(F.col("workout_cal"), F.col("workout_covered_ms"), rest),
        "heart_rate": _from_heart_rate(),
        "steps": _from_steps(),
    }
    return named({f"net_{way}": net[way] for way in WAYS})


@once
def _entry() -> tuple[Column, ...]:
    net = {way: F.col(f"net_{way}") for way in WAYS}
    at_rest = F.when(
        (F.col("steps") == 0) | (F.col("steps").isNull() & _is_heart_at_rest()), F.lit(0)
    )
    way = F.coalesce(*(F.when(cal.isNotNull(), F.lit(name)) for name, cal in net.items()))
    return named({"way": way, "cal": F.coalesce(*net.values(), at_rest).cast("bigint")})


def energy_sums() -> dict[str, Column]:
    """Return what is summed over a day's ledger."""
    by_way = {f"{way}_cal": F.sum(F.when(F.col("way") == way, F.col("cal"))) for way in WAYS}
    return {"spent_cal": F.sum("cal"), **by_way}


def energy_values() -> list[DayValue]:
    """Return the values of a day of these sums.

    Of the day's body it takes `resting_cal` and `missing` (what of it is not known, as JSON),
    of its meals `energy_in` (small calories), and of all together whether it `is_recorded`.
    """
    out_cal = F.col("resting_cal") + F.col("spent_cal")
    parts = F.to_json(
        F.struct(*((F.col(f"{way}_cal") / CAL_PER_KCAL).alias(f"{way}_kcal") for way in WAYS))
    )
    missing = F.concat(F.lit('{"missing":'), F.col("missing"), F.lit("}"))
    return [
        DayValue(
            "resting_energy",
            F.when(F.col("is_recorded"), F.col("resting_cal") / CAL_PER_KCAL),
            F.when(F.col("is_recorded"), missing),
        ),
        DayValue(
            "active_energy",
            F.col("spent_cal") / CAL_PER_KCAL,
            F.when(F.col("spent_cal").isNotNull(), parts),
        ),
        DayValue("energy_out", out_cal / CAL_PER_KCAL),
        DayValue("energy_balance", (F.col("energy_in") - out_cal) / CAL_PER_KCAL),
    ]


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
    whole = column_div(F.col("resting_cal"), F.lit(_MINUTES_PER_DAY))
    left_over = F.col("resting_cal") - whole * _MINUTES_PER_DAY
    return whole + (F.col("local_minute") < left_over).cast("bigint")


def _beyond_rest(gross_cal: Column, covered_ms: Column, rest_cal: Column) -> Column:
    rest = column_div(rest_cal * covered_ms, F.lit(MINUTE_MS))
    return _never_negative(gross_cal - rest)


def _from_heart_rate() -> Column:
    bpm, age_years = F.col("heart_rate_bpm"), F.col("age_years").cast("double")
    by_sex = {sex: keytel_kcal_per_min(bpm, F.col("weight_kg"), age_years, sex) for sex in Sex}
    gross = (
        F.when(F.col("sex") == str(Sex.MALE), by_sex[Sex.MALE])
        .when(F.col("sex") == str(Sex.FEMALE), by_sex[Sex.FEMALE])
        .otherwise(by_sex[Sex.OTHER])
    )
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
    net = net_kcal(gross_kcal, F.col("resting_cal") / CAL_PER_KCAL, F.lit(1.0))
    return _never_negative(F.rint(net * CAL_PER_KCAL).cast("bigint"))


def _never_negative(cal: Column) -> Column:
    return F.when(cal.isNotNull(), F.greatest(cal, F.lit(0)))
