"""What moving adds up to."""

from schema.events.kinds import Aggregation, EventType

ACTIVITY = (
    EventType("steps", "count", Aggregation.SUM, is_interval=True),
    EventType("floors", "count", Aggregation.SUM, is_interval=True),
    EventType("distance", "m", Aggregation.SUM, is_interval=True),
    # Net of rest, as the source reports it.
    EventType("active_energy", "kcal", Aggregation.SUM, is_interval=True),
    # Gross: rest included.
    EventType("total_energy", "kcal", Aggregation.SUM, is_interval=True),
)
