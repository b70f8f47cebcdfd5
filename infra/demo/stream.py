"""A resident's sensors as they go on: the heart each second, all else as it becomes known."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from infra.demo.history import deliver
from ingestion.mqtt_connection import Credentials
from ingestion.simulator.heart import heart_rate_at
from ingestion.simulator.moving import DAY_MIN
from ingestion.simulator.reports import Report, Speaker, reports_between
from ingestion.simulator.sensor import Sensor

if TYPE_CHECKING:
    from infra.demo.door import EventDoor
    from infra.demo.passes import Passes
    from infra.demo.residents import Resident
    from ingestion.mqtt_connection import MqttAddress

_log = logging.getLogger(__name__)

_BEAT: Final = timedelta(seconds=1)
_MINUTE: Final = timedelta(minutes=1)
_MOST_AT_ONCE: Final = 50


class Stream:
    """One resident's watch at the broker, and their scale and diary at the HTTP door.

    Args:
        resident: Who wears it.
        begins: From here on it tells.
        address: Of the broker.
        door: For what is not the watch's.
        passes: How the resident comes in.
    """

    def __init__(
        self,
        resident: Resident,
        begins: datetime,
        address: MqttAddress,
        door: EventDoor,
        passes: Passes,
    ) -> None:
        watch = resident.notes.watch
        self.resident = resident
        self.told_until = begins
        self._door = door
        self._passes = passes
        self._sensor = Sensor(address, Credentials(watch.id, watch.id, watch.token))
        self._rng = np.random.default_rng()
        self._telling: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Stream until cancelled."""
        self._sensor.open()
        try:
            while True:
                now = datetime.now(UTC)
                self._beat(now.replace(microsecond=0))
                self._tell_when_new(whole_minute(now))
                self._sensor.send_again()
                wakes = now.replace(microsecond=0) + _BEAT
                await asyncio.sleep((wakes - datetime.now(UTC)).total_seconds())
        finally:
            await asyncio.to_thread(self._sensor.close)

    def safe_until(self) -> datetime:
        """Return the instant before which the house has taken everything."""
        oldest = self._sensor.kept.oldest()
        if oldest is None:
            return self.told_until
        measured_at = datetime.fromisoformat(oldest.get("time") or oldest["start"])
        return min(self.told_until, whole_minute(measured_at))

    def _beat(self, now: datetime) -> None:
        local = now.astimezone(self.resident.zone)
        minute = 60 * local.hour + local.minute
        rates = self.resident.life.day(local.date()).heart_rate_bpm
        rate = heart_rate_at(
            rates[minute],
            rates[min(minute + 1, DAY_MIN - 1)],
            local.second,
            self._rng.standard_normal(),
        )
        time = now.isoformat()
        self._sensor.send(
            [
                {
                    "id": f"heart-{time}",
                    "type": "heart_rate",
                    "time": time,
                    "value": rate,
                    "unit": "bpm",
                }
            ]
        )

    def _tell_when_new(self, until: datetime) -> None:
        """Tell what became known, if the last telling is over."""
        if until <= self.told_until or (self._telling and not self._telling.done()):
            return
        if self._telling is not None:
            self._telling.result()
        self._telling = asyncio.create_task(self._tell(until))

    async def _tell(self, until: datetime) -> None:
        reports = list(reports_between(self.resident.life, self.told_until, until))
        others = [report for report in reports if report.speaker is not Speaker.WATCH]
        await deliver(self._door, self._passes, self.resident, others)
        is_late = until - self.told_until > _MINUTE
        events = _of_watch(reports, with_heart=is_late)
        for first in range(0, len(events), _MOST_AT_ONCE):
            self._sensor.send(events[first : first + _MOST_AT_ONCE])
        self.told_until = until


def whole_minute(instant: datetime) -> datetime:
    """Return the instant at which its minute began."""
    return instant.replace(second=0, microsecond=0)


def _of_watch(reports: list[Report], *, with_heart: bool) -> list[dict[str, Any]]:
    """Return what the watch says, each with an id; the heart is told by the second already."""
    return [
        {"id": _name(event), **event}
        for speaker, event in reports
        if speaker is Speaker.WATCH and (with_heart or event["type"] != "heart_rate")
    ]


def _name(event: dict[str, Any]) -> str:
    return f"{event['type']}-{event.get('start') or event['time']}"
