"""Devices, sources, and which source is believed first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec
from msgspec import UNSET
from sqlalchemy import select

from infra.database.facts import append_fact
from infra.database.models import DeviceRow, SourceRow
from infra.database.owned import owned, person
from infra.database.priorities import priorities_of, write_priority
from infra.database.sources import ensure_source, source_of, write_source, write_source_fact
from infra.database.tokens import DEVICE_PREFIX, new_token, token_hash
from schema.facts import FactKind
from schema.people.devices import (
    Device,
    DeviceCredentials,
    DeviceKind,
    DeviceSettings,
    SourceKind,
)
from schema.people.rules import check_device_settings, check_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.database.transactions import Database, Transaction
    from schema.people.devices import DeviceChange, NewDevice, Source


class SqlDevices:
    """A person's devices and sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def register(self, user_id: str, device: NewDevice) -> DeviceCredentials:
        """Register a device; the token is shown here and never again."""
        name = device.name or _kind_name(device.kind)
        check_name("name", name)
        check_device_settings(device.settings)
        token = new_token(DEVICE_PREFIX)

        def registered(tx: Transaction) -> Device:
            person(tx, user_id)
            row = DeviceRow(
                id=str(uuid4()),
                user_id=user_id,
                name=name,
                kind=device.kind.value,
                settings=msgspec.to_builtins(device.settings),
                token_hash=token_hash(token),
                registered_at=tx.now,
            )
            tx.rows.add(row)
            _write_fact(tx, row)
            write_source(tx, user_id, row.id, name, SourceKind.DEVICE)
            return device_of(row)

        return DeviceCredentials(await self._database.write(registered), token)

    async def device(self, user_id: str, device_id: str) -> Device:
        """Return one device."""
        return await self._database.read(
            lambda tx: device_of(owned(tx, DeviceRow, user_id, device_id))
        )

    async def devices(self, user_id: str) -> list[Device]:
        """Return all devices, revoked ones too, oldest first."""
        own = (
            select(DeviceRow)
            .where(DeviceRow.user_id == user_id)
            .order_by(DeviceRow.registered_at, DeviceRow.id)
        )
        return await self._database.read(
            lambda tx: [device_of(row) for row in tx.rows.scalars(own)]
        )

    async def update(self, user_id: str, device_id: str, change: DeviceChange) -> Device:
        """Change a device from now on."""
        if change.name is not UNSET:
            check_name("name", change.name)
        if change.settings is not UNSET:
            check_device_settings(change.settings)

        def updated(tx: Transaction) -> Device:
            row = owned(tx, DeviceRow, user_id, device_id, change=True)
            if change.kind is not UNSET:
                row.kind = change.kind.value
            if change.settings is not UNSET:
                row.settings = msgspec.to_builtins(change.settings)
            if change.name is not UNSET:
                row.name = change.name
                source = owned(tx, SourceRow, user_id, device_id, change=True)
                source.name = change.name
                write_source_fact(tx, source)
            _write_fact(tx, row)
            return device_of(row)

        return await self._database.write(updated)

    async def revoke(self, user_id: str, device_id: str) -> Device:
        """Take a device's token away for good; what it sent stays."""

        def revoked(tx: Transaction) -> Device:
            row = owned(tx, DeviceRow, user_id, device_id, change=True)
            if row.revoked_at is None:
                row.revoked_at = tx.now
                _write_fact(tx, row)
            return device_of(row)

        return await self._database.write(revoked)

    async def sources(self, user_id: str) -> list[Source]:
        """Return all sources, oldest first."""
        own = (
            select(SourceRow)
            .where(SourceRow.user_id == user_id)
            .order_by(SourceRow.created_at, SourceRow.id)
        )
        return await self._database.read(
            lambda tx: [source_of(row) for row in tx.rows.scalars(own)]
        )

    async def ensure_source(
        self, user_id: str, source_id: str, name: str, kind: SourceKind
    ) -> Source:
        """Return the source, made if this is its first use."""

        def ensured(tx: Transaction) -> Source:
            person(tx, user_id)
            return source_of(ensure_source(tx, user_id, source_id, name, kind))

        return await self._database.write(ensured)

    async def priorities(self, user_id: str) -> dict[str, list[str]]:
        """Return the sources of each metric that the person ordered, best first."""
        return await self._database.read(lambda tx: priorities_of(tx, user_id))

    async def set_priority(
        self, user_id: str, metric: str, source_ids: Sequence[str]
    ) -> dict[str, list[str]]:
        """Order the sources of one metric, best first; none: back to the default."""

        def ordered(tx: Transaction) -> dict[str, list[str]]:
            write_priority(tx, user_id, metric, source_ids)
            tx.rows.flush()
            return priorities_of(tx, user_id)

        return await self._database.write(ordered)


def device_of(row: DeviceRow) -> Device:
    """Return the device of a row."""
    return Device(
        id=row.id,
        name=row.name,
        kind=DeviceKind(row.kind),
        settings=settings_of(row),
        registered_at=row.registered_at,
        revoked_at=row.revoked_at,
    )


def settings_of(row: DeviceRow) -> DeviceSettings:
    """Return the settings of a row; null where the default option holds."""
    return msgspec.convert(row.settings, DeviceSettings)


def _write_fact(tx: Transaction, row: DeviceRow) -> None:
    append_fact(
        tx,
        row.user_id,
        FactKind.DEVICE,
        {
            "name": row.name,
            "kind": row.kind,
            "state": "ACTIVE" if row.revoked_at is None else "REVOKED",
            "settings": row.settings,
            "source_id": row.id,
        },
        key=row.id,
    )


def _kind_name(kind: DeviceKind) -> str:
    return kind.value.replace("_", " ").capitalize()
