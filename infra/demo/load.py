"""Load through the real doors: many devices that publish at a steady rate, and the answers."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from infra.database.devices import SqlDevices
from infra.demo.accounts import account_without_password, known_ids
from ingestion.mqtt_connection import Credentials, MqttAddress
from ingestion.simulator.heart import heart_rate_at
from ingestion.simulator.sensor import Sensor
from schema.errors import PulsePlateError
from schema.people.devices import DeviceKind, NewDevice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.database.transactions import Database, Transaction
    from ingestion.simulator.kept import Answer
    from schema.people.devices import DeviceCredentials

_TICK_S: Final = 0.01
_AGAIN_EVERY_S: Final = 1.0
_CONNECTS_WITHIN_S: Final = 20.0
_ANSWERS_WITHIN_S: Final = 15.0
_USUAL_BPM: Final = 72.0


class NotListeningError(PulsePlateError):
    """Simulated devices that cannot hear the house."""

    code = "not_listening"


@dataclass(frozen=True)
class LoadResult:
    """What came of a load; latencies from publishing to being named on the acks topic."""

    sent: int
    accepted: int
    refused: int
    unanswered: int
    seconds: float
    latencies_ms: tuple[float, ...]

    @property
    def accepted_per_s(self) -> float:
        """How fast the house took events."""
        return self.accepted / self.seconds

    def percentile_ms(self, percent: float) -> float | None:
        """Return the latency that so many of a hundred events stayed under; null: no event."""
        if not self.latencies_ms:
            return None
        return float(np.percentile(self.latencies_ms, percent))


class Load:
    """Simulated people, each with one device that is thrown away afterwards.

    Args:
        database: Where accounts and devices are made.
        mqtt_url: Of the broker.
    """

    def __init__(self, database: Database, mqtt_url: str) -> None:
        self._database = database
        self._devices = SqlDevices(database)
        self._address = MqttAddress.parse(mqtt_url)
        self._took_s: list[float] = []
        self._refused = 0

    async def run(self, users: int, rate_per_s: float, seconds: float) -> LoadResult:
        """Publish at that rate over all devices, then wait for the last answers.

        Raises:
            NotListeningError: Not every device could connect.
        """
        people = await self._database.write(lambda tx: _people(tx, users))
        straps = [
            (user_id, await self._devices.register(user_id, NewDevice(DeviceKind.CHEST_STRAP)))
            for user_id in people
        ]
        sensors = [self._sensor(credentials) for _, credentials in straps]
        try:
            return await self._publish(sensors, rate_per_s, seconds)
        finally:
            for sensor in sensors:
                await asyncio.to_thread(sensor.close)
            for user_id, credentials in straps:
                await self._devices.revoke(user_id, credentials.device.id)

    def _sensor(self, credentials: DeviceCredentials) -> Sensor:
        device_id = credentials.device.id
        signs_in = Credentials(device_id, device_id, credentials.token)
        return Sensor(self._address, signs_in, self._on_answer)

    def _on_answer(self, answer: Answer, took_s: list[float]) -> None:
        self._took_s += took_s
        self._refused += len(answer.refused)

    async def _publish(
        self, sensors: Sequence[Sensor], rate_per_s: float, seconds: float
    ) -> LoadResult:
        for sensor in sensors:
            sensor.open()
        for sensor in sensors:
            if not await asyncio.to_thread(sensor.wait_until_listening, _CONNECTS_WITHIN_S):
                raise NotListeningError("a simulated device cannot listen to its acks")

        begun = time.monotonic()
        sent = await self._steadily(sensors, rate_per_s, seconds)
        deadline = time.monotonic() + _ANSWERS_WITHIN_S
        while _waiting(sensors) and time.monotonic() < deadline:
            await asyncio.sleep(_TICK_S)
            _send_again(sensors)
        took_s = tuple(self._took_s)
        return LoadResult(
            sent=sent,
            accepted=len(took_s),
            refused=self._refused,
            unanswered=_waiting(sensors),
            seconds=time.monotonic() - begun,
            latencies_ms=tuple(1000 * one for one in took_s),
        )

    async def _steadily(
        self, sensors: Sequence[Sensor], rate_per_s: float, seconds: float
    ) -> int:
        rng = np.random.default_rng()
        begun, begun_at = time.monotonic(), datetime.now(UTC)
        sent, again_at = 0, begun + _AGAIN_EVERY_S
        while (passed := time.monotonic() - begun) < seconds:
            while sent < passed * rate_per_s:
                due_s = sent / rate_per_s
                measured_at = begun_at + timedelta(seconds=due_s)
                rate_bpm = heart_rate_at(_USUAL_BPM, _USUAL_BPM, due_s, rng.standard_normal())
                sensors[sent % len(sensors)].send([_reading(sent, measured_at, rate_bpm)])
                sent += 1
            if begun + passed > again_at:
                _send_again(sensors)
                again_at += _AGAIN_EVERY_S
            await asyncio.sleep(_TICK_S)
        return sent


def _people(tx: Transaction, count: int) -> list[str]:
    """Return simulated people, made where there are not enough yet."""
    logins = [f"simulated.{number + 1:04}" for number in range(count)]
    known = known_ids(tx, logins)
    return [
        known.get(login) or account_without_password(tx, login, login, "UTC")
        for login in logins
    ]


def _reading(number: int, measured_at: datetime, rate_bpm: float) -> dict[str, Any]:
    return {
        "id": str(number),
        "type": "heart_rate",
        "time": measured_at.isoformat(timespec="milliseconds"),
        "value": rate_bpm,
        "unit": "bpm",
    }


def _send_again(sensors: Sequence[Sensor]) -> None:
    for sensor in sensors:
        sensor.send_again()


def _waiting(sensors: Sequence[Sensor]) -> int:
    return sum(len(sensor.kept) for sensor in sensors)
