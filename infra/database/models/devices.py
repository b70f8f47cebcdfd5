"""What measures people, and which source is believed first."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from infra.database.columns import Identifier
from infra.database.models.accounts import TokenHash
from infra.database.models.base import Base, Id, Name, OnlyOwnerId, OwnerId


class DeviceRow(Base):
    """A device with its settings as they are now."""

    __tablename__ = "device"

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    name: Mapped[Name]
    kind: Mapped[str]
    settings: Mapped[dict[str, Any]]
    token_hash: Mapped[TokenHash]
    registered_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SourceRow(Base):
    """Who says so: a device, an import of one origin, the person, a third party's key."""

    __tablename__ = "source"

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    name: Mapped[Name]
    kind: Mapped[str]
    device_id: Mapped[str | None] = mapped_column(Identifier)
    created_at: Mapped[datetime]


class SourcePriorityRow(Base):
    """A person's order of sources for one metric, best first."""

    __tablename__ = "source_priority"

    user_id: Mapped[OnlyOwnerId]
    metric: Mapped[Name] = mapped_column(primary_key=True)
    source_ids: Mapped[list[str]]
