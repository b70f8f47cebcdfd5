"""What is reported of a life: nothing of the future, nothing twice, nothing that is no time."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest

from ingestion.pipeline import Pipeline
from ingestion.simulator.life import Life
from ingestion.simulator.reports import LONG_AGO, Speaker, reports_between, reports_of
from schema.events import Door
from schema.people.devices import SourceKind
from schema.ports.doors import Sender
from tests.ingestion.simulator.lives import FIRST, MENU, person

NOON = datetime(2026, 3, 5, 11, 17, tzinfo=UTC)


def minutes_of(reports, metric):
    """Each minute that a metric is reported for, with its value."""
    found = []
    for _, event in reports:
        if event["type"] == metric and "values" in event:
            start = datetime.fromisoformat(event["start"])
            found += [
                (start + timedelta(minutes=place), value)
                for place, value in enumerate(event["values"])
                if value is not None
            ]
    return found


def last_instant(event) -> datetime:
    if "values" in event:
        start = datetime.fromisoformat(event["start"])
        return start + timedelta(minutes=len(event["values"]))
    return datetime.fromisoformat(event.get("end") or event["time"])


def test_nothing_later_than_now_is_reported(life):
    reports = list(reports_between(life, LONG_AGO, NOON))
    assert reports
    assert max(last_instant(event) for _, event in reports) <= NOON


def test_told_in_pieces_or_at_once_the_same_is_said(life):
    instants = [NOON - timedelta(hours=60) + timedelta(minutes=17 * n) for n in range(212)]
    at_once = list(reports_between(life, instants[0], instants[-1]))
    in_pieces = [
        report
        for since, until in pairwise(instants)
        for report in reports_between(life, since, until)
    ]
    for metric in ("heart_rate", "steps", "active_energy"):
        assert sorted(minutes_of(in_pieces, metric)) == sorted(minutes_of(at_once, metric))
    whole = [
        [event for _, event in told if "values" not in event] for told in (at_once, in_pieces)
    ]
    assert sorted(map(str, whole[0])) == sorted(map(str, whole[1]))


def test_an_hour_that_does_not_exist_is_not_reported():
    spring = date(2026, 3, 29)  # in Rome clocks go from 2:00 to 3:00
    day = Life(person(), MENU, spring).day(spring)
    minutes = [at for at, _ in minutes_of(reports_of(day), "heart_rate")]
    assert len(minutes) == len(set(minutes)) == 23 * 60
    assert minutes[-1] - minutes[0] == timedelta(minutes=23 * 60 - 1)


def test_an_hour_that_is_there_twice_is_reported_twice():
    autumn = date(2026, 10, 25)
    day = Life(person(), MENU, autumn).day(autumn)
    minutes = [at for at, _ in minutes_of(reports_of(day), "heart_rate")]
    assert len(minutes) == len(set(minutes)) == 25 * 60


@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 6, 3), date(2026, 10, 25)])
def test_a_night_has_no_gap_and_ends_on_waking_whatever_the_clock_did(on):
    day = Life(person(), MENU, on).day(on)
    stages = [event for _, event in reports_of(day) if event["type"] == "sleep_stage"]
    for before, after in pairwise(stages):
        assert before["end"] == after["start"]
    woke = [event for _, event in reports_of(day) if event["type"] == "resting_heart_rate"]
    assert stages[-1]["end"] == woke[0]["time"]


def test_a_night_is_told_on_waking_not_while_it_lasts(life):
    night = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
    asleep = list(reports_between(life, night - timedelta(hours=2), night))
    assert {event["type"] for _, event in asleep} == {"heart_rate"}


def test_the_door_takes_everything_that_is_reported(life):
    pipeline = Pipeline(clock=lambda: int(NOON.timestamp() * 1000))
    for speaker in Speaker:
        said = [event for who, event in reports_between(life, LONG_AGO, NOON) if who is speaker]
        sender = Sender("user", speaker.name, SourceKind.DEVICE)
        reading = pipeline.read(msgspec.json.encode(said), sender, Door.HTTP)
        assert reading.rejections == []
        assert len(reading.accepted) == len(said) > 0


def test_a_workout_costs_what_its_minutes_cost_and_rest_besides():
    life = Life(person(keeps_plan=1.0), MENU, FIRST)
    day = next(day for day in (life.day(FIRST + timedelta(n)) for n in range(7)) if day.bouts)
    bout = day.bouts[0]
    workout = next(event for _, event in reports_of(day) if event["type"] == "workout")
    net_kcal = day.active_kcal[bout.start_min : bout.end_min].sum()
    resting_kcal = day.resting_kcal / 1440 * bout.length_min
    assert workout["energy_kcal"] == pytest.approx(net_kcal + resting_kcal, abs=0.05)
