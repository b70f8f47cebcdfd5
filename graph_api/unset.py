"""The difference between a field that is absent and one that is null."""

from typing import TypeVar

import strawberry
from msgspec import UNSET, UnsetType

from schema.errors import InvalidInputError

Value = TypeVar("Value")


def given(value: Value) -> Value | UnsetType:
    """Return an input's value as the domain takes it: absent is unset, null is null."""
    return UNSET if value is strawberry.UNSET else value


def given_list(value: list[Value] | None) -> tuple[Value, ...] | UnsetType | None:
    """Return an input's list as the domain takes it."""
    if value is strawberry.UNSET:
        return UNSET
    return None if value is None else tuple(value)


def given_value(field: str, value: Value | None) -> Value | UnsetType:
    """Return an input's value that may be absent but never null.

    Raises:
        InvalidInputError: It is null.
    """
    if value is strawberry.UNSET:
        return UNSET
    if value is None:
        raise InvalidInputError(field, f"{field} cannot be emptied")
    return value
