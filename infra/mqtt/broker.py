"""A broker for one machine: amqtt, with the rules of the house at its door."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from amqtt.broker import Broker
from amqtt.contexts import Action
from amqtt.errors import MQTTError
from amqtt.mqtt.connack import NOT_AUTHORIZED, ConnackPacket

from infra.mqtt.admission import Knock, may_use
from infra.mqtt.handler import HouseHandler

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Iterator

    from amqtt.adapters import ReaderAdapter, WriterAdapter
    from amqtt.session import Session

    from infra.mqtt.admission import Admission

_log = logging.getLogger(__name__)

_SIGNED_IN_AS: Final = "pulseplate.signed_in_as"
_ENDED: Final = "pulseplate.ended"
_CONNECT_WITHIN_S: Final = 10.0
_LET_GO_WITHIN_S: Final = 2.0
_MOST_WAITING: Final = 20_000
_SESSION_EXPIRY_S: Final = 24 * 3600
_GRACE: Final = 1.5
"""Of the keep-alive that a client promises, as MQTT has it."""


class Listener(NamedTuple):
    """Where the broker listens; with a certificate over TLS."""

    host: str
    port: int
    certificate: str | None = None
    key: str | None = None


class _Subscriptions(dict[str, Any]):
    """Who subscribed to what; amqtt waits for clients while it goes through it."""

    def __iter__(self) -> Iterator[str]:
        """Go through those of now, whoever comes or leaves meanwhile."""
        return iter(list(self.keys()))


class HouseBroker(Broker):  # type: ignore[misc]  # amqtt has no types
    """amqtt, asking once at connect who may come in, before anything of a session is touched.

    Topic rules go by the name a client signed in with. There are no wills: amqtt would publish
    them wherever they say. Retained messages go to who subscribed to them: amqtt offers them to
    everybody who connects.

    Args:
        listeners: Where it listens, by name; one is `default`.
        admits: Tells who may connect.
    """

    def __init__(self, listeners: dict[str, Listener], admits: Admission) -> None:
        super().__init__(
            {
                "listeners": {name: _listener(one) for name, one in listeners.items()},
                "plugins": {},
                "session_expiry_interval": _SESSION_EXPIRY_S,
            }
        )
        self._admits = admits
        self._subscriptions = _Subscriptions()
        self._wide: set[str] = set()

    async def cut(self, device_id: str) -> None:
        """Close each connection of a device, and forget its sessions."""
        for client_id, (session, handler) in list(self._sessions.items()):
            if _name_of(session) == device_id:
                await handler.handle_connection_closed()
                await self._cleanup_session(client_id)

    async def _initialize_client_session(
        self, reader: ReaderAdapter, writer: WriterAdapter, *_remote: Any
    ) -> tuple[HouseHandler, Session]:
        try:
            handler, session = await asyncio.wait_for(
                HouseHandler.init_from_connect(reader, writer, self.plugins_manager),
                _CONNECT_WITHIN_S,
            )
        except TimeoutError as error:
            await writer.close()
            raise MQTTError("no CONNECT in time") from error

        knock = Knock(session.username or "", session.password or "", session.client_id)
        if not await self._lets_in(knock):
            await ConnackPacket.build(0, NOT_AUTHORIZED).to_stream(writer)
            await writer.close()
            raise MQTTError(f"{knock.username!r} may not connect as {knock.client_id!r}")
        session.attributes[_SIGNED_IN_AS] = knock.username
        session.password = None
        session.will_flag = False
        session.keep_alive = round(session.keep_alive * _GRACE)
        return handler, await self._resumed(session)

    async def _lets_in(self, knock: Knock) -> bool:
        """Tell whether a client may connect, and not in the name of another's session."""
        known = self._sessions.get(knock.client_id)
        if known is not None and _name_of(known[0]) != knock.username:
            return False
        return await self._admits(knock)

    async def _resumed(self, session: Session) -> Session:
        """Return the session that goes on: the one known, where both sides kept it."""
        known, handler = self._sessions.get(session.client_id, (None, None))
        if known is None:
            return session
        if known.transitions.is_connected():
            await self._let_go(known, handler)
        if session.clean_session or known.clean_session:
            await self._delete_session(session.client_id)
            return session
        known.parent = 1
        known.keep_alive = session.keep_alive
        return known

    async def _let_go(self, session: Session, handler: HouseHandler) -> None:
        """Close the older connection of a session, and wait until its loop has ended."""
        ended = session.attributes[_ENDED] = asyncio.Event()
        await handler.handle_connection_closed()
        try:
            await asyncio.wait_for(ended.wait(), _LET_GO_WITHIN_S)
        except TimeoutError:
            _log.warning("the older connection of %s does not end", session.client_id)
            await self._end(session, handler)

    async def _client_message_loop(self, session: Session, handler: HouseHandler) -> None:
        await super()._client_message_loop(session, handler)
        if handler is self._get_handler(session):
            await self._end(session, handler)
        if _ENDED in session.attributes:
            session.attributes.pop(_ENDED).set()

    async def _end(self, session: Session, handler: HouseHandler) -> None:
        await self._stop_handler(handler)
        session.transitions.disconnect()

    async def add_subscription(self, subscription: tuple[str, int], session: Session) -> int:
        """Subscribe a session, and note the filters that match more than one topic."""
        granted: int = await super().add_subscription(subscription, session)
        wanted = subscription[0]
        if wanted in self._subscriptions and ("+" in wanted or "#" in wanted):
            self._wide.add(wanted)
        return granted

    async def _run_broadcast(self, running_tasks: deque[asyncio.Task[Any]]) -> None:
        """Hand one message to its subscribers, and look at no other subscription."""
        broadcast = await self._broadcast_queue.get()
        topic, data = broadcast["topic"], broadcast["data"]
        for session, subscribed_qos in self._subscribers(topic):
            if not await self._topic_filtering(session, topic, Action.RECEIVE):
                continue
            qos = broadcast.get("qos", subscribed_qos)
            if session.transitions.is_connected():
                handler = self._get_handler(session)
                publishing = handler.mqtt_publish(topic, data, qos, retain=False)
                running_tasks.append(asyncio.create_task(publishing))
            elif qos and not session.clean_session:
                await self._retain_broadcast_message(broadcast, qos, session)

    def _subscribers(self, topic: str) -> list[tuple[Session, int]]:
        wide = [one for one in self._wide if self._matches(topic, one)]
        return [
            subscriber
            for matching in (topic, *wide)
            for subscriber in self._subscriptions.get(matching, ())
        ]

    async def _authenticate(self, *_: Any) -> bool:
        return True  # whoever is not let in never gets this far

    async def _topic_filtering(self, session: Session, topic: str, action: Action) -> bool:
        return may_use(_name_of(session), topic, action)

    async def _publish_retained_messages_for_subscription(
        self, subscription: tuple[str, int], session: Session
    ) -> None:
        subscribers = self._subscriptions.get(subscription[0], [])
        if any(subscriber is session for subscriber, _ in subscribers):
            await super()._publish_retained_messages_for_subscription(subscription, session)

    async def _retain_broadcast_message(
        self, broadcast: dict[str, Any], qos: int, target_session: Session
    ) -> None:
        if target_session.retained_messages.qsize() < _MOST_WAITING:
            await super()._retain_broadcast_message(broadcast, qos, target_session)
        else:
            _log.warning("too much waits for %s; it is not kept", target_session.client_id)


def _name_of(session: Session) -> str:
    name: str = session.attributes.get(_SIGNED_IN_AS, "")
    return name


def _listener(listener: Listener) -> dict[str, Any]:
    host = f"[{listener.host}]" if ":" in listener.host else listener.host
    where = {"type": "tcp", "bind": f"{host}:{listener.port}"}
    if listener.certificate is None:
        return where
    return {**where, "ssl": True, "certfile": listener.certificate, "keyfile": listener.key}
