"""What was shown to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from infra.database.feedback import feedback_of, write_feedback
from infra.database.models import FeedbackRow, ImpressionRow, SlateRow
from infra.database.owned import find_row, owned, person
from schema.errors import NotFoundError
from schema.people.advice import Feedback, Impression, RecommendationKind, SlateRecord

if TYPE_CHECKING:
    from infra.database.transactions import Database, Transaction
    from schema.people.advice import Verdict


class SqlSlates:
    """What was shown, and what the person made of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def record(self, slate: SlateRecord) -> None:
        """Keep a slate before it is shown."""
        await self._database.write(lambda tx: _write(tx, slate))

    async def slate(self, user_id: str, slate_id: str) -> SlateRecord:
        """Return a slate."""
        return await self._database.read(
            lambda tx: _slate_of(tx, owned(tx, SlateRow, user_id, slate_id))
        )

    async def slate_of(self, user_id: str, recommendation_id: str) -> SlateRecord:
        """Return the slate in which a recommendation stands."""
        return await self._database.read(
            lambda tx: _slate_of(tx, _shown(tx, user_id, recommendation_id)[1])
        )

    async def latest(self, user_id: str, kind: RecommendationKind) -> SlateRecord | None:
        """Return what the person was shown last of a kind."""
        newest = (
            select(SlateRow)
            .where(SlateRow.user_id == user_id, SlateRow.kind == kind.value)
            .order_by(SlateRow.shown_at.desc(), SlateRow.id)
            .limit(1)
        )

        def found(tx: Transaction) -> SlateRecord | None:
            row = tx.rows.scalars(newest).one_or_none()
            return None if row is None else _slate_of(tx, row)

        return await self._database.read(found)

    async def give_feedback(
        self, user_id: str, recommendation_id: str, verdict: Verdict, note: str | None = None
    ) -> Feedback:
        """Keep what the person made of a recommendation; the same again is kept once."""

        def given(tx: Transaction) -> Feedback:
            impression, slate = _shown(tx, user_id, recommendation_id)
            return write_feedback(tx, impression, slate, verdict, note)

        return await self._database.write(given)

    async def feedback(self, user_id: str, first: int = 1000) -> list[Feedback]:
        """Return the person's newest feedback, newest first."""
        newest = (
            select(FeedbackRow)
            .where(FeedbackRow.user_id == user_id)
            .order_by(FeedbackRow.given_at.desc(), FeedbackRow.id)
            .limit(first)
        )
        return await self._database.read(
            lambda tx: [feedback_of(row) for row in tx.rows.scalars(newest)]
        )


def _shown(
    tx: Transaction, user_id: str, recommendation_id: str
) -> tuple[ImpressionRow, SlateRow]:
    """Return a recommendation and its slate.

    Raises:
        NotFoundError: The person was never shown it.
    """
    impression = find_row(tx, ImpressionRow, recommendation_id)
    if impression is None:
        raise NotFoundError(f"there is no recommendation {recommendation_id}")
    slate = tx.rows.get_one(SlateRow, impression.slate_id)
    if slate.user_id != user_id:
        raise NotFoundError(f"there is no recommendation {recommendation_id}")
    return impression, slate


def _write(tx: Transaction, slate: SlateRecord) -> None:
    """Write down a slate of somebody who is there."""
    person(tx, slate.user_id)
    row, impressions = slate_rows(slate)
    tx.rows.add(row)
    tx.rows.flush()
    tx.rows.add_all(impressions)


def slate_rows(slate: SlateRecord) -> tuple[SlateRow, list[ImpressionRow]]:
    """Return a slate and its places, to be written in this order in one transaction."""
    row = SlateRow(
        id=slate.id,
        user_id=slate.user_id,
        kind=slate.kind.value,
        shown_at=slate.shown_at,
        model_version=slate.model_version,
        context=slate.context,
    )
    impressions = [
        ImpressionRow(
            id=one.id,
            slate_id=slate.id,
            position=one.position,
            item_id=one.item_id,
            propensity=one.propensity,
            score=one.score,
            reason=one.reason,
            contributions=one.contributions,
        )
        for one in slate.impressions
    ]
    return row, impressions


def _slate_of(tx: Transaction, row: SlateRow) -> SlateRecord:
    places = tx.rows.scalars(
        select(ImpressionRow)
        .where(ImpressionRow.slate_id == row.id)
        .order_by(ImpressionRow.position)
    )
    return SlateRecord(
        id=row.id,
        user_id=row.user_id,
        kind=RecommendationKind(row.kind),
        shown_at=row.shown_at,
        model_version=row.model_version,
        context=row.context,
        impressions=tuple(_impression_of(place) for place in places),
    )


def _impression_of(row: ImpressionRow) -> Impression:
    return Impression(
        id=row.id,
        position=row.position,
        item_id=row.item_id,
        propensity=row.propensity,
        score=row.score,
        reason=row.reason,
        contributions=row.contributions,
    )
