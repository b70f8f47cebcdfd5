"""Role `live`: what comes in on the log, shown at once to who watches.

It bypasses Spark, and holds nothing that the log and the lakehouse could not give back.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import msgspec

from schema.events import EVENT_TYPES, Door, Operation
from schema.events.envelope import Change
from schema.facts import Fact, FactKind
from schema.ports.live import LiveReading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from schema.ports.devices import KnownDevices
    from schema.ports.live import LiveStore
    from schema.ports.tail import LogEntry, LogTail

_log = logging.getLogger(__name__)

REVOKED: Final = "REVOKED"
"""A device's `state` in its fact, once nothing more is taken from it."""


class _Shown(msgspec.Struct):
    """What of an envelope can be shown live."""

    user_id: str
    source_id: str
    door: Door
    operation: Operation
    type: str
    start_ms: int
    offsets_ms: list[int]
    duration_ms: int = 0
    values: list[float] | None = None

    @property
    def time_ms(self) -> int:
        """When the newest value was complete."""
        return self.start_ms + self.offsets_ms[-1] + self.duration_ms


_decode_envelope = msgspec.json.Decoder(_Shown).decode
_decode_fact = msgspec.json.Decoder(Fact).decode
_decode_change = msgspec.json.Decoder(Change).decode


class LiveView:
    """Follows events, facts and changes, and keeps Redis in step with them."""

    def __init__(self, tail: LogTail, store: LiveStore, devices: KnownDevices) -> None:
        self._tail = tail
        self._store = store
        self._devices = devices

    async def run(self, ready: Callable[[], None] = lambda: None) -> None:
        """Follow the log until cancelled.

        Args:
            ready: Called when the log is being followed.
        """
        batches = self._tail.batches()
        ready()
        async for entries in batches:
            await self.show(entries)

    async def show(self, entries: Sequence[LogEntry]) -> None:
        """Show one batch: first what bodies do, then what changed around them."""
        events = [entry.value for entry in entries if entry.topic == "events"]
        await self._show_events(events)
        for entry in entries:
            if entry.topic == "facts":
                await self._apply(_decode_fact(entry.value))
        changes = [_decode_change(entry.value) for entry in entries if entry.topic == "changes"]
        if changes:
            await self._store.tell(changes)

    async def _show_events(self, events: Sequence[bytes]) -> None:
        """Show what stands after these: of one instant, only what came last on the log."""
        told = (_decode_envelope(event) for event in events)
        shown = {
            (one.user_id, one.type, one.source_id, one.time_ms): one for one in told
        }.values()
        readings = [_reading(one) for one in shown if one.values and one.door is not Door.FILE]
        files = {
            (one.user_id, one.type, one.source_id): _reading(one)
            for one in sorted(shown, key=lambda one: one.time_ms)
            if one.values and one.door is Door.FILE
        }
        await self._store.put([*readings, *files.values()])
        await self._store.withdraw(
            [
                _reading(one)
                for one in shown
                if one.operation is Operation.RETRACT and one.type in EVENT_TYPES
            ]
        )

    async def _apply(self, fact: Fact) -> None:
        if fact.kind is FactKind.DEVICE:
            await self._devices.forget(fact.key)
            if fact.payload.get("state") == REVOKED:
                await self._devices.cut(fact.key)
        elif fact.kind is FactKind.ERASURE:
            await self._store.forget(fact.user_id)


def _reading(shown: _Shown) -> LiveReading:
    return LiveReading(
        user_id=shown.user_id,
        metric=shown.type,
        value=shown.values[-1] if shown.values else 0.0,
        unit=EVENT_TYPES[shown.type].unit,
        time_ms=shown.time_ms,
        source_id=shown.source_id,
    )
