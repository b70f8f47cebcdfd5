"""Profile, time zones and goals as rows, and the facts that follow their changes."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import UNSET
from sqlalchemy import select

from infra.database.facts import append_fact
from infra.database.models import GoalsRow, ProfileRow, TimeZoneRow
from schema.facts import FactKind
from schema.people.profile import GoalKind, Goals, Profile, Sex

if TYPE_CHECKING:
    from infra.database.transactions import Transaction
    from schema.people.profile import GoalsChange, ProfileChange

Row = TypeVar("Row", ProfileRow, GoalsRow)

PROFILE_LISTS = ("diet", "allergens", "injuries", "equipment")
GOAL_FIELDS = tuple(field.name for field in fields(Goals))


def apply_change(row: ProfileRow | GoalsRow, change: ProfileChange | GoalsChange) -> bool:
    """Write the fields that are set into the row; tell whether any became another."""
    is_other = False
    for field in fields(change):
        value: Any = getattr(change, field.name)
        if value is UNSET or field.name == "timezone":
            continue
        value = list(value) if isinstance(value, tuple) else value
        is_other |= getattr(row, field.name) != value
        setattr(row, field.name, value)
    return is_other


def current_zone(tx: Transaction, user_id: str) -> str:
    """Return the zone that holds now."""
    newest = (
        select(TimeZoneRow.zone)
        .where(TimeZoneRow.user_id == user_id)
        .order_by(TimeZoneRow.valid_from.desc())
        .limit(1)
    )
    return tx.rows.scalars(newest).one()


def begin_zone(tx: Transaction, user_id: str, zone: str) -> None:
    """Begin a period of another zone, from now on."""
    valid_from = append_fact(tx, user_id, FactKind.TIME_ZONE, {"zone": zone})
    tx.rows.merge(TimeZoneRow(user_id=user_id, valid_from=valid_from, zone=zone))


def write_profile_fact(tx: Transaction, row: ProfileRow) -> None:
    """Tell the profile as it is now; the name is nobody's business downstream."""
    append_fact(
        tx,
        row.user_id,
        FactKind.PROFILE,
        {
            "birth_date": row.birth_date.isoformat() if row.birth_date else None,
            "sex": row.sex,
            "height_cm": row.height_cm,
            "region": row.region,
        }
        | {field: getattr(row, field) for field in PROFILE_LISTS},
    )


def write_goals_fact(tx: Transaction, row: GoalsRow) -> None:
    """Tell the goals as they are now."""
    append_fact(
        tx,
        row.user_id,
        FactKind.GOALS,
        {field: getattr(row, field) for field in GOAL_FIELDS},
    )


def profile_of(row: ProfileRow, zone: str) -> Profile:
    """Return the profile of a row."""
    lists = {field: getattr(row, field) for field in PROFILE_LISTS}
    return Profile(
        name=row.name,
        timezone=zone,
        birth_date=row.birth_date,
        sex=None if row.sex is None else Sex(row.sex),
        height_cm=row.height_cm,
        region=row.region,
        **{field: None if words is None else tuple(words) for field, words in lists.items()},
    )


def goals_of(row: GoalsRow) -> Goals:
    """Return the goals of a row."""
    values = {field: getattr(row, field) for field in GOAL_FIELDS}
    return Goals(**values | {"kind": None if row.kind is None else GoalKind(row.kind)})
