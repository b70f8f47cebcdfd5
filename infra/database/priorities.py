"""A person's order of sources, metric by metric."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from infra.database.facts import append_fact
from infra.database.models import SourcePriorityRow, SourceRow
from infra.database.owned import owned, person
from schema.errors import InvalidInputError
from schema.events.registry import EVENT_TYPES
from schema.facts import FactKind
from schema.metrics import DAY_METRICS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from infra.database.transactions import Transaction


def priorities_of(tx: Transaction, user_id: str) -> dict[str, list[str]]:
    """Return the sources of each metric that the person ordered, best first."""
    rows = tx.rows.scalars(
        select(SourcePriorityRow)
        .where(SourcePriorityRow.user_id == user_id)
        .order_by(SourcePriorityRow.metric)
    )
    return {row.metric: list(row.source_ids) for row in rows}


def write_priority(
    tx: Transaction, user_id: str, metric: str, source_ids: Sequence[str]
) -> None:
    """Order the sources of one metric, best first; none: back to the default.

    Raises:
        NotFoundError: One of the sources is not the person's.
        InvalidInputError: Unknown metric, or a source named twice.
    """
    person(tx, user_id)
    if metric not in EVENT_TYPES and metric not in DAY_METRICS:
        raise InvalidInputError("metric", f"{metric!r} is nothing that sources report")
    if len(set(source_ids)) != len(source_ids):
        raise InvalidInputError("sourceIds", "a source stands in one place only")
    for source_id in source_ids:
        owned(tx, SourceRow, user_id, source_id)

    if source_ids:
        tx.rows.merge(
            SourcePriorityRow(user_id=user_id, metric=metric, source_ids=list(source_ids))
        )
    else:
        tx.rows.execute(
            delete(SourcePriorityRow).where(
                SourcePriorityRow.user_id == user_id, SourcePriorityRow.metric == metric
            )
        )
    append_fact(
        tx, user_id, FactKind.SOURCE_PRIORITY, {"source_ids": list(source_ids)}, key=metric
    )
