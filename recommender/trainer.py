"""Learning again by itself: one leader among many processes, one training at a time."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from recommender.records import Attempt, Learned
from recommender.training import train
from recommender.turns import OtherTrainsError, Turn
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recommender.everybody import Everybody
    from recommender.records import ModelRecord
    from recommender.registry import Registry
    from recommender.schedule import RetrainRule
    from recommender.training import TrainingSet
    from schema.ports.lease import Leases

logger = logging.getLogger(__name__)

ALL_KINDS: Final = tuple(RecommendationKind)


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


@dataclass
class Trainer:
    """Trains both kinds when it is due, if this process leads.

    Every process may run one: a lease lets a single one decide, and another one lets a single
    one train, be it the leader or somebody at the command line. Who serves notices a new
    version by `Serving.look`.

    Attributes:
        everybody: What people do.
        registry: Where models are kept.
        leases: Who leads, and who trains.
        rule: When to train.
        holder: Names this process among all that have a trainer.
        git_revision: Of the code that runs.
        clock: Tells the present instant.
    """

    everybody: Everybody
    registry: Registry
    leases: Leases
    rule: RetrainRule
    holder: str
    git_revision: str
    clock: Callable[[], datetime] = utc_now

    def scheduled(self) -> AsyncIOScheduler:
        """Return a scheduler that looks as often as the rule says; start it in a loop.

        A look that comes late, on a busy machine, is not left out.
        """
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_job(
            self.look,
            "interval",
            seconds=self.rule.look_every_s,
            next_run_time=self.clock() + timedelta(seconds=1),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        return scheduler

    @cached_property
    def leading(self) -> Turn:
        """The lease of who decides that it is time."""
        return Turn(self.leases, "training", self.holder, self.rule.look_every_s)

    @cached_property
    def working(self) -> Turn:
        """The lease of who trains."""
        return Turn(self.leases, "training-now", self.holder, self.rule.look_every_s)

    async def look(self) -> list[ModelRecord]:
        """Train what is due, if this process leads; return what was trained."""
        if not await self.leading.take():
            return []
        due = [kind for kind in ALL_KINDS if await self._is_due(kind)]
        if not due:
            return []
        try:
            async with self.leading.prolonged():
                return await self.train_now(due)
        except OtherTrainsError as error:
            logger.info("no training this time: %s", error)
            return []

    async def train_now(
        self, kinds: Sequence[RecommendationKind] = ALL_KINDS, patience_s: float = 0.0
    ) -> list[ModelRecord]:
        """Train at once; a kind whose training fails does not keep the other from its own.

        Args:
            kinds: What to train.
            patience_s: How long to wait for another process that trains.

        Raises:
            OtherTrainsError: Another process still trains, or took over.
        """
        async with self.working.held(patience_s):
            learned_from = await self._gather(kinds)
            records = [await self._train(kind, learned_from) for kind in kinds]
        return [record for record in records if record is not None]

    async def _is_due(self, kind: RecommendationKind) -> bool:
        last = await asyncio.to_thread(self.registry.attempt, kind)
        news = await self.everybody.news_since(last.learned if last else Learned())
        return self.rule.is_due_after(last, news, self.clock())

    async def _gather(self, kinds: Sequence[RecommendationKind]) -> TrainingSet:
        began_at = self.clock()
        try:
            return await self.everybody.gather()
        except Exception as error:
            for kind in kinds:
                await self._note_failure(kind, began_at, error)
            raise

    async def _train(
        self, kind: RecommendationKind, learned_from: TrainingSet
    ) -> ModelRecord | None:
        """Train one kind, and note what came of it; null if that was an error."""
        began_at = self.clock()
        try:
            record = await asyncio.to_thread(
                train,
                kind,
                learned_from,
                self.registry,
                self.git_revision,
                self.clock,
                assure=self.working.assure,
            )
        except OtherTrainsError:
            raise
        except Exception as error:
            logger.exception("training of %ss failed", kind.value.lower())
            await self._note_failure(kind, began_at, error)
            return None
        logger.info("trained %s: %s", record.version, record.reason)
        attempt = Attempt(
            began_at=began_at, learned=learned_from.learned, outcome=record.reason
        )
        await asyncio.to_thread(self.registry.note, kind, attempt)
        return record

    async def _note_failure(
        self, kind: RecommendationKind, began_at: datetime, error: Exception
    ) -> None:
        """Write down that a training failed; what was learned last stays what is known."""
        last = await asyncio.to_thread(self.registry.attempt, kind)
        attempt = Attempt(
            began_at=began_at,
            learned=last.learned if last else Learned(),
            outcome=f"failed: {type(error).__name__}: {error}",
            failures=1 + (last.failures if last else 0),
        )
        await asyncio.to_thread(self.registry.note, kind, attempt)
