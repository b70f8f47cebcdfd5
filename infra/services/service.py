"""What a service of the house is to whoever starts and watches it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """What a service answers when asked how it is."""

    READY = "ready"
    STARTING = "starting"
    DOWN = "down"


Check = Callable[[int | None], Health]


@dataclass(frozen=True)
class Service:
    """One service: how it is started, what it needs first, and how its health is asked.

    Attributes:
        name: As in ``status``.
        check: Asks the service how it is, given its process id; answers within two seconds
            and never raises.
        command: Program and arguments; empty when the service is somebody else's.
        address: Where it is reached; None when nobody calls it.
        after: Services that have to be ready before this one is started.
        prepare: Done each time before the start, while others start; may take seconds.
        settle: Done once after the first ready answer, before anyone who waits is started.
        niceness: How far it steps back for what people wait for, 0 to 19.
    """

    name: str
    check: Check
    command: tuple[str, ...] = ()
    address: str | None = None
    after: frozenset[str] = frozenset()
    prepare: Callable[[], None] | None = None
    settle: Callable[[], None] | None = None
    niceness: int = 0

    @property
    def is_external(self) -> bool:
        """Whether the service is somebody else's, reached by a URL that was set."""
        return not self.command
