"""What can be taken from a person: each rule names the field as clients send it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

from msgspec import UNSET

from schema.errors import InvalidInputError
from schema.events.registry import EVENT_TYPES
from schema.physiology.energy_floor import LEAST_INTAKE_KCAL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from schema.people.accounts import NewAccount, NewApiKey
    from schema.people.devices import DeviceSettings
    from schema.people.profile import GoalsChange, ProfileChange

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]", re.IGNORECASE | re.ASCII)
EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
SCOPE: Final = re.compile(r"(read|write|ingest)(:[a-z_]+)?")

SHORTEST_PASSWORD: Final = 8
LONGEST_PASSWORD: Final = 256
LONGEST_NAME: Final = 100
LONGEST_EMAIL: Final = 200
LONGEST_LIST: Final = 50
OLDEST_YEARS: Final = 125

HEIGHT_CM: Final = (50.0, 260.0)
WEIGHT_KG: Final = (20.0, 400.0)
WEEKLY_RATE_KG: Final = (-2.0, 2.0)
DAILY_ENERGY_KCAL: Final = (min(LEAST_INTAKE_KCAL.values()), 10_000.0)
DAILY_PROTEIN_G: Final = (10.0, 500.0)
DAILY_STEPS: Final = (0, 100_000)
WEEKLY_WORKOUTS: Final = (0, 21)
SAMPLING_INTERVAL_S: Final = (0.02, 86_400.0)


def check_account(account: NewAccount) -> None:
    """Check what a person signs up with.

    Raises:
        InvalidInputError: A field cannot be taken.
    """
    if not LOGIN.fullmatch(account.login):
        raise InvalidInputError(
            "login", "a login has 3 to 64 letters, digits, dots, dashes or underscores"
        )
    _check_email(account.email)
    if not SHORTEST_PASSWORD <= len(account.password) <= LONGEST_PASSWORD:
        raise InvalidInputError(
            "password",
            f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters",
        )
    check_name("name", account.name)
    if account.timezone is not None:
        check_zone(account.timezone)


def _check_email(email: str) -> None:
    """Check an e-mail address, which is looked up folded: that may be longer than typed."""
    if len(email.casefold()) > LONGEST_EMAIL:
        raise InvalidInputError(
            "email", f"an e-mail address has at most {LONGEST_EMAIL} characters"
        )
    if not EMAIL.fullmatch(email) or not email.isprintable():
        raise InvalidInputError("email", f"{email!r} is not an e-mail address")


def check_name(field: str, name: str) -> None:
    """Check a name: something to read, and not a novel."""
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidInputError(field, f"a name has 1 to {LONGEST_NAME} printable characters")


def check_zone(zone: str) -> None:
    """Check that a zone is that of a place, or UTC."""
    if zone not in _zones():
        raise InvalidInputError(
            "timezone",
            f"{zone!r} is no time zone: send a place such as Europe/Rome, or UTC",
        )


@cache
def _zones() -> frozenset[str]:
    """Return the names that every reader of the zones knows, not `localtime` or `Factory`."""
    return frozenset(name for name in available_timezones() if "/" in name or name == "UTC")


def check_profile(change: ProfileChange, today: date) -> None:
    """Check a change of the profile.

    Raises:
        InvalidInputError: A field cannot be taken.
    """
    if change.name is not UNSET:
        check_name("name", change.name)
    if change.timezone is not UNSET:
        check_zone(change.timezone)
    if change.birth_date is not UNSET and change.birth_date is not None:
        born = change.birth_date
        if born > today or today.year - born.year > OLDEST_YEARS:
            raise InvalidInputError("birthDate", f"{born} is nobody's birth date")
    _within("heightCm", change.height_cm, HEIGHT_CM)
    for field in ("diet", "allergens", "injuries", "equipment"):
        _check_words(field, getattr(change, field))
    if isinstance(change.region, str):
        check_name("region", change.region)


def check_goals(change: GoalsChange) -> None:
    """Check a change of the goals.

    Raises:
        InvalidInputError: A field cannot be taken.
    """
    _within("targetWeightKg", change.target_weight_kg, WEIGHT_KG)
    _within("weeklyRateKg", change.weekly_rate_kg, WEEKLY_RATE_KG)
    _within("dailyEnergyKcal", change.daily_energy_kcal, DAILY_ENERGY_KCAL)
    _within("dailyProteinG", change.daily_protein_g, DAILY_PROTEIN_G)
    _within("dailySteps", change.daily_steps, DAILY_STEPS)
    _within("weeklyWorkouts", change.weekly_workouts, WEEKLY_WORKOUTS)


def check_device_settings(settings: DeviceSettings) -> None:
    """Check how a device shall measure.

    Raises:
        InvalidInputError: A field cannot be taken.
    """
    _within("samplingIntervalS", settings.sampling_interval_s, SAMPLING_INTERVAL_S)
    for metric in settings.metrics or ():
        if metric not in EVENT_TYPES:
            raise InvalidInputError("metrics", f"{metric!r} is nothing a device can report")


def check_api_key(key: NewApiKey) -> None:
    """Check the name and scopes of a key.

    Raises:
        InvalidInputError: A field cannot be taken.
    """
    check_name("name", key.name)
    if not key.scopes:
        raise InvalidInputError("scopes", "a key without a scope opens nothing")
    for scope in sorted(key.scopes):
        if not SCOPE.fullmatch(scope):
            raise InvalidInputError(
                "scopes", f"{scope!r} is no scope: read, write, ingest, or a part (read:day)"
            )


def _within(field: str, value: object, limits: tuple[float, float]) -> None:
    low, high = limits
    if isinstance(value, int | float) and not low <= value <= high:
        raise InvalidInputError(field, f"{value:g} is outside {low:g} to {high:g}")


def _check_words(field: str, words: Sequence[str] | object) -> None:
    if not isinstance(words, tuple):
        return
    if len(words) > LONGEST_LIST:
        raise InvalidInputError(field, f"more than {LONGEST_LIST} are too many")
    for word in words:
        check_name(field, word)
