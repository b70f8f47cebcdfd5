"""The heart's day: its resting rate, its zones, its training impulse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyspark.sql import Window
from pyspark.sql import functions as F

from schema.physiology.heart_rate import (
    MODERATE_FROM_RESERVE,
    karvonen_zone_floors_bpm,
    reserve_fraction,
    tanaka_maximum_bpm,
)
from schema.physiology.resting_heart_rate import (
    ASLEEP_WINDOW_MIN,
    LEAST_REST_MIN,
    REST_PERCENTILE,
    RestingMethod,
)
from schema.physiology.sex import Sex
from schema.physiology.training_load import banister_trimp
from spark_streaming.gold.values import DAY, DayValue, day_values

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

USUAL_RESTING_BPM: Final = 60.0
"""Stands in for a resting heart rate that the day does not tell: the low end of the
clinical range of 60 to 100."""

_ZONES: Final = (1, 2, 3, 4, 5)


def resting_heart_rates(moments: DataFrame) -> DataFrame:
    """Find each day's resting heart rate in the best way that its minutes allow.

    The device's own; else the lowest mean of 30 consecutive minutes asleep; else the 5th
    percentile of the minutes without a step, of which there must be four hours.

    Args:
        moments: `moments.moments`.

    Returns:
        `user_id, date, resting_bpm, method`, both null where the day does not tell.
    """
    at_rest = F.when(F.coalesce("steps", F.lit(0)) == 0, F.col("heart_rate_bpm"))
    device = F.max(
        F.when(F.col("resting_bpm").isNotNull(), F.struct("minute_at", "resting_bpm"))
    )
    found = (
        moments.withColumn("asleep_bpm", _asleep_mean_bpm())
        .groupBy(*DAY)
        .agg(
            device["resting_bpm"].alias("device_bpm"),
            F.min("asleep_bpm").alias("asleep_bpm"),
            F.percentile(at_rest, REST_PERCENTILE / 100.0).alias("low_bpm"),
            F.count(at_rest).alias("rest_min"),
        )
        .withColumn("low_bpm", F.when(F.col("rest_min") >= LEAST_REST_MIN, F.col("low_bpm")))
    )
    ways = {
        "device_bpm": RestingMethod.DEVICE,
        "asleep_bpm": RestingMethod.LOWEST_ASLEEP,
        "low_bpm": RestingMethod.LOW_AT_REST,
    }
    method = F.coalesce(
        *(F.when(F.col(name).isNotNull(), F.lit(str(way))) for name, way in ways.items())
    )
    return found.select(*DAY, F.coalesce(*ways).alias("resting_bpm"), method.alias("method"))


def _asleep_mean_bpm() -> Column:
    """Return the mean of 30 minutes asleep that end here, if they follow each other."""
    is_known = F.col("is_asleep") & F.col("heart_rate_bpm").isNotNull()
    window = (
        Window.partitionBy(*DAY)
        .orderBy(F.unix_seconds("minute_at"))
        .rangeBetween(-60 * (ASLEEP_WINDOW_MIN - 1), 0)
    )
    bpm = F.when(is_known, F.col("heart_rate_bpm"))
    return F.when(F.count(bpm).over(window) == ASLEEP_WINDOW_MIN, F.avg(bpm).over(window))


def heart(moments: DataFrame) -> DataFrame:
    """Tell zones and training impulse of each day.

    Zones are Karvonen's, of the minutes' means, with the age-predicted maximum. The training
    impulse is Banister's, summed over the minutes of effort: from 40 % of the reserve on,
    where moderate intensity begins; a day's hours at rest are no training.

    Args:
        moments: `moments.moments` with the day's `age_years, sex` and `resting_bpm, method`
            of `resting_heart_rates` under `day_resting_bpm, day_method`.

    Returns:
        `user_id, date, metric, value, detail`.
    """
    used_bpm = F.coalesce("day_resting_bpm", F.lit(USUAL_RESTING_BPM))
    maximum_bpm = tanaka_maximum_bpm(F.col("age_years").cast("double"))
    bpm = F.col("heart_rate_bpm")
    zone = sum(
        (
            (bpm >= floor_bpm).cast("int")
            for floor_bpm in karvonen_zone_floors_bpm(used_bpm, maximum_bpm)
        ),
        F.lit(0),
    )
    fraction = F.least(reserve_fraction(bpm, used_bpm, maximum_bpm), F.lit(1.0))
    beats = moments.where(bpm.isNotNull() | F.col("day_resting_bpm").isNotNull()).select(
        *DAY,
        "day_resting_bpm",
        "day_method",
        "age_years",
        bpm.alias("bpm"),
        zone.alias("zone"),
        F.when(fraction >= MODERATE_FROM_RESERVE, _trimp(fraction))
        .when(fraction.isNotNull(), 0.0)
        .alias("trimp"),
    )
    by_day = beats.groupBy(*DAY, "day_resting_bpm", "day_method", "age_years").agg(
        F.sum("trimp").alias("trimp"),
        F.count("bpm").alias("minutes"),
        *(F.count_if(F.col("zone") == number).alias(f"zone_{number}") for number in _ZONES),
    )
    is_known = F.col("age_years").isNotNull() & (F.col("minutes") > 0)
    basis = F.to_json(
        F.struct(
            F.when(F.col("day_resting_bpm").isNull(), F.lit(USUAL_RESTING_BPM)).alias(
                "usual_resting_bpm"
            ),
            F.when(F.col("age_years").isNull(), F.array(F.lit("birth_date"))).alias("missing"),
        )
    )
    told = F.when((F.col("minutes") > 0) & (basis != "{}"), basis)
    return day_values(
        by_day,
        [
            DayValue(
                "resting_heart_rate",
                F.col("day_resting_bpm"),
                F.when(
                    F.col("day_method").isNotNull(),
                    F.to_json(F.struct(F.col("day_method").alias("method"))),
                ),
            ),
            DayValue("trimp", F.when(is_known, F.col("trimp")), told),
            *(
                DayValue(
                    f"zone_{number}_minutes", F.when(is_known, F.col(f"zone_{number}")), told
                )
                for number in _ZONES
            ),
        ],
    )


def _trimp(fraction: Column) -> Column:
    """Return the impulse of one minute by sex; who gave none gets the mean of the two."""
    by_sex = {sex: banister_trimp(F.lit(1.0), fraction, sex, exp=F.exp) for sex in Sex}
    return (
        F.when(F.col("sex") == str(Sex.MALE), by_sex[Sex.MALE])
        .when(F.col("sex") == str(Sex.FEMALE), by_sex[Sex.FEMALE])
        .otherwise(by_sex[Sex.OTHER])
    )
