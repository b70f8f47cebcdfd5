"""Column types that mean the same in every database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, DateTime, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

ID_LENGTH = 36
NAME_LENGTH = 200

Identifier = String(ID_LENGTH)
"""A UUID as text, made by the client: whatever else is asked for is simply not found."""

Document = JSON(none_as_null=True).with_variant(
    JSONB(none_as_null=True), "postgresql", "cockroachdb"
)
"""JSON; null is SQL's."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC, also where the database drops time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Hand the instant over in UTC; one without a zone is nobody's instant."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the instant with its zone."""
        del dialect
        if value is None:
            return None
        instant: datetime = value
        return (
            instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
        )
