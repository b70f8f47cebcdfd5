"""Plans: the weekly workouts, spread over the week by the default distribution."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select

from infra.database.facts import append_fact
from infra.database.models import GoalsRow, PlannedSessionRow
from infra.database.options import options_of
from infra.database.owned import person
from infra.database.profile_rows import current_zone
from schema.errors import InvalidInputError
from schema.facts import FactKind
from schema.people.advice import PlannedSession
from schema.people.weeks import weekly_sessions

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction
    from schema.people.weeks import DaySession

HORIZON: Final = timedelta(days=28)
ONE_DAY: Final = timedelta(days=1)
LONGEST_PLAN: Final = timedelta(days=400)


class SqlPlans:
    """What people mean to do."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, user_id: str, first: date, last: date) -> list[PlannedSession]:
        """Return what is planned between two days, by day."""
        return await self._database.read(lambda tx: _planned(tx, user_id, first, last))

    async def make(self, user_id: str, first: date, last: date) -> list[PlannedSession]:
        """Plan the days between two anew from the goals as they are; return what stands."""
        if last - first > LONGEST_PLAN:
            raise InvalidInputError("last", f"plans reach {LONGEST_PLAN.days} days at most")

        def made(tx: Transaction) -> list[PlannedSession]:
            person(tx, user_id)
            _write_plan(tx, user_id, first, last)
            tx.rows.flush()
            return _planned(tx, user_id, first, last)

        return await self._database.write(made)

    async def extend(self) -> int:
        """Prolong everybody's plan to four weeks from now; return how many sessions came."""
        came = 0
        for user_id in await self._database.read(_people_with_aims):
            came += await self._database.write(
                lambda tx, user_id=user_id: _extend(tx, user_id)  # type: ignore[misc]
            )
        return came


def plan_ahead(tx: Transaction, user_id: str) -> None:
    """Plan the coming weeks anew; what was planned for today stands."""
    today = _today(tx, user_id)
    first = today + ONE_DAY if _planned(tx, user_id, today, today) else today
    _write_plan(tx, user_id, first, today + HORIZON)


def _extend(tx: Transaction, user_id: str) -> int:
    today = _today(tx, user_id)
    newest = tx.rows.scalars(
        select(func.max(PlannedSessionRow.date)).where(PlannedSessionRow.user_id == user_id)
    ).one()
    first = max(today, newest + ONE_DAY) if newest else today
    return _write_plan(tx, user_id, first, today + HORIZON)


def _people_with_aims(tx: Transaction) -> list[str]:
    said = or_(GoalsRow.kind.is_not(None), GoalsRow.weekly_workouts.is_not(None))
    return list(tx.rows.scalars(select(GoalsRow.user_id).where(said)))


def _write_plan(tx: Transaction, user_id: str, first: date, last: date) -> int:
    """Write what differs from what is planned, with a fact for each; return how many."""
    wanted = _wanted(tx, user_id, first, last)
    rows = {row.id: row for row in tx.rows.scalars(_rows_between(user_id, first, last))}
    changes = 0
    for session_id, session in wanted.items():
        row = rows.pop(session_id, None) or PlannedSessionRow(id=session_id, user_id=user_id)
        changes += _write(tx, row, session)
    for row in rows.values():
        changes += _cancel(tx, row)
    return changes


def _wanted(tx: Transaction, user_id: str, first: date, last: date) -> dict[str, DaySession]:
    goals = tx.rows.get_one(GoalsRow, user_id)
    if goals.kind is None and goals.weekly_workouts is None:
        return {}
    options = options_of(tx, user_id)
    week = weekly_sessions(
        options["goals.weekly_workouts"].value,
        options["plan.session_kinds"].value,
        options["plan.session_minutes"].value,
        options["plan.session_met"].value,
    )
    days = (first + ONE_DAY * ahead for ahead in range((last - first).days + 1))
    return {
        str(uuid5(UUID(user_id), f"plan:{day.isoformat()}:{place}")): session.on(day)
        for day in days
        for place, session in enumerate(week[day.weekday()])
    }


def _write(tx: Transaction, row: PlannedSessionRow, session: DaySession) -> int:
    fields: dict[str, Any] = {
        "date": session.date,
        "kind": session.kind,
        "minutes": session.minutes,
        "intensity_met": session.intensity_met,
        "is_cancelled": False,
    }
    if all(getattr(row, name) == value for name, value in fields.items()):
        return 0
    for name, value in fields.items():
        setattr(row, name, value)
    tx.rows.add(row)
    _write_fact(tx, row)
    return 1


def _cancel(tx: Transaction, row: PlannedSessionRow) -> int:
    if row.is_cancelled:
        return 0
    row.is_cancelled, row.minutes = True, 0.0
    _write_fact(tx, row)
    return 1


def _write_fact(tx: Transaction, row: PlannedSessionRow) -> None:
    append_fact(
        tx,
        row.user_id,
        FactKind.PLAN,
        {
            "date": row.date.isoformat(),
            "kind": row.kind,
            "minutes": row.minutes,
            "load": row.minutes * row.intensity_met,
            "is_cancelled": row.is_cancelled,
        },
        key=row.id,
    )


def _planned(tx: Transaction, user_id: str, first: date, last: date) -> list[PlannedSession]:
    rows = tx.rows.scalars(
        _rows_between(user_id, first, last)
        .where(PlannedSessionRow.is_cancelled.is_(False))
        .order_by(PlannedSessionRow.date, PlannedSessionRow.id)
    )
    return [
        PlannedSession(row.id, row.date, row.kind, row.minutes, row.intensity_met)
        for row in rows
    ]


def _rows_between(user_id: str, first: date, last: date) -> Any:
    return select(PlannedSessionRow).where(
        PlannedSessionRow.user_id == user_id, PlannedSessionRow.date.between(first, last)
    )


def _today(tx: Transaction, user_id: str) -> date:
    return tx.now.astimezone(ZoneInfo(current_zone(tx, user_id))).date()
