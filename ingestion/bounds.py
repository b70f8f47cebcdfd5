"""What every reader of the log can read: bounds of a record's own fields.

JSON has no bounds, its readers have. What one of them cannot read would be lost after its
sender had been told yes; so it is refused at the door.
"""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

from schema.errors import InvalidEventError, shown

DEEPEST_NESTING: Final = 64
LONGEST_FIELD_NAME: Final = 200
_INTEGERS: Final = range(-(2**63), 2**63)


def refuse_unbounded(fields: dict[str, Any]) -> None:
    """Refuse fields that not every reader of the log could read.

    Raises:
        InvalidEventError: Nested too deeply, a name that is too long, or a number that is not
            finite or an integer beyond 64 bits.
    """
    for field, value in fields.items():
        _refuse_name(field)
        _refuse_value(field, value, 1)


def _refuse_value(field: str, value: Any, depth: int) -> None:
    if isinstance(value, dict | list):
        _refuse_nested(field, value, depth)
    elif isinstance(value, float):
        if not isfinite(value):
            raise InvalidEventError(f"{field} {value} is not a finite number")
    elif isinstance(value, int) and value not in _INTEGERS:
        raise InvalidEventError(f"{field} {shown(value)} has more than 64 bits")


def _refuse_nested(field: str, value: dict[str, Any] | list[Any], depth: int) -> None:
    if depth > DEEPEST_NESTING:
        raise InvalidEventError(f"{field} is nested deeper than {DEEPEST_NESTING}")
    if isinstance(value, list):
        for element in value:
            _refuse_value(field, element, depth + 1)
        return
    for name, element in value.items():
        _refuse_name(name)
        _refuse_value(name, element, depth + 1)


def _refuse_name(name: str) -> None:
    if len(name) > LONGEST_FIELD_NAME:
        raise InvalidEventError(
            f"the field name {shown(name)} has {len(name)} characters; "
            f"send at most {LONGEST_FIELD_NAME}"
        )
