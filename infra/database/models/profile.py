"""Who people are, where they live, what they want, and what they plan."""

import datetime as dt

from sqlalchemy import Boolean, Index
from sqlalchemy.orm import Mapped, mapped_column

from infra.database.models.base import Base, Id, Name, OnlyOwnerId, OwnerId


class ProfileRow(Base):
    """The profile as it is now; its history is in the outbox."""

    __tablename__ = "profile"

    user_id: Mapped[OnlyOwnerId]
    name: Mapped[Name]
    birth_date: Mapped[dt.date | None]
    sex: Mapped[str | None]
    height_cm: Mapped[float | None]
    region: Mapped[str | None]
    diet: Mapped[list[str] | None]
    allergens: Mapped[list[str] | None]
    injuries: Mapped[list[str] | None]
    equipment: Mapped[list[str] | None]


class TimeZoneRow(Base):
    """From an instant on, the zone in which a person's days are cut."""

    __tablename__ = "time_zone_period"

    user_id: Mapped[OnlyOwnerId]
    valid_from: Mapped[dt.datetime] = mapped_column(primary_key=True)
    zone: Mapped[str]


class GoalsRow(Base):
    """The goals as they are now; their history is in the outbox."""

    __tablename__ = "goals"

    user_id: Mapped[OnlyOwnerId]
    kind: Mapped[str | None]
    target_weight_kg: Mapped[float | None]
    weekly_rate_kg: Mapped[float | None]
    daily_energy_kcal: Mapped[float | None]
    daily_protein_g: Mapped[float | None]
    daily_steps: Mapped[int | None]
    weekly_workouts: Mapped[int | None]


class PlannedSessionRow(Base):
    """A session that a person means to do, or no longer means to do."""

    __tablename__ = "planned_session"
    __table_args__ = (Index(None, "user_id", "date"),)

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    date: Mapped[dt.date]
    kind: Mapped[str]
    minutes: Mapped[float]
    intensity_met: Mapped[float]
    is_cancelled: Mapped[bool] = mapped_column(Boolean)
