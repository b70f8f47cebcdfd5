"""From what people type to what the graph takes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app_flet.answers.base import Problem


class UnreadableError(ValueError):
    """Something typed that can't be read; the problem names its field."""

    def __init__(self, field: str, message: str) -> None:
        self.problem = Problem("unreadable", message, field)
        super().__init__(message)


def number(values: Mapping[str, Any], field: str) -> float | None:
    """Read a number, with a point or a comma; an empty field is no number.

    Raises:
        UnreadableError: it is something else.
    """
    typed = str(values.get(field) or "").strip().replace(",", ".").replace("−", "-")
    if not typed:
        return None
    try:
        return float(typed)
    except ValueError as error:
        raise UnreadableError(field, "Please enter a number") from error


def whole_number(values: Mapping[str, Any], field: str) -> int | None:
    """Read a number without a fraction.

    Raises:
        UnreadableError: it is something else.
    """
    read = number(values, field)
    if read is None or read == int(read):
        return None if read is None else int(read)
    raise UnreadableError(field, "Please enter a whole number")


def day(values: Mapping[str, Any], field: str) -> str | None:
    """Read a date written as 1990-04-02.

    Raises:
        UnreadableError: it is something else.
    """
    typed = str(values.get(field) or "").strip()
    try:
        return date.fromisoformat(typed).isoformat() if typed else None
    except ValueError as error:
        raise UnreadableError(field, "Please write it like 1990-04-02") from error


def moment(typed: str, field: str, now: datetime) -> datetime:
    """Read a time of the day written as 8:30; an empty field is now.

    Args:
        typed: What stands in the field.
        field: Its name.
        now: The moment, in the person's time zone.

    Raises:
        UnreadableError: it is no time of the day.
    """
    if not typed.strip():
        return now
    try:
        read = datetime.strptime(typed.strip(), "%H:%M")  # noqa: DTZ007
    except ValueError as error:
        raise UnreadableError(field, "Please write it like 8:30") from error
    return now.replace(hour=read.hour, minute=read.minute, second=0, microsecond=0)


def written(value: float | None) -> str:
    """Write a number into a field: without a fraction if it has none."""
    return "" if value is None else f"{value:g}"


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is different: fields left alone are not sent."""
    return {name: value for name, value in after.items() if value != before.get(name)}
