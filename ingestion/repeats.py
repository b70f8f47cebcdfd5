"""Which identities an import has brought already: what a file says twice is sent once."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

import msgspec

from ingestion.times import HOUR_MS

if TYPE_CHECKING:
    from schema.events import Envelope

_OPEN_HOURS: Final = 256
_Hour = tuple[str, int, int]


class Repeats:
    """Remembers samples in four bytes each, so that years of seconds fit in memory."""

    def __init__(self) -> None:
        self._records: set[tuple[str, str]] = set()
        self._packed: dict[_Hour, array[int]] = {}
        self._open: OrderedDict[_Hour, set[int]] = OrderedDict()

    def new_part(self, envelope: Envelope) -> tuple[Envelope | None, int]:
        """Return what of an envelope is new, and how many of its samples or records are not."""
        if envelope.record_id:
            record = (envelope.type, envelope.record_id)
            is_new = record not in self._records
            self._records.add(record)
            return (envelope, 0) if is_new else (None, 1)

        fresh = [
            place
            for place, offset in enumerate(envelope.offsets_ms)
            if self._is_new(envelope, envelope.start_ms + offset)
        ]
        repeated = len(envelope.offsets_ms) - len(fresh)
        if not repeated:
            return envelope, 0
        return (_part(envelope, fresh) if fresh else None), repeated

    def _is_new(self, envelope: Envelope, at_ms: int) -> bool:
        hour, offset = divmod(at_ms, HOUR_MS)
        known = self._opened((envelope.type, envelope.duration_ms, hour))
        if offset in known:
            return False
        known.add(offset)
        return True

    def _opened(self, hour: _Hour) -> set[int]:
        known = self._open.get(hour)
        if known is None:
            known = set(self._packed.pop(hour, ()))
            self._open[hour] = known
            if len(self._open) > _OPEN_HOURS:
                oldest, offsets = self._open.popitem(last=False)
                self._packed[oldest] = array("I", offsets)
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
