"""The past of the simulated residents: all that their sensors and they themselves reported."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from infra.demo.menus import menu_of
from ingestion.envelopes import Delivery, envelopes_of
from ingestion.simulator.life import Life
from ingestion.simulator.reports import Speaker, reports_between
from ingestion.simulator.residents import RESIDENTS
from schema.events.envelope import Door
from schema.people.devices import SourceKind
from schema.ports.doors import Sender

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from schema.events.envelope import Envelope

_KIND_OF_SPEAKER = {
    Speaker.WATCH: SourceKind.DEVICE,
    Speaker.SCALE: SourceKind.DEVICE,
    Speaker.PERSON: SourceKind.MANUAL,
}


def lives(people: Sequence[str], days: int) -> Iterator[Envelope]:
    """Yield what these people's last days were, up to now; at most as many as residents."""
    now = datetime.now(UTC)
    since = now - timedelta(days=days)
    received_at_ms = round(now.timestamp() * 1000)
    for user_id, persona in zip(people, RESIDENTS, strict=False):
        life = Life(persona, menu_of(persona, now), since.date() - timedelta(days=1))
        senders = {
            speaker: Sender(user_id, f"{user_id}-{speaker.name}", kind)
            for speaker, kind in _KIND_OF_SPEAKER.items()
        }
        for speaker, event in reports_between(life, since, now):
            delivery = Delivery(senders[speaker], Door.HTTP, received_at_ms)
            yield from envelopes_of(msgspec.json.encode(event), delivery)
