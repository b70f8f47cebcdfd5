"""What was offered, and what people made of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from infra.database.columns import Identifier
from infra.database.models.base import Base, Id, Name, OwnerId


class SlateRow(Base):
    """What was shown to a person at one moment."""

    __tablename__ = "slate"
    __table_args__ = (Index(None, "user_id", "kind", "shown_at"),)

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    kind: Mapped[str]
    shown_at: Mapped[datetime]
    model_version: Mapped[Name]
    context: Mapped[dict[str, Any]]


class ImpressionRow(Base):
    """One place of a slate; its id is the recommendation's."""

    __tablename__ = "impression"

    id: Mapped[Id]
    slate_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("slate.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    item_id: Mapped[Name]
    propensity: Mapped[float]
    score: Mapped[float]
    reason: Mapped[str]
    contributions: Mapped[dict[str, Any]]


class FeedbackRow(Base):
    """What a person said of a recommendation."""

    __tablename__ = "feedback"
    __table_args__ = (Index(None, "user_id", "given_at"), Index(None, "given_at"))

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    recommendation_id: Mapped[str] = mapped_column(Identifier)
    slate_id: Mapped[str] = mapped_column(Identifier)
    kind: Mapped[str]
    item_id: Mapped[Name]
    verdict: Mapped[str]
    note: Mapped[str | None]
    model_version: Mapped[Name]
    given_at: Mapped[datetime]
