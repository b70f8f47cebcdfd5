"""What the heart does."""

from schema.events.kinds import Aggregation, EventType

HEART = (
    # A sensor average over one to five seconds, never a beat: no variability follows from it.
    EventType("heart_rate", "bpm", Aggregation.MEAN),
    EventType("resting_heart_rate", "bpm", Aggregation.LAST),
    # Beats, each following the one before.
    EventType("rr_interval", "ms", Aggregation.MEAN),
    EventType("hrv_rmssd", "ms", Aggregation.MEAN),
    EventType("hrv_sdnn", "ms", Aggregation.MEAN),
    # A cuff's reading is sent as `blood_pressure`; the door splits it into its two numbers.
    EventType("blood_pressure_systolic", "mmHg", Aggregation.MEAN),
    EventType("blood_pressure_diastolic", "mmHg", Aggregation.MEAN),
)
