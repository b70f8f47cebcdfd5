"""Fitbit's CSV export, as researchers' tools write it: local times, several people a file."""

from ingestion.formats.fitbit.daily_activity import DAILY_ACTIVITY
from ingestion.formats.fitbit.heart_rate import HEART_RATE
from ingestion.formats.fitbit.hourly_calories import HOURLY_CALORIES
from ingestion.formats.fitbit.hourly_steps import HOURLY_STEPS
from ingestion.formats.fitbit.minute_intensities import MINUTE_INTENSITIES
from ingestion.formats.fitbit.minute_steps import MINUTE_STEPS
from ingestion.formats.fitbit.sleep_day import SLEEP_DAY
from ingestion.formats.fitbit.weight_log import WEIGHT_LOG

FITBIT = (
    MINUTE_STEPS,
    MINUTE_INTENSITIES,
    HOURLY_STEPS,
    HOURLY_CALORIES,
    DAILY_ACTIVITY,
    HEART_RATE,
    SLEEP_DAY,
    WEIGHT_LOG,
)
