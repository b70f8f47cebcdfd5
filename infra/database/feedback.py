"""What people made of what they were shown."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from sqlalchemy import func, select

from infra.database.facts import append_row, fact_row
from infra.database.models import FeedbackRow, GoalsRow, ProfileRow
from infra.database.options import segment_of_rows
from infra.database.words import writable
from schema.facts import FactKind
from schema.people.advice import Feedback, RecommendationKind, Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from infra.database.models import FactRow, ImpressionRow, SlateRow
    from infra.database.transactions import Database, Transaction

INSTANT: Final = timedelta(milliseconds=1)
"""What a later verdict is later by, at the least."""


class SqlFeedbackFeed:
    """Everybody's feedback, for who learns from it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def since(
        self, given_after: datetime | None, limit: int | None = None
    ) -> list[Feedback]:
        """Return feedback given after an instant, oldest first; all of it without a limit."""
        found = (
            select(FeedbackRow)
            .where(*_after(given_after))
            .order_by(FeedbackRow.given_at, FeedbackRow.id)
            .limit(limit)
        )
        return await self._database.read(
            lambda tx: [feedback_of(row) for row in tx.rows.scalars(found)]
        )

    async def count_since(self, given_after: datetime | None) -> int:
        """Return how much feedback came after an instant."""
        counted = select(func.count()).select_from(FeedbackRow).where(*_after(given_after))
        return await self._database.read(lambda tx: tx.rows.scalars(counted).one())

    async def segments(self) -> dict[str, str]:
        """Return each person's segment: goal, sex, age band, activity."""
        everybody = select(ProfileRow, GoalsRow).join(
            GoalsRow, GoalsRow.user_id == ProfileRow.user_id
        )
        return await self._database.read(
            lambda tx: {
                profile.user_id: segment_of_rows(tx, profile, goals)
                for profile, goals in tx.rows.execute(everybody).tuples()
            }
        )


def write_feedback(
    tx: Transaction,
    impression: ImpressionRow,
    slate: SlateRow,
    verdict: Verdict,
    note: str | None,
) -> Feedback:
    """Write down what the person of a slate made of one of its recommendations.

    The newest verdict stands; the same one said again is the one that is there.
    """
    newest = _newest(tx, slate.user_id, impression.id)
    note = None if note is None else writable(note)
    if newest is not None and newest.verdict == verdict and note in {None, newest.note}:
        return feedback_of(newest)
    given_at = tx.now if newest is None else max(tx.now, newest.given_at + INSTANT)
    row, fact = feedback_rows(impression, slate, verdict, note, given_at)
    tx.rows.add(row)
    append_row(tx, fact)
    return feedback_of(row)


def feedback_rows(
    impression: ImpressionRow,
    slate: SlateRow,
    verdict: Verdict,
    note: str | None,
    given_at: datetime,
) -> tuple[FeedbackRow, FactRow]:
    """Return a verdict and its fact, to be written in one transaction."""
    row = FeedbackRow(
        id=str(uuid4()),
        user_id=slate.user_id,
        recommendation_id=impression.id,
        slate_id=slate.id,
        kind=slate.kind,
        item_id=impression.item_id,
        verdict=verdict.value,
        note=note,
        model_version=slate.model_version,
        given_at=given_at,
    )
    payload = {
        "slate_id": row.slate_id,
        "kind": row.kind,
        "item_id": row.item_id,
        "verdict": row.verdict,
        "note": row.note,
        "model_version": row.model_version,
        "position": impression.position,
        "propensity": impression.propensity,
    }
    return row, fact_row(given_at, row.user_id, FactKind.FEEDBACK, payload, key=row.id)


def feedback_of(row: FeedbackRow) -> Feedback:
    """Return the feedback of a row."""
    return Feedback(
        id=row.id,
        user_id=row.user_id,
        recommendation_id=row.recommendation_id,
        slate_id=row.slate_id,
        kind=RecommendationKind(row.kind),
        item_id=row.item_id,
        verdict=Verdict(row.verdict),
        note=row.note,
        model_version=row.model_version,
        given_at=row.given_at,
    )


def _newest(tx: Transaction, user_id: str, recommendation_id: str) -> FeedbackRow | None:
    said = (
        select(FeedbackRow)
        .where(
            FeedbackRow.user_id == user_id, FeedbackRow.recommendation_id == recommendation_id
        )
        .order_by(FeedbackRow.given_at.desc())
        .limit(1)
    )
    return tx.rows.scalars(said).one_or_none()


def _after(instant: datetime | None) -> list[ColumnElement[bool]]:
    return [] if instant is None else [FeedbackRow.given_at > instant]
