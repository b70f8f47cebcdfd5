"""A day told in rings, tiles and sentences; each is a quantity of the house's own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app_flet.answers.day import Day, LiveMeasurement
from app_flet.answers.person import Goals
from app_flet.wording import (
    NOT_RECORDED,
    ago,
    amount,
    capitalized,
    clock,
    duration,
    percent,
    short_date,
    signed,
)

STAGE_WORDS = {
    "DEEP": "deep",
    "LIGHT": "light",
    "REM": "REM",
    "ASLEEP": "asleep",
    "AWAKE": "awake",
}
SLEEP_STAGES = tuple(STAGE_WORDS)
PART_WORDS = {"hrv": "heart rate variability"}
FEW_NIGHTS = re.compile(r"need_baseline: have (?P<have>\d+), need (?P<need>\d+)")


@dataclass(frozen=True)
class Ring:
    """One ring: `fraction` of the way, none when it is not known."""

    name: str
    fraction: float | None
    said: str
    explained: str


def rings(day: Day, goals: Goals) -> list[Ring]:
    """Return the rings of a day, the outermost first."""
    eaten, wanted = day.energy_in_kcal, goals.daily_energy_kcal
    adherence = day.adherence
    workouts = adherence.workouts if adherence else None
    nutrition = adherence.nutrition if adherence else None
    return [
        Ring("Energy eaten", fraction(eaten, wanted), eaten_said(day, goals), of_goal(wanted)),
        Ring("Nutrition plan kept", nutrition, percent(nutrition), "in 7 days"),
        Ring("Workout plan done", workouts, percent(workouts), "in 7 days"),
    ]


def fraction(value: float | None, whole: float | None) -> float | None:
    """Return which part of the whole was reached; unknown without both."""
    return None if value is None or not whole else value / whole


def eaten_said(day: Day, goals: Goals) -> str:
    """Write what was eaten; the goal beside it carries the unit of both."""
    return amount(day.energy_in_kcal, "kcal" if goals.daily_energy_kcal is None else "")


def of_goal(wanted: float | None, unit: str = "kcal") -> str:
    """Name the day's goal beside a number."""
    return "no goal set" if wanted is None else f"of {amount(wanted, unit)}"


def rings_sentence(shown: list[Ring]) -> str:
    """Say the rings in one sentence, for those who hear the screen."""
    return ". ".join(
        f"{ring.name}: {ring.said}"
        if ring.said == NOT_RECORDED
        else f"{ring.name}: {ring.said} {ring.explained}"
        for ring in shown
    )


def balance_sentence(day: Day) -> str:
    """Say how eaten and burned compare so far."""
    balance = day.energy_balance_kcal
    if balance is None:
        return "Needs both, eaten and burned"
    if round(balance) == 0:
        return "Eaten as much as burned"
    return "More eaten than burned" if balance > 0 else "More burned than eaten"


def balance_title(day: Day) -> str:
    """Write the day's energy balance."""
    return signed(day.energy_balance_kcal, "kcal")


def sleep_sentence(day: Day, zone: tzinfo) -> str:
    """Say from when to when the person slept."""
    if day.sleep_minutes is None:
        return "No sleep was measured last night"
    if day.sleep is None or day.sleep.start is None or day.sleep.end is None:
        return "Last night"
    span = f"From {clock(day.sleep.start, zone)} to {clock(day.sleep.end, zone)}"
    score = day.sleep.score.value if day.sleep.score else None
    return span if score is None else f"{span}, score {amount(score)}"


def readiness_sentence(day: Day) -> str:
    """Say what holds readiness back most, or what it lacks."""
    score = day.readiness
    if score is None or score.value is None:
        return _readiness_needs(score.missing if score else ())
    weighed = [(part.value, part.name) for part in score.drivers if part.value is not None]
    if not weighed:
        return "Of 100"
    value, name = min(weighed)
    return f"Of 100; lowest is {part_in_words(name)}, {amount(value)}"


def _readiness_needs(missing: Sequence[str]) -> str:
    for reason in missing:
        if nights := FEW_NIGHTS.fullmatch(reason):
            return f"Needs {nights['need']} nights with a sensor, has {nights['have']}"
    signals = [part_in_words(name) for name in missing if not name.startswith("need_")]
    return f"Needs {', '.join(signals)}" if signals else "Needs nights with a sensor"


def part_in_words(name: str) -> str:
    """Write a part of a score for people: `resting_heart_rate` is `resting heart rate`."""
    return PART_WORDS.get(name, name.replace("_", " "))


def training_sentence(day: Day) -> str:
    """Say what six weeks of training and the last one have left, and their difference."""
    load = day.training_load
    if load is None or load.ctl is None or load.atl is None or load.tsb is None:
        return f"Training load {NOT_RECORDED}"
    return f"Fitness {amount(load.ctl)}, fatigue {amount(load.atl)}, form {signed(load.tsb)}"


def stage_minutes(day: Day) -> list[tuple[str, float]]:
    """Return the minutes in each stage of the night, the deepest first."""
    stages = day.sleep.stages if day.sleep else ()
    found = {name: sum(s.minutes for s in stages if s.stage == name) for name in SLEEP_STAGES}
    return [(name, minutes) for name, minutes in found.items() if minutes > 0]


def stages_sentence(day: Day) -> str:
    """Say how long each stage of the night was."""
    said = [f"{STAGE_WORDS[name]} {duration(length)}" for name, length in stage_minutes(day)]
    return capitalized(", ".join(said))


def distance_sentence(day: Day) -> str:
    """Say how far the person went."""
    metres = day.distance_m
    return amount(None if metres is None else metres / 1000, "km", 1)


def steps_sentence(day: Day, goals: Goals) -> str:
    """Say how many steps are wanted."""
    if day.steps is None:
        return "No sensor counted steps today"
    return capitalized(of_goal(goals.daily_steps, "steps"))


def goal_sentences(day: Day, goals: Goals) -> tuple[str, str]:
    """Say where the weight is, and when the goal is expected to be reached."""
    weight = amount(day.weight_kg, "kg", 1)
    now = f"Weight {NOT_RECORDED}" if day.weight_kg is None else f"{weight} now"
    if goals.target_weight_kg is None:
        return now, "No target weight set"
    now = f"{now}, {amount(goals.target_weight_kg, 'kg', 1)} wanted"
    if goals.expected_on is None:
        return now, "Not enough readings to say when"
    return now, f"Expected by {short_date(goals.expected_on)}"


def heart_span(span: list[float]) -> str:
    """Say between which beats per minute the heart was."""
    return f"{min(span):.0f} to {max(span):.0f}"


def heart_sentence(latest: LiveMeasurement | None, span: list[float], now: datetime) -> str:
    """Say what the heart rate of the last minute was, or why there is none."""
    if latest is None:
        return "Add your watch, ring or strap in Devices"
    if now - latest.time > timedelta(minutes=1):
        return f"Last reading {ago(latest.time, now)}, from {latest.source.name}"
    return f"{heart_span(span)} in the last minute, from {latest.source.name}"
