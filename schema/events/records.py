"""What has an identity and fields of its own: a workout, a meal, a check-in."""

from schema.events.kinds import Aggregation, EventType

RECORDS = (
    EventType("workout", "", Aggregation.RECORD, is_interval=True),
    EventType("meal", "", Aggregation.RECORD),
    EventType("check_in", "", Aggregation.RECORD),
)
