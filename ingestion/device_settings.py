"""Settings of devices, published as soon as they change."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import msgspec
from tenacity import before_sleep_log, retry, wait_fixed

from schema.facts import Fact, FactKind

if TYPE_CHECKING:
    from ingestion.mqtt import Bridge
    from schema.ports.devices import KnownDevices
    from schema.ports.tail import LogTail

_log = logging.getLogger(__name__)
_AGAIN_AFTER_S: Final = 1.0

_decode = msgspec.json.Decoder(Fact).decode


class SettingsTeller:
    """Follows the facts, and lets each changed device's settings stand retained."""

    def __init__(self, tail: LogTail, devices: KnownDevices, bridge: Bridge) -> None:
        self._tail = tail
        self._devices = devices
        self._bridge = bridge

    async def run(self) -> None:
        """Follow the facts until cancelled."""
        async for entries in self._tail.batches():
            facts = [_decode(entry.value) for entry in entries]
            for device_id in {fact.key for fact in facts if fact.kind is FactKind.DEVICE}:
                await self._publish(device_id)

    @retry(
        wait=wait_fixed(_AGAIN_AFTER_S), before_sleep=before_sleep_log(_log, logging.WARNING)
    )
    async def _publish(self, device_id: str) -> None:
        """Publish what is written down; while it or its copies are away, try again."""
        await self._devices.forget(device_id)
        sessions = await self._devices.find([device_id])
        if device_id in sessions:
            self._bridge.publish_settings(device_id, sessions[device_id])
