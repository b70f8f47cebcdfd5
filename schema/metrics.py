"""Every quantity of a person's day, as it stands in `gold/day`, with its unit.

`DayMetric.name` is the `metric` of a row; the graph has it in upper case as a `Metric`. Each is
written by exactly one of the two streams: `quick` where the day itself is enough, `slow` where
the value spans days.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DayMetric:
    """One quantity of a day."""

    name: str
    unit: str
    stream: str = "quick"


DAY_METRICS: dict[str, DayMetric] = {
    metric.name: metric
    for metric in (
        DayMetric("steps", "count"),
        DayMetric("floors", "count"),
        DayMetric("distance", "m"),
        DayMetric("hydration", "ml"),
        DayMetric("energy_in", "kcal"),
        DayMetric("energy_out", "kcal"),
        DayMetric("resting_energy", "kcal"),
        DayMetric("active_energy", "kcal"),
        DayMetric("energy_balance", "kcal"),
        DayMetric("protein", "g"),
        DayMetric("carbohydrate", "g"),
        DayMetric("fat", "g"),
        DayMetric("fibre", "g"),
        DayMetric("resting_heart_rate", "bpm"),  # detail: method
        DayMetric("mean_heart_rate", "bpm"),
        DayMetric("maximum_heart_rate", "bpm"),
        DayMetric("zone_1_minutes", "min"),  # Karvonen zones, 1 to 5
        DayMetric("zone_2_minutes", "min"),
        DayMetric("zone_3_minutes", "min"),
        DayMetric("zone_4_minutes", "min"),
        DayMetric("zone_5_minutes", "min"),
        DayMetric("hrv_rmssd", "ms"),
        DayMetric("respiratory_rate", "/min"),
        DayMetric("skin_temperature", "°C"),
        DayMetric("spo2", "%"),
        DayMetric("sleep_duration", "min"),  # detail: start, end, stages
        DayMetric("trimp", ""),
        DayMetric("body_weight", "kg"),  # the day's last reading
        DayMetric("workout_minutes", "min"),
        DayMetric("workout_load", ""),  # session minutes · intensity, done; detail: by kind
        DayMetric("ctl", "", "slow"),
        DayMetric("atl", "", "slow"),
        DayMetric("tsb", "", "slow"),
        DayMetric("sleep_score", "", "slow"),  # detail: drivers, missing, confidence
        DayMetric("readiness", "", "slow"),  # detail: drivers, missing, confidence
        DayMetric("expenditure", "kcal", "slow"),  # detail: low_kcal, high_kcal
        DayMetric("weight_trend", "kg", "slow"),
        DayMetric("goal_progress", "", "slow"),  # 0 to 1; detail: start_weight_kg, expected_on
        DayMetric("workout_adherence", "", "slow"),
        DayMetric("nutrition_adherence", "", "slow"),
    )
}
