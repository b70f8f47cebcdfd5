"""Every fact ever written, and which of them the log has."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from infra.database.columns import Identifier
from infra.database.models.base import Base, Id


class FactRow(Base):
    """A change of structured data, in the order of its person."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("uq_fact_user_id_sequence", "user_id", "sequence", unique=True),
        Index("ix_fact_pending", "delivered_at", "recorded_at_ms", "user_id", "sequence"),
    )

    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(Identifier)
    sequence: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    key: Mapped[str]
    valid_from_ms: Mapped[int] = mapped_column(BigInteger)
    recorded_at_ms: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]]
    delivered_at: Mapped[datetime | None]


class FactSequenceRow(Base):
    """How far a person's facts are numbered.

    Whoever appends changes this row first and so holds it until the end of the transaction:
    facts of one person become visible in the order of their numbers, and in no other.
    """

    __tablename__ = "fact_sequence"

    user_id: Mapped[Id]
    last: Mapped[int] = mapped_column(BigInteger)
    recorded_at_ms: Mapped[int] = mapped_column(BigInteger)
