"""A night: its stages, and a source's own summary."""

from enum import StrEnum

from schema.events.kinds import Aggregation, EventType


class SleepStage(StrEnum):
    """What a stretch of the night was."""

    AWAKE = "awake"
    LIGHT = "light"
    DEEP = "deep"
    REM = "rem"
    ASLEEP = "asleep"
    IN_BED = "in_bed"


SLEEP = (
    EventType("sleep_stage", "", Aggregation.STAGE, is_interval=True),
    EventType("sleep", "", Aggregation.RECORD, is_interval=True),
)
