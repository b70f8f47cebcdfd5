"""One connection to the broker, which sends again what was not acknowledged."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from amqtt.mqtt.protocol.broker_handler import BrokerProtocolHandler
from amqtt.session import OUTGOING

if TYPE_CHECKING:
    from amqtt.mqtt.puback import PubackPacket
    from amqtt.session import IncomingApplicationMessage, OutgoingApplicationMessage


class HouseHandler(BrokerProtocolHandler):  # type: ignore[misc]  # amqtt has no types
    """amqtt's handler, with three differences.

    What a session that stays has not acknowledged when its connection ends is kept, and sent
    again on the next, as MQTT has it; amqtt drops it. An acknowledgement that comes later than
    five seconds still counts. A client that is silent for longer than it promised is cut.
    """

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
