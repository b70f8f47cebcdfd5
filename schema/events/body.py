"""What a body is at the moment: weight, temperature, blood."""

from schema.events.kinds import Aggregation, EventType

BODY = (
    EventType("body_weight", "kg", Aggregation.LAST),
    EventType("body_fat", "%", Aggregation.LAST),
    EventType("spo2", "%", Aggregation.MEAN),
    EventType("respiratory_rate", "/min", Aggregation.MEAN),
    EventType("skin_temperature", "°C", Aggregation.MEAN),
    EventType("body_temperature", "°C", Aggregation.MEAN),
    EventType("blood_glucose", "mg/dL", Aggregation.MEAN),
    EventType("hydration", "ml", Aggregation.SUM, is_interval=True),
)
