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
from spark_streaming.columns import named, once
from spark_streaming.gold.levels import last_of
from spark_streaming.gold.values import DayValue

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame
    from pyspark.sql.window import WindowSpec

USUAL_RESTING_BPM: Final = 60.0
"""Stands in for a resting heart rate that the day does not tell: the low end of the
clinical range of 60 to 100."""

_TRILLION: Final = 1_000_000_000_000
_ZONES: Final = (1, 2, 3, 4, 5)
_WAYS: Final = {
    "device_bpm": RestingMethod.DEVICE,
    "asleep_bpm": RestingMethod.LOWEST_ASLEEP,
    "low_bpm": RestingMethod.LOW_AT_REST,
}


def with_resting_heart_rate(moments: DataFrame) -> DataFrame:
    """Find each day's resting heart rate in the best way that its minutes allow.

    The device's own; else the lowest mean of 30 consecutive minutes asleep; else the 5th
    percentile of the minutes without a step, of which there must be four hours.

    Args:
        moments: `moments.moments`.

    Returns:
        The moments with `day_resting_bpm` and what each way found, `device_bpm, asleep_bpm,
        low_bpm`; null where the day does not tell.
    """
    return (
        moments.select("*", *_asleep_so_far())
        .select("*", _asleep_mean_bpm())
        .select("*", *_found_bpm())
        .select("*", F.coalesce(*_WAYS).alias("day_resting_bpm"))
        .drop("asleep_count", "asleep_sum", "asleep_mean_bpm")
    )


@once
def _asleep_so_far() -> tuple[Column, ...]:
    """Return of the day's minutes asleep up to each, their number and the sum of their rates.

    In trillionths of a beat, so that what comes before can be taken away without a trace.
    """
    bpm = F.when(F.col("is_asleep"), F.col("heart_rate_bpm"))
    trillionths = F.rint(bpm * _TRILLION).cast("bigint")
    return named(
        {
            "asleep_count": F.count(bpm).over(_in_turn()),
            "asleep_sum": F.coalesce(F.sum(trillionths).over(_in_turn()), F.lit(0)),
        }
    )


@once
def _asleep_mean_bpm() -> Column:
    """Return the mean of 30 minutes asleep that end here, if they follow each other."""

    def before(column: str) -> Column:
        return F.lag(column, ASLEEP_WINDOW_MIN, 0).over(_in_turn())

    first = F.lag("minute_at", ASLEEP_WINDOW_MIN - 1).over(_in_turn())
    lasted_s = F.unix_seconds("minute_at") - F.unix_seconds(first)
    is_whole = (F.col("asleep_count") - before("asleep_count") == ASLEEP_WINDOW_MIN) & (
        lasted_s == 60 * (ASLEEP_WINDOW_MIN - 1)
    )
    total = F.col("asleep_sum") - before("asleep_sum")
    return F.when(is_whole, total / _TRILLION / ASLEEP_WINDOW_MIN).alias("asleep_mean_bpm")


def _in_turn() -> WindowSpec:
    return _day().orderBy("minute_at")


def _day() -> WindowSpec:
    """Name the date first: a person's id tells little where most rows are of a few people."""
    return Window.partitionBy("date", "user_id")


@once
def _found_bpm() -> tuple[Column, ...]:
    day = _day()
    at_rest = F.when(F.coalesce("steps", F.lit(0)) == 0, F.col("heart_rate_bpm"))
    return named(
        {
            "device_bpm": last_of("resting_heart_rate", over=day),
            "asleep_bpm": F.min("asleep_mean_bpm").over(day),
            "low_bpm": F.when(
                F.count(at_rest).over(day) >= LEAST_REST_MIN,
                F.percentile(at_rest, REST_PERCENTILE / 100.0).over(day),
            ),
        }
    )


def heart_sums() -> dict[str, Column]:
    """Return what is summed over a day's moments that know the body's `age_years, sex`.

    Zones are Karvonen's, of the minutes' means, with the age-predicted maximum. The training
    impulse is Banister's, summed over the minutes of effort: from 40 % of the reserve on,
    where moderate intensity begins; a day's hours at rest are no training. A heart that rests
    at its maximum or above, as a stuck sensor has it, has no reserve and tells no impulse.
    """
    used_bpm = F.coalesce("day_resting_bpm", F.lit(USUAL_RESTING_BPM))
    maximum_bpm = tanaka_maximum_bpm(F.col("age_years").cast("double"))
    bpm = F.col("heart_rate_bpm")
    floors_bpm = (*karvonen_zone_floors_bpm(used_bpm, maximum_bpm), F.lit(float("inf")))
    reserve = F.when(maximum_bpm > used_bpm, reserve_fraction(bpm, used_bpm, maximum_bpm))
    fraction = F.when(reserve > 1.0, 1.0).otherwise(reserve)  # `least` would pass over a null
    effort = F.when(fraction >= MODERATE_FROM_RESERVE, _trimp(fraction))
    return {
        "day_resting_bpm": F.max("day_resting_bpm"),
        **{found: F.max(found) for found in _WAYS},
        "heart_minutes": F.count("heart_rate_bpm"),
        "trimp": F.sum(effort.when(fraction.isNotNull(), 0.0)),
        **{
            f"zone_{number}": F.sum(
                ((bpm >= floors_bpm[number - 1]) & (bpm < floors_bpm[number])).cast("int")
            )
            for number in _ZONES
        },
    }


def heart_values() -> list[DayValue]:
    """Return the values of a day of these sums and `age_years`."""
    is_usual = F.col("day_resting_bpm").isNull()
    has_age = F.col("age_years").isNotNull()
    basis = F.when(
        (F.col("heart_minutes") > 0) & (is_usual | ~has_age),
        F.to_json(
            F.struct(
                F.when(is_usual, F.lit(USUAL_RESTING_BPM)).alias("usual_resting_bpm"),
                F.when(~has_age, F.array(F.lit("age"))).alias("missing"),
            )
        ),
    )
    way = F.coalesce(
        *(F.when(F.col(found).isNotNull(), F.lit(str(way))) for found, way in _WAYS.items())
    )
    method = F.when(way.isNotNull(), F.to_json(F.struct(way.alias("method"))))
    return [
        DayValue("resting_heart_rate", F.col("day_resting_bpm"), method),
        DayValue("trimp", F.col("trimp"), basis),
        *(DayValue(f"zone_{n}_minutes", F.col(f"zone_{n}"), basis) for n in _ZONES),
    ]


def _trimp(fraction: Column) -> Column:
    """Return the impulse of one minute by sex; who gave none gets the mean of the two."""
    by_sex = {sex: banister_trimp(F.lit(1.0), fraction, sex, exp=F.exp) for sex in Sex}
    return (
        F.when(F.col("sex") == str(Sex.MALE), by_sex[Sex.MALE])
        .when(F.col("sex") == str(Sex.FEMALE), by_sex[Sex.FEMALE])
        .otherwise(by_sex[Sex.OTHER])
    )
