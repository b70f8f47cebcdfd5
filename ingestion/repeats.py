"""What an import has brought already: what a file says twice is sent once.

The same identity with other content is a revision, and is sent again: the later one wins.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

import msgspec

from ingestion.identity import content_id
from ingestion.times import HOUR_MS

if TYPE_CHECKING:
    from schema.events import Envelope

_OPEN_HOURS: Final = 256
_MARK_BITS: Final = 0xFFFF_FFFF
_Hour = tuple[str, int, int]


class Repeats:
    """Remembers samples in eight bytes each, so that years of seconds fit in memory.

    Four are the place in the hour, four a mark of the content: of 4,000,000,000 revisions one
    is taken for a repetition.
    """

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], str] = {}
        self._packed: dict[_Hour, tuple[array[int], array[int]]] = {}
        self._open: OrderedDict[_Hour, dict[int, int]] = OrderedDict()

    def new_part(self, envelope: Envelope) -> tuple[Envelope | None, int]:
        """Return what of an envelope is new, and how many of its samples or records are not."""
        if envelope.record_id:
            return (envelope, 0) if self._is_new_record(envelope) else (None, 1)

        fresh = [
            place
            for place in range(len(envelope.offsets_ms))
            if self._is_new_sample(envelope, place)
        ]
        repeated = len(envelope.offsets_ms) - len(fresh)
        if not repeated:
            return envelope, 0
        return (_part(envelope, fresh) if fresh else None), repeated

    def _is_new_record(self, envelope: Envelope) -> bool:
        record = (envelope.type, envelope.record_id)
        content = content_id(
            envelope.operation, envelope.start_ms, envelope.duration_ms, envelope.record
        )
        before = self._records.get(record)
        self._records[record] = content
        return before != content

    def _is_new_sample(self, envelope: Envelope, place: int) -> bool:
        hour, offset = divmod(envelope.start_ms + envelope.offsets_ms[place], HOUR_MS)
        known = self._opened((envelope.type, envelope.duration_ms, hour))
        value = envelope.values[place] if envelope.values else None
        mark = hash((envelope.operation, envelope.category, value)) & _MARK_BITS
        before = known.get(offset)
        known[offset] = mark
        return before != mark

    def _opened(self, hour: _Hour) -> dict[int, int]:
        known = self._open.get(hour)
        if known is None:
            offsets, marks = self._packed.pop(hour, ((), ()))
            known = dict(zip(offsets, marks, strict=True))
            self._open[hour] = known
            if len(self._open) > _OPEN_HOURS:
                oldest, packed = self._open.popitem(last=False)
                self._packed[oldest] = array("I", packed), array("I", packed.values())
        else:
            self._open.move_to_end(hour)
        return known


def _part(envelope: Envelope, places: list[int]) -> Envelope:
    first = envelope.offsets_ms[places[0]]
    values = envelope.values
    return msgspec.structs.replace(
        envelope,
        start_ms=envelope.start_ms + first,
        offsets_ms=[envelope.offsets_ms[place] - first for place in places],
        values=None if values is None else [values[place] for place in places],
    )
