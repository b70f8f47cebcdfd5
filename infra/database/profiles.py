"""Profiles and goals: as they are in rows, as they were in facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET
from sqlalchemy import select

from infra.database.models import GoalsRow, ProfileRow, TimeZoneRow
from infra.database.owned import owned
from infra.database.plans import plan_ahead
from infra.database.profile_rows import (
    apply_change,
    begin_zone,
    current_zone,
    goals_of,
    profile_of,
    write_goals_fact,
    write_profile_fact,
)
from schema.people.profile import TimeZonePeriod
from schema.people.rules import check_goals, check_profile

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction
    from schema.people.profile import Goals, GoalsChange, Profile, ProfileChange


class SqlProfiles:
    """Who people are, where they live, and what they want."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def profile(self, user_id: str) -> Profile:
        """Return the profile as it is now."""
        return await self._database.read(
            lambda tx: profile_of(
                owned(tx, ProfileRow, user_id, user_id), current_zone(tx, user_id)
            )
        )

    async def update_profile(self, user_id: str, change: ProfileChange) -> Profile:
        """Change the profile from now on; another time zone begins a period."""

        def updated(tx: Transaction) -> Profile:
            check_profile(change, tx.now.date())
            row = owned(tx, ProfileRow, user_id, user_id, change=True)
            if apply_change(row, change):
                write_profile_fact(tx, row)
            zone = current_zone(tx, user_id)
            if change.timezone is not UNSET and change.timezone != zone:
                zone = change.timezone
                begin_zone(tx, user_id, zone)
            return profile_of(row, zone)

        return await self._database.write(updated)

    async def time_zones(self, user_id: str) -> list[TimeZonePeriod]:
        """Return the periods, oldest first."""
        periods = (
            select(TimeZoneRow)
            .where(TimeZoneRow.user_id == user_id)
            .order_by(TimeZoneRow.valid_from)
        )
        return await self._database.read(
            lambda tx: [
                TimeZonePeriod(zone=row.zone, valid_from=row.valid_from)
                for row in tx.rows.scalars(periods)
            ]
        )

    async def goals(self, user_id: str) -> Goals:
        """Return the goals as they are now."""
        return await self._database.read(
            lambda tx: goals_of(owned(tx, GoalsRow, user_id, user_id))
        )

    async def update_goals(self, user_id: str, change: GoalsChange) -> Goals:
        """Change the goals from now on, and the plan of the days to come with them."""
        check_goals(change)

        def updated(tx: Transaction) -> Goals:
            row = owned(tx, GoalsRow, user_id, user_id, change=True)
            if apply_change(row, change):
                write_goals_fact(tx, row)
                plan_ahead(tx, user_id)
            return goals_of(row)

        return await self._database.write(updated)
