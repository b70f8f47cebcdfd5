"""A person's workouts, meals and check-ins, read newest first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from graph_api.entries import Entry
from schema.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from schema.ports.lake import Lakehouse, StoredRecord

SAME_INSTANT = 32
"""How many records of one type may begin at the same millisecond and still be told apart."""
TICK = timedelta(milliseconds=1)


async def records_after(
    lake: Lakehouse, user_id: str, kind: str, after: str | None, length: int
) -> list[tuple[str, StoredRecord]]:
    """Return records with their ids, which are the cursors too; one more than the length.

    Raises:
        InvalidInputError: `after` is no cursor.
    """
    if after is None:
        found = await lake.records(user_id, [kind], length + 1)
        return [(Entry.of(stored).id, stored) for stored in found]
    try:
        last = Entry.parse(after)
    except NotFoundError as error:
        raise InvalidInputError("after", "this is no cursor of such a list") from error

    found = await lake.records(
        user_id, [kind], length + 1 + SAME_INSTANT, before=last.start_at + TICK
    )
    rows = [(Entry.of(stored).id, stored) for stored in found]
    ids = [row_id for row_id, _ in rows]
    if after in ids:
        return rows[ids.index(after) + 1 :][: length + 1]
    return [row for row in rows if row[1].start_at < last.start_at][: length + 1]


async def find_record(lake: Lakehouse, user_id: str, entry: Entry) -> StoredRecord | None:
    """Return the record of that identity as it stands for the person, or null."""
    found = await lake.records(
        user_id, [entry.type], SAME_INSTANT, before=entry.start_at + TICK
    )
    return next((stored for stored in found if Entry.of(stored) == entry), None)
