"""What one person did on one calendar day of theirs, and over time."""

import datetime as dt
from datetime import UTC, datetime

import strawberry

from graph_api.metrics import Metric
from graph_api.recovery.types import Score, Sleep
from graph_api.training.quantities import QUANTITIES
from graph_api.training.values import Adherence, Expenditure, TrainingLoad
from schema.ports.lake import DayValue, SeriesColumns


@strawberry.type(
    description="What one person did on one local calendar day. Null means not recorded."
)
class Day:
    """Every quantity of a day, read at once."""

    date: dt.date
    steps: int | None
    distance_m: float | None
    energy_in_kcal: float | None
    energy_out_kcal: float | None
    resting_energy_kcal: float | None
    active_energy_kcal: float | None
    energy_balance_kcal: float | None
    protein_g: float | None
    carbohydrate_g: float | None
    fat_g: float | None
    fibre_g: float | None
    resting_heart_rate_bpm: float | None
    mean_heart_rate_bpm: float | None
    maximum_heart_rate_bpm: float | None
    zone_minutes: list[float] | None = strawberry.field(
        description="Minutes in each of the five Karvonen zones, easiest first."
    )
    sleep_minutes: float | None
    sleep: Sleep | None = strawberry.field(description="The sleep whose waking is in this day.")
    training_load: TrainingLoad | None
    readiness: Score | None
    expenditure: Expenditure | None = strawberry.field(
        description="What the last weeks' food and weight say is burned in a day."
    )
    adherence: Adherence | None
    weight_kg: float | None = strawberry.field(description="The day's last reading.")

    @classmethod
    def of(cls, day: dt.date, values: dict[str, DayValue]) -> "Day":
        """Show the metrics of a day."""
        return cls(date=day, **{name: read(values) for name, read in QUANTITIES.items()})


@strawberry.type(description="A metric over time, as columns of one length.")
class Series:
    """Columns rather than points: a thousand points cost a millisecond."""

    metric: Metric
    unit: str
    times: list[datetime]
    values: list[float | None]
    minimum: list[float | None] | None
    maximum: list[float | None] | None
    sources: list[strawberry.ID] = strawberry.field(
        description="Which sources the values are of."
    )

    @classmethod
    def of(cls, columns: SeriesColumns) -> "Series":
        """Show the columns."""
        return cls(
            metric=Metric(columns.metric),
            unit=columns.unit,
            times=[time.astimezone(UTC) for time in columns.times],
            values=list(columns.values),
            minimum=None if columns.minimum is None else list(columns.minimum),
            maximum=None if columns.maximum is None else list(columns.maximum),
            sources=[strawberry.ID(source) for source in columns.sources],
        )
