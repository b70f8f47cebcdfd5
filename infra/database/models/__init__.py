"""The tables of structured data."""

from infra.database.models.accounts import (
    ApiKeyRow,
    ErasureRow,
    PersonRow,
    RefreshTokenRow,
    SessionRow,
    SignInAttemptRow,
)
from infra.database.models.advice import FeedbackRow, ImpressionRow, SlateRow
from infra.database.models.base import Base
from infra.database.models.defaults import (
    DefaultOptionRow,
    PersonOptionRow,
    ReferenceValueRow,
)
from infra.database.models.devices import DeviceRow, SourcePriorityRow, SourceRow
from infra.database.models.imports import ImportRow
from infra.database.models.outbox import FactRow, FactSequenceRow
from infra.database.models.profile import (
    GoalsRow,
    PlannedSessionRow,
    ProfileRow,
    TimeZoneRow,
)

__all__ = [
    "ApiKeyRow",
    "Base",
    "DefaultOptionRow",
    "DeviceRow",
    "ErasureRow",
    "FactRow",
    "FactSequenceRow",
    "FeedbackRow",
    "GoalsRow",
    "ImportRow",
    "ImpressionRow",
    "PersonOptionRow",
    "PersonRow",
    "PlannedSessionRow",
    "ProfileRow",
    "ReferenceValueRow",
    "RefreshTokenRow",
    "SessionRow",
    "SignInAttemptRow",
    "SlateRow",
    "SourcePriorityRow",
    "SourceRow",
    "TimeZoneRow",
]
