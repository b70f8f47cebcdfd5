"""One connection to the broker, which sends again what was not acknowledged."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.session import OUTGOING

if TYPE_CHECKING:
    from amqtt.adapters import ReaderAdapter, WriterAdapter
    from amqtt.mqtt.puback import PubackPacket
    from amqtt.session import (
        IncomingApplicationMessage,
        OutgoingApplicationMessage,
        Session,
    )

LARGEST_PACKET_BYTES: Final = 16 * 1024 * 1024
"""Twice what a door takes: the door says what is wrong with what is a little too large."""


class HouseHandler(BrokerProtocolHandler):  # type: ignore[misc]  # amqtt has no types
    """amqtt's handler, with four differences.

    What a session that stays has not acknowledged when its connection ends is kept, and sent
    again on the next, as MQTT has it; amqtt drops it. An acknowledgement that comes later than
    five seconds still counts. A client that is silent for longer than it promised is cut, and
    so is one that sends a packet larger than anything the house reads.
    """

    def attach(self, session: Session, reader: ReaderAdapter, writer: WriterAdapter) -> None:
        """Serve a session over a connection."""
        super().attach(session, _Bounded(reader), writer)

    async def _handle_qos1_message_flow(
        self, app_message: OutgoingApplicationMessage | IncomingApplicationMessage
    ) -> None:
        session = self.session
        try:
            await super()._handle_qos1_message_flow(app_message)
        except (asyncio.CancelledError, TimeoutError) as ended:
            stays = session is not None and not session.clean_session
            if not stays or app_message.direction != OUTGOING:
                raise
            session.inflight_out[app_message.packet_id] = app_message
            if isinstance(ended, asyncio.CancelledError):
                raise

    async def handle_puback(self, puback: PubackPacket) -> None:
        """Take an acknowledgement, a late one too."""
        packet_id = puback.packet_id
        if packet_id in self._puback_waiters:
            await super().handle_puback(puback)
        elif self.session is not None:
            self.session.inflight_out.pop(packet_id, None)

    def handle_read_timeout(self) -> None:
        """Cut a client that was silent for longer than its keep-alive allows."""
        self._cutting = asyncio.ensure_future(self.handle_connection_closed())


class _Bounded:
    """What comes over a connection; too much at once ends its reading."""

    def __init__(self, reader: ReaderAdapter) -> None:
        self._reader = reader

    async def read(self, n: int = -1) -> bytes:
        if n > LARGEST_PACKET_BYTES:
            raise ValueError(f"{n} bytes in one packet; at most {LARGEST_PACKET_BYTES}")
        read: bytes = await self._reader.read(n)
        return read

    def feed_eof(self) -> None:
        self._reader.feed_eof()
