"""What can go wrong, each with a stable code, the values, and the remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_SHOWN: Final = 100


def shown(sent: object) -> str:
    """Return what somebody sent as an error says it: quoted, and cut where it is long."""
    text = repr(sent)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


class PulsePlateError(Exception):
    """An expected failure: a code for machines, a sentence with the values for people."""

    code: ClassVar[str] = "error"


class InvalidEventError(PulsePlateError):
    """An event that the contract does not allow: not its shape, not its fields."""

    code: ClassVar[str] = "invalid_event"


class UnreadableMessageError(PulsePlateError):
    """Bytes that are not JSON, or JSON that is not an event or an array of events."""

    code: ClassVar[str] = "unreadable"


class UnknownTypeError(PulsePlateError):
    """An event type that no room knows."""

    code: ClassVar[str] = "unknown_type"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"event type {shown(name)} is not one of {', '.join(sorted(known))}")


class UnknownUnitError(PulsePlateError):
    """A unit that the quantity cannot be converted from."""

    code: ClassVar[str] = "unknown_unit"

    def __init__(self, quantity: str, unit: str, known: Iterable[str]) -> None:
        self.quantity, self.unit = quantity, unit
        super().__init__(
            f"{quantity} cannot be given in {shown(unit)}; "
            f"send one of {', '.join(sorted(known))}"
        )


class ImplausibleMeasurementError(PulsePlateError):
    """A well-formed measurement that no living user could have produced."""

    code: ClassVar[str] = "implausible_measurement"

    def __init__(self, quantity: str, value: float, low: float, high: float) -> None:
        self.quantity, self.value, self.low, self.high = quantity, value, low, high
        super().__init__(f"{quantity}={value} is outside the plausible range {low} to {high}")


class FutureEventError(PulsePlateError):
    """An event later than now and five minutes: the sensor's clock is wrong."""

    code: ClassVar[str] = "future_event"


class LogUnavailableError(PulsePlateError):
    """The log did not confirm; nothing of the call may be taken as accepted."""

    code: ClassVar[str] = "log_unavailable"


class NotAllowedError(PulsePlateError):
    """Somebody asked for what belongs to somebody else, or for what their key does not open."""

    code: ClassVar[str] = "not_allowed"


class NotFoundError(PulsePlateError):
    """Nothing of that id is there for this person."""

    code: ClassVar[str] = "not_found"


class UnauthenticatedError(PulsePlateError):
    """No token, or one that is wrong, expired or revoked."""

    code: ClassVar[str] = "unauthenticated"


class InvalidInputError(PulsePlateError):
    """A field of an input that cannot be taken, with its name as the client sent it."""

    code: ClassVar[str] = "invalid_input"

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)
