"""Which option holds for a person: theirs, else of their nearest segment, else everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from infra.database.models import DefaultOptionRow, GoalsRow, PersonOptionRow, ProfileRow
from infra.database.profile_rows import GOAL_FIELDS
from schema.people.defaults import (
    EVERYBODY_SEGMENT,
    DefaultOption,
    DefaultOrigin,
    activity_band,
    holds_for,
    nearness,
    segment,
)
from schema.people.profile import GoalKind, Sex
from schema.physiology.age import age_years

if TYPE_CHECKING:
    from typing import Any

    from infra.database.transactions import Transaction

GOALS_PREFIX: Final = "goals."


def options_of(tx: Transaction, user_id: str) -> dict[str, DefaultOption]:
    """Return each option as it holds for the person, by name."""
    nearest = _defaults(tx, segment_of(tx, user_id))
    own = _own_values(tx, user_id)
    found = nearest | {
        name: DefaultOption(name, value, DefaultOrigin.PERSON) for name, value in own.items()
    }
    return dict(sorted(found.items()))


def segment_of(tx: Transaction, user_id: str) -> str:
    """Return the person's segment by what they told of themselves."""
    profile = tx.rows.get_one(ProfileRow, user_id)
    goals = tx.rows.get_one(GoalsRow, user_id)
    return segment_of_rows(tx, profile, goals)


def segment_of_rows(tx: Transaction, profile: ProfileRow, goals: GoalsRow) -> str:
    """Return the segment by a profile and goals that were read already."""
    born = profile.birth_date
    return segment(
        None if goals.kind is None else GoalKind(goals.kind),
        None if profile.sex is None else Sex(profile.sex),
        None if born is None else age_years(born, tx.now.date()),
        activity_band(goals.weekly_workouts),
    )


def option_names(tx: Transaction) -> set[str]:
    """Return the names that options have."""
    return set(tx.rows.scalars(select(DefaultOptionRow.name).distinct()))


def _defaults(tx: Transaction, person: str) -> dict[str, DefaultOption]:
    """Return the newest version of the nearest segment's value, by name."""
    rows = tx.rows.scalars(
        select(DefaultOptionRow).where(DefaultOptionRow.valid_from <= tx.now)
    )
    fitting = sorted(
        (row for row in rows if holds_for(row.segment, person)),
        key=lambda row: (nearness(row.segment), row.version),
    )
    return {
        row.name: DefaultOption(
            row.name,
            row.value,
            DefaultOrigin.EVERYBODY
            if row.segment == EVERYBODY_SEGMENT
            else DefaultOrigin.SEGMENT,
        )
        for row in fitting
    }


def _own_values(tx: Transaction, user_id: str) -> dict[str, Any]:
    goals = tx.rows.get_one(GoalsRow, user_id)
    wanted = {GOALS_PREFIX + field: getattr(goals, field) for field in GOAL_FIELDS}
    chosen = tx.rows.scalars(select(PersonOptionRow).where(PersonOptionRow.user_id == user_id))
    return {row.name: row.value for row in chosen} | {
        name: value for name, value in wanted.items() if value is not None
    }
