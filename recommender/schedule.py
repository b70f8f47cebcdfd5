"""When to learn again: by time, and when enough new was said; one leader among many."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from recommender.interactions import interaction_of
from recommender.training import TrainingSet, train
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recommender.registry import ModelRecord, Registry
    from schema.people.advice import Feedback
    from schema.ports.lease import Leases
    from schema.ports.people import FeedbackFeed

logger = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


LEASE: Final = "training"
PAGE: Final = 10_000


@dataclass(frozen=True)
class RetrainRule:
    """When a training is due.

    Attributes:
        every_s: At the latest after this long, if anything new was said.
        new_share: As soon as what is new is this share of what was learned from,
        fewest_new: and at least so much.
        look_every_s: How often to look; a lease lasts three looks.
    """

    every_s: float = 86_400.0
    new_share: float = 0.02
    fewest_new: int = 10
    look_every_s: float = 30.0

    def is_due(self, known: int, new: int, since_last_s: float | None) -> bool:
        """Tell whether to train.

        Args:
            known: How much feedback the last training had.
            new: How much came since.
            since_last_s: How long ago the last training began; null: there was none.
        """
        if new == 0:
            return False
        if since_last_s is None or since_last_s >= self.every_s:
            return True
        return new >= max(known * self.new_share, self.fewest_new)


@dataclass
class _Learned:
    """What the last training of this process knew."""

    feedback: int
    newest: datetime | None
    began_at: datetime


@dataclass
class Trainer:
    """Trains both kinds when it is due, if this process leads.

    Every process may run one: the lease lets a single one train. Who serves notices a new
    version by `Serving.look`.

    Attributes:
        feed: Everybody's feedback.
        registry: Where models are kept.
        leases: Who leads.
        rule: When to train.
        holder: Names this process among all that have a trainer.
        git_revision: Of the code that runs.
        clock: Tells the present instant.
    """

    feed: FeedbackFeed
    registry: Registry
    leases: Leases
    rule: RetrainRule
    holder: str
    git_revision: str
    clock: Callable[[], datetime] = utc_now
    _learned: _Learned | None = field(default=None, init=False)

    def scheduled(self) -> AsyncIOScheduler:
        """Return a scheduler that looks as often as the rule says; start it in a loop."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(
            self.look,
            "interval",
            seconds=self.rule.look_every_s,
            next_run_time=self.clock() + timedelta(seconds=1),
            max_instances=1,
            coalesce=True,
        )
        return scheduler

    async def look(self) -> list[ModelRecord]:
        """Train if it is due and this process leads; return what was trained."""
        ttl_s = 3 * self.rule.look_every_s
        if not await asyncio.to_thread(self.leases.acquire, LEASE, self.holder, ttl_s):
            return []
        learned = await asyncio.to_thread(self._last_training)
        new = await self.feed.count_since(learned.newest if learned else None)
        since_s = (self.clock() - learned.began_at).total_seconds() if learned else None
        if not self.rule.is_due(learned.feedback if learned else 0, new, since_s):
            return []
        return await self.train_now()

    async def train_now(
        self, kinds: Sequence[RecommendationKind] = tuple(RecommendationKind)
    ) -> list[ModelRecord]:
        """Train at once; the lease is kept while it lasts."""
        began_at = self.clock()
        feedback = await self._everything()
        newest = feedback[-1].given_at if feedback else None
        learned_from = TrainingSet(
            interactions=tuple(interaction_of(one) for one in feedback),
            segments=await self.feed.segments(),
            data_version=f"feedback-{len(feedback)}-{newest.isoformat() if newest else 'none'}",
        )
        keeping = asyncio.create_task(self._keep_lease())
        try:
            records = [
                await asyncio.to_thread(
                    train, kind, learned_from, self.registry, self.git_revision, self.clock
                )
                for kind in kinds
            ]
        finally:
            keeping.cancel()
        for record in records:
            logger.info("trained %s: %s", record.version, record.reason)
        self._learned = _Learned(len(feedback), newest, began_at)
        return records

    async def _everything(self) -> list[Feedback]:
        everything: list[Feedback] = []
        after: datetime | None = None
        while page := await self.feed.since(after, PAGE):
            everything += page
            after = page[-1].given_at
        return everything

    async def _keep_lease(self) -> None:
        while True:
            await asyncio.sleep(self.rule.look_every_s)
            await asyncio.to_thread(
                self.leases.acquire, LEASE, self.holder, 3 * self.rule.look_every_s
            )

    def _last_training(self) -> _Learned | None:
        """Return what the newest training knew, whichever process did it."""
        records = [
            record for kind in RecommendationKind for record in self.registry.records(kind)
        ]
        if not records:
            return self._learned
        last = max(records, key=lambda record: record.trained_at)
        _, count, newest = last.data_version.split("-", 2)
        at = None if newest == "none" else datetime.fromisoformat(newest)
        kept = _Learned(int(count), at, last.trained_at)
        own = self._learned
        return own if own is not None and own.began_at > kept.began_at else kept
