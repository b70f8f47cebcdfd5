"""What came in by file."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from infra.database.columns import Identifier
from infra.database.models.base import Base, Id, Name, OwnerId


class ImportRow(Base):
    """One file, archive or folder that a person brought."""

    __tablename__ = "import"
    __table_args__ = (Index(None, "user_id", "created_at"),)

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    file_name: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[datetime]
    origin: Mapped[Name]
    source_id: Mapped[str | None] = mapped_column(Identifier)
    object_key: Mapped[str | None]
    progress: Mapped[float]
    read: Mapped[int]
    sent: Mapped[int]
    accepted: Mapped[int]
    duplicates: Mapped[int]
    rejected: Mapped[list[dict[str, Any]]]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None]
