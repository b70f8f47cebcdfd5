"""A person's age on a day."""

from datetime import date


def age_years(birth_date: date, on: date) -> int:
    """Return the completed years; one born on 29 February ages on 1 March of common years."""
    had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
    return on.year - birth_date.year - (0 if had_birthday else 1)
