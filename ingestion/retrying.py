"""Dead letters, tried again: the rules may be others by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from schema.errors import PulsePlateError
from schema.people.devices import SourceKind
from schema.ports.doors import Sender

if TYPE_CHECKING:
    from ingestion.pipeline import Pipeline
    from schema.events.envelope import DeadLetter
    from schema.ports.log import EventLog


class StillRefusedError(PulsePlateError):
    """A dead letter that cannot be taken now either."""

    code: ClassVar[str] = "still_refused"


async def retry(letter: DeadLetter, pipeline: Pipeline, log: EventLog) -> list[str]:
    """Take what was refused, if it can be taken now; return the ids of its events.

    Raises:
        StillRefusedError: With the reason of now; nothing is written.
        LogUnavailableError: The log did not confirm.
    """
    if not letter.user_id:
        raise StillRefusedError("nobody is known whose body it speaks of")
    if not letter.is_exact:
        raise StillRefusedError("its letter is not what was sent: no UTF-8, or too long")
    kind = SourceKind.IMPORT if letter.import_id else SourceKind.DEVICE
    sender = Sender(letter.user_id, letter.source_id, kind)
    reading = pipeline.read(letter.original.encode(), sender, letter.door, letter.import_id)
    if reading.rejections:
        raise StillRefusedError(reading.rejections[0].message)
    await log.append(reading.envelopes)
    return reading.accepted
