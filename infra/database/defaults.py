"""Default options and the reference population, for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from infra.database.facts import append_fact
from infra.database.models import PersonOptionRow, ProfileRow, ReferenceValueRow
from infra.database.options import GOALS_PREFIX, option_names, options_of
from infra.database.owned import owned, person
from infra.database.profile_rows import GOAL_FIELDS
from schema.errors import InvalidInputError
from schema.facts import FactKind
from schema.people.defaults import DefaultOption, DefaultOrigin, ReferenceValue
from schema.physiology.age import age_years

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction

EVERYWHERE: Final = "world"
BOTH_SEXES: Final = ""

OWN_VERSION: Final = 0
"""A person's own choice has no versions of ours: the newest fact holds."""


class SqlDefaults:
    """Default options and the reference population."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def options(self, user_id: str) -> list[DefaultOption]:
        """Return each option as it holds for the person, by name."""

        def held(tx: Transaction) -> list[DefaultOption]:
            person(tx, user_id)
            return list(options_of(tx, user_id).values())

        return await self._database.read(held)

    async def option(self, user_id: str, name: str) -> DefaultOption | None:
        """Return one option as it holds for the person."""
        return next((one for one in await self.options(user_id) if one.name == name), None)

    async def choose(self, user_id: str, name: str, value: object) -> DefaultOption:
        """Set an option for the person alone; null goes back to the segment's."""
        if name.removeprefix(GOALS_PREFIX) in GOAL_FIELDS:
            raise InvalidInputError("name", f"{name} is set with the goals")

        def chosen(tx: Transaction) -> DefaultOption:
            person(tx, user_id)
            if name not in option_names(tx):
                raise InvalidInputError("name", f"there is no option {name!r}")
            row = tx.rows.get(PersonOptionRow, (user_id, name), with_for_update=True)
            if value is None:
                if row is not None:
                    tx.rows.delete(row)
            else:
                tx.rows.merge(PersonOptionRow(user_id=user_id, name=name, value=value))
            _write_fact(tx, user_id, name, value)
            tx.rows.flush()
            return options_of(tx, user_id)[name]

        return await self._database.write(chosen)

    async def reference(self, user_id: str) -> list[ReferenceValue]:
        """Return what is usual among people of the person's region, sex and age."""
        return await self._database.read(lambda tx: _reference(tx, user_id))


def _write_fact(tx: Transaction, user_id: str, name: str, value: object) -> None:
    segment = DefaultOrigin.PERSON.value
    append_fact(
        tx,
        user_id,
        FactKind.DEFAULT_OPTION,
        {"segment": segment, "name": name, "value": value, "version": OWN_VERSION},
        key=f"{segment}/{name}",
    )


def _reference(tx: Transaction, user_id: str) -> list[ReferenceValue]:
    """Return one value a name: of the region before the world, of the sex before both."""
    profile = owned(tx, ProfileRow, user_id, user_id)
    age = None if profile.birth_date is None else age_years(profile.birth_date, tx.now.date())
    fitting = sorted(
        (row for row in tx.rows.scalars(select(ReferenceValueRow)) if _fits(row, profile, age)),
        key=lambda row: (row.region != EVERYWHERE, row.sex != BOTH_SEXES, row.version),
    )
    nearest = {row.name: row for row in fitting}
    return [_reference_value(row) for _, row in sorted(nearest.items())]


def _fits(row: ReferenceValueRow, profile: ProfileRow, age: int | None) -> bool:
    if row.region not in {EVERYWHERE, profile.region}:
        return False
    if row.sex not in {BOTH_SEXES, profile.sex}:
        return False
    if age is None:
        return True
    return row.age_from_years <= age and (row.age_to_years is None or age <= row.age_to_years)


def _reference_value(row: ReferenceValueRow) -> ReferenceValue:
    return ReferenceValue(
        name=row.name,
        unit=row.unit,
        region=row.region,
        sex=row.sex or None,
        age_from_years=row.age_from_years,
        age_to_years=row.age_to_years,
        low=row.low,
        middle=row.middle,
        high=row.high,
        source=row.source,
    )
