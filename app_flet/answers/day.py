"""A day of the person signed in, and what is measured live."""

from datetime import date, datetime

from app_flet.answers.base import Answer
from app_flet.answers.person import DefaultOption, Goals, with_defaults


class Adherence(Answer, frozen=True):
    """How far the last seven days kept to the plan, each 0 to 1."""

    workouts: float | None = None
    nutrition: float | None = None


class Driver(Answer, frozen=True):
    """What a score is made of: a part with its own value, 0 to 100."""

    name: str
    value: float | None = None


class Score(Answer, frozen=True):
    """A score of 0 to 100, with what it is made of and what it lacks."""

    value: float | None = None
    drivers: tuple[Driver, ...] = ()
    missing: tuple[str, ...] = ()


class TrainingLoad(Answer, frozen=True):
    """The training impulse of six weeks (`ctl`) and of one (`atl`), and their difference."""

    ctl: float | None = None
    atl: float | None = None
    tsb: float | None = None


class SleepStage(Answer, frozen=True):
    """A stretch of the night in one stage."""

    stage: str
    minutes: float


class Sleep(Answer, frozen=True):
    """The night that ended on this day."""

    start: datetime | None = None
    end: datetime | None = None
    stages: tuple[SleepStage, ...] = ()
    score: Score | None = None


class Day(Answer, frozen=True):
    """One local calendar day; whatever was not recorded is `None`."""

    date: date
    steps: int | None = None
    distance_m: float | None = None
    energy_in_kcal: float | None = None
    energy_out_kcal: float | None = None
    energy_balance_kcal: float | None = None
    protein_g: float | None = None
    carbohydrate_g: float | None = None
    fat_g: float | None = None
    sleep_minutes: float | None = None
    sleep: Sleep | None = None
    readiness: Score | None = None
    training_load: TrainingLoad | None = None
    adherence: Adherence | None = None
    weight_kg: float | None = None


class PersonToday(Answer, frozen=True):
    """The person with their day."""

    name: str
    timezone: str
    day: Day
    goals: Goals
    defaults: tuple[DefaultOption, ...] = ()

    @property
    def aims(self) -> Goals:
        """The goals, with the default option for steps where the person set none."""
        return with_defaults(self.goals, self.defaults)


class Today(Answer, frozen=True):
    """The answer of the query `today`."""

    me: PersonToday


class Aims(Answer, frozen=True):
    """The person's goals alone, as far as they have come now."""

    goals: Goals


class GoalsNow(Answer, frozen=True):
    """The answer of the query `goals`."""

    me: Aims


class DayChanged(Answer, frozen=True):
    """One push of the subscription `dayChanged`."""

    day_changed: Day


class Source(Answer, frozen=True):
    """Where a measurement comes from."""

    id: str
    name: str


class LiveMeasurement(Answer, frozen=True):
    """One reading, moments old."""

    metric: str
    value: float
    time: datetime
    source: Source


class Live(Answer, frozen=True):
    """One push of the subscription `live`."""

    live: LiveMeasurement


class PersonLive(Answer, frozen=True):
    """The latest reading of each metric."""

    live: list[LiveMeasurement]


class LatestLive(Answer, frozen=True):
    """The answer of the query `latestLive`."""

    me: PersonLive
