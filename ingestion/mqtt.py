"""Role `bridge`: what devices publish, onto the log; only then the answer."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, ClassVar, Final

import msgspec

from ingestion.intake import keep
from ingestion.pipeline import now_ms
from ingestion.signs import sighting_in
from schema.errors import LogUnavailableError, PulsePlateError
from schema.events import Door
from schema.people.devices import SourceKind
from schema.ports.doors import Rejection, Sender

if TYPE_CHECKING:
    from ingestion.mqtt_connection import Arrived, MqttConnection
    from ingestion.pipeline import Pipeline, Reading
    from schema.people.devices import DeviceSession, DeviceSettings
    from schema.ports.devices import KnownDevices, Sighting
    from schema.ports.log import EventLog

_log = logging.getLogger(__name__)

ONE_BRIDGE: Final = ("devices/+/events",)
MANY_BRIDGES: Final = ("$share/bridge/devices/+/events",)
_MOST_ON_THE_WAY: Final = 2000


class RevokedDeviceError(PulsePlateError):
    """A message from a device that may send no more, or that nobody registered."""

    code: ClassVar[str] = "revoked"


class Answer(msgspec.Struct):
    """What stands on `devices/{id}/acks`."""

    accepted: list[str]
    rejected: list[Rejection]


class Bridge:
    """Carries events from the broker to the log, and answers each message once it is durable.

    Args:
        connection: To the broker.
        pipeline: Checks and converts.
        log: Where events become durable.
        devices: Who devices are.
    """

    def __init__(
        self,
        connection: MqttConnection,
        pipeline: Pipeline,
        log: EventLog,
        devices: KnownDevices,
    ) -> None:
        self._connection = connection
        self._pipeline = pipeline
        self._log = log
        self._devices = devices
        self._on_the_way = 0
        self._told: dict[str, DeviceSettings] = {}
        self._told_on = 0

    async def run(self) -> None:
        """Carry events until cancelled."""
        async with asyncio.TaskGroup() as settling:
            async for batch in self._connection.batches():
                try:
                    readings = await self._read(batch)
                except LogUnavailableError as error:
                    self._ask_again(batch, error)
                else:
                    settling.create_task(self._settle(batch, readings))

    def publish_settings(self, device_id: str, session: DeviceSession) -> None:
        """Let the device's settings stand retained; a revoked device has none."""
        settings = b"" if session.revoked else msgspec.json.encode(session.settings)
        self._connection.publish(f"devices/{device_id}/settings", settings, retain=True)
        self._told[device_id] = session.settings

    async def _read(self, batch: list[Arrived]) -> list[Reading]:
        sessions = await self._find({device_of(arrived.topic) for arrived in batch})
        self._tell_settings(sessions)
        readings: list[Reading] = []
        sightings: dict[str, Sighting] = {}
        for arrived in batch:
            device_id = device_of(arrived.topic)
            readings.append(self._read_one(arrived, sessions.get(device_id)))
            sightings[device_id] = sighting_in(
                device_id, arrived.payload, now_ms(), sightings.get(device_id)
            )
        await self._devices.seen(sightings.values())
        return readings

    async def _find(self, device_ids: set[str]) -> dict[str, DeviceSession]:
        """Return those of the devices that are known, by id.

        Raises:
            LogUnavailableError: They cannot be looked up; what they sent is to be sent again.
        """
        try:
            return await self._devices.find(device_ids)
        except Exception as error:
            _log.warning("nobody can tell which devices send: %r", error)
            raise LogUnavailableError("nobody can tell who sends; send again") from error

    def _read_one(self, arrived: Arrived, session: DeviceSession | None) -> Reading:
        if session is None or session.revoked:
            error = RevokedDeviceError("this device is not registered, or its token is revoked")
            return self._refuse(arrived, error, session.user_id if session else "")
        sender = Sender(session.user_id, session.source_id, SourceKind.DEVICE)
        return self._pipeline.read(arrived.payload, sender, Door.MQTT)

    def _refuse(self, arrived: Arrived, error: PulsePlateError, user_id: str = "") -> Reading:
        sender = Sender(user_id, device_of(arrived.topic), SourceKind.DEVICE)
        return self._pipeline.refuse(arrived.payload, sender, Door.MQTT, error)

    def _tell_settings(self, sessions: dict[str, DeviceSession]) -> None:
        """Publish settings that this broker was not told yet: it may have forgotten them."""
        if self._told_on != self._connection.connection:
            self._told_on = self._connection.connection
            self._told.clear()
        for device_id, session in sessions.items():
            if self._told.get(device_id) != session.settings:
                self.publish_settings(device_id, session)

    async def _settle(self, batch: list[Arrived], readings: list[Reading]) -> None:
        try:
            await self._keep(readings)
        except LogUnavailableError as error:
            answers = [Answer([], reading.all_refused(error)) for reading in readings]
        else:
            answers = [Answer(reading.accepted, reading.rejections) for reading in readings]
        self._answer(batch, answers)

    def _ask_again(self, batch: list[Arrived], error: LogUnavailableError) -> None:
        """Refuse the whole batch, and keep nothing of it: it is sent again."""
        refused = [self._refuse(arrived, error) for arrived in batch]
        self._answer(batch, [Answer([], reading.rejections) for reading in refused])

    def _answer(self, batch: list[Arrived], answers: list[Answer]) -> None:
        for arrived, answer in zip(batch, answers, strict=True):
            topic = f"devices/{device_of(arrived.topic)}/acks"
            self._connection.publish(topic, msgspec.json.encode(answer))
            self._connection.acknowledge(arrived)

    async def _keep(self, readings: list[Reading]) -> None:
        if self._on_the_way > _MOST_ON_THE_WAY:
            raise LogUnavailableError("the log does not keep up; send again in a while")
        self._on_the_way += len(readings)
        try:
            await keep(self._log, readings)
        finally:
            self._on_the_way -= len(readings)


def device_of(topic: str) -> str:
    """Return the device in `devices/{id}/events`."""
    return topic.split("/", 2)[1]
