"""What people call a workout, in the words of the house."""

from __future__ import annotations

import re
from typing import Final

_SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "walking": (
        *("walk", "stroll", "hike", "hiking", "trekking", "nordic walking", "power walking"),
        *("treadmill walking", "rucking", "snowshoeing"),
    ),
    "running": (
        *("run", "jog", "jogging", "treadmill", "treadmill running", "trail run"),
        *("trail running", "track running", "indoor running", "marathon"),
    ),
    "cycling": (
        *("bike", "biking", "bicycle", "bicycling", "cycle", "ride", "bike ride", "e bike"),
        *("indoor cycling", "spinning", "spin", "mountain biking", "road cycling", "gravel"),
        *("stationary bike", "virtual ride"),
    ),
    "swimming": ("swim", "pool swim", "lap swimming", "open water swimming", "aqua jogging"),
    "rowing": ("row", "rower", "indoor rowing", "rowing machine", "ergometer", "erg"),
    "strength": (
        *("strength training", "weights", "weight training", "weightlifting", "lifting"),
        *("resistance training", "gym", "bodyweight", "calisthenics", "powerlifting"),
        *("functional strength training", "traditional strength training", "kettlebell"),
        *("core", "core training", "crossfit"),
    ),
    "mobility": (
        *("yoga", "pilates", "stretching", "stretch", "tai chi", "qigong", "flexibility"),
        *("barre", "foam rolling", "cooldown"),
    ),
    "cardio": (
        *("hiit", "interval training", "high intensity interval training", "aerobics"),
        *("elliptical", "stair climbing", "stairs", "jump rope", "skipping", "circuit"),
        *("circuit training", "mixed cardio", "zumba", "dance", "dancing", "workout"),
    ),
    "sport": (
        *("football", "soccer", "american football", "tennis", "badminton", "squash"),
        *("table tennis", "basketball", "volleyball", "handball", "hockey", "ice hockey"),
        *("rugby", "cricket", "baseball", "softball", "golf", "boxing", "martial arts"),
        *("judo", "karate", "climbing", "bouldering", "skiing", "cross country skiing"),
        *("snowboarding", "skating", "inline skating", "surfing", "sailing", "padel"),
    ),
}

_ACTIVITY: Final[dict[str, str]] = {
    spelling: activity
    for activity, spellings in _SPELLINGS.items()
    for spelling in (activity, *spellings)
}


def activity_named(text: str) -> str | None:
    """Return the activity that a free text names; null where none is known by it."""
    return _ACTIVITY.get(" ".join(re.findall(r"[^\W_]+", text.casefold())))
