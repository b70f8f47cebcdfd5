"""What holds for whoever has not said otherwise."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer
from sqlalchemy.orm import Mapped, mapped_column

from infra.database.columns import Document
from infra.database.models.base import Base, Name, OnlyOwnerId


class DefaultOptionRow(Base):
    """One version of an option for a segment; the highest version holds."""

    __tablename__ = "default_option"

    name: Mapped[Name] = mapped_column(primary_key=True)
    segment: Mapped[Name] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    value: Mapped[Any] = mapped_column(Document)
    source: Mapped[str]
    valid_from: Mapped[datetime]


class PersonOptionRow(Base):
    """An option that a person set for themselves."""

    __tablename__ = "person_option"

    user_id: Mapped[OnlyOwnerId]
    name: Mapped[Name] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Document)


class ReferenceValueRow(Base):
    """What is usual in a population, from a publication."""

    __tablename__ = "reference_value"

    name: Mapped[Name] = mapped_column(primary_key=True)
    region: Mapped[Name] = mapped_column(primary_key=True)
    sex: Mapped[Name] = mapped_column(primary_key=True)  # empty: both
    age_from_years: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    age_to_years: Mapped[int | None]
    unit: Mapped[str]
    low: Mapped[float | None]
    middle: Mapped[float]
    high: Mapped[float | None]
    source: Mapped[str]
