"""Devices by their own id, as the doors ask for them."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, Final

import msgspec

from infra.database.devices import settings_of
from infra.database.models import DeviceRow
from infra.database.options import options_of
from infra.database.owned import find_row
from infra.database.tokens import token_hash
from schema.people.devices import DeviceSession, DeviceSettings

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction

SETTINGS: Final = ("sampling_interval_s", "metrics", "alerts")


class SqlDeviceSessions:
    """What the doors must know of a device; never shown to people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, device_id: str) -> DeviceSession | None:
        """Return the device, revoked or not; None when there is none of that id."""
        return await self._database.read(lambda tx: _session(tx, device_id))


def admits(session: DeviceSession | None, token: str) -> bool:
    """Tell whether the device may connect with this token."""
    return (
        session is not None
        and not session.revoked
        and hmac.compare_digest(session.token_hash, token_hash(token))
    )


def _session(tx: Transaction, device_id: str) -> DeviceSession | None:
    row = find_row(tx, DeviceRow, device_id)
    if row is None:
        return None
    return DeviceSession(
        user_id=row.user_id,
        source_id=row.id,
        token_hash=row.token_hash,
        revoked=row.revoked_at is not None,
        settings=_with_defaults(tx, row),
    )


def _with_defaults(tx: Transaction, row: DeviceRow) -> DeviceSettings:
    """Return the settings, with the default of the kind, or of all, where none was set."""
    options = options_of(tx, row.user_id)
    settled: dict[str, Any] = msgspec.to_builtins(settings_of(row))
    for name in SETTINGS:
        for default in (f"device.{row.kind.lower()}.{name}", f"device.{name}"):
            if settled[name] is None and default in options:
                settled[name] = options[default].value
    return msgspec.convert(settled, DeviceSettings)
