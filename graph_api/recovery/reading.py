"""How sleep and scores are read from the metrics of a day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from graph_api.recovery.types import Driver, Score, Sleep, SleepStage
from schema.events.sleep import SleepStage as StageKind
from schema.physiology.estimate import Confidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from schema.ports.lake import DayValue


def score(found: DayValue | None) -> Score | None:
    """Read a score; one without a value still tells what is missing."""
    if found is None or (found.value is None and not found.detail):
        return None
    detail = found.detail
    unsaid = Confidence.NONE if found.value is None else Confidence.LOW
    return Score(
        value=found.value,
        confidence=Confidence(str(detail.get("confidence", unsaid)).upper()),
        drivers=[
            Driver(
                name=driver["name"],
                value=driver.get("value"),
                contribution=driver["contribution"],
            )
            for driver in detail.get("drivers", ())
        ],
        missing=list(detail.get("missing", ())),
    )


def last_sleep(values: Mapping[str, DayValue]) -> Sleep | None:
    """Read the sleep that ended on the day; null where none was recorded."""
    found = values.get("sleep_duration")
    if found is None or found.value is None:
        return None
    return Sleep(
        start=instant(found.detail.get("start")),
        end=instant(found.detail.get("end")),
        minutes=found.value,
        stages=[stage(part) for part in found.detail.get("stages", ())],
        score=score(values.get("sleep_score")),
    )


def stage(part: Mapping[str, Any]) -> SleepStage:
    """Read one stretch of a night: `stage`, `start` in ISO 8601, and `minutes`."""
    start = datetime.fromisoformat(part["start"])
    return SleepStage(
        stage=StageKind(part["stage"]),
        start=start,
        end=start + timedelta(minutes=part["minutes"]),
        minutes=part["minutes"],
    )


def instant(text: str | None) -> datetime | None:
    """Read an instant in ISO 8601."""
    return None if text is None else datetime.fromisoformat(text)
