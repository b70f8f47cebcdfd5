"""Telling that a slate became another one, whatever moved it: words, days or the hour."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Protocol

from recommender.moment import TURNS_AT_HOURS
from recommender.suppression import cool_downs
from schema.events.envelope import Change
from schema.people.advice import RecommendationKind
from schema.ports.lake import caught_up

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from recommender.context import PersonContext
    from schema.people.advice import SlateRecord
    from schema.ports.lake import Lakehouse

    Moved = RecommendationKind | Change | None
    Seen = tuple[object, ...]

JUST_AFTER: Final = timedelta(milliseconds=10)


class SlateBell(Protocol):
    """Tells every process that a person's slate became another one by what was said."""

    async def ring(self, user_id: str, kind: RecommendationKind) -> None:
        """Tell that the slate of a kind is another one now."""

    def rings(self, user_id: str) -> AsyncIterator[RecommendationKind]:
        """Yield the kinds whose slates become others, from now on."""


class DayBell(Protocol):
    """Tells what the lakehouse learns of a person's days."""

    def changes(self, user_id: str) -> AsyncIterator[Change]:
        """Yield what becomes new for one person, from now on."""


@dataclass(frozen=True)
class Outlook:
    """The slates of a person as they would be shown now, and until when the clock lets them."""

    slates: Mapping[RecommendationKind, SlateRecord]
    until: datetime


@dataclass(frozen=True)
class Follower:
    """Follows the slates of one person.

    Attributes:
        look: Looks what the slates would be now.
        shown: Tells what the person was shown last of a kind.
        first: How many places of a slate are looked at.
    """

    look: Callable[[], Awaitable[Outlook]]
    shown: Callable[[RecommendationKind], Awaitable[SlateRecord | None]]
    lake: Lakehouse
    clock: Callable[[], datetime]
    first: int

    async def moves(
        self, rings: AsyncIterator[RecommendationKind], changes: AsyncIterator[Change]
    ) -> AsyncIterator[RecommendationKind]:
        """Yield each kind whose slate is another one than the person saw last.

        A kind that is rung is told of as it is; days and the hour are told of where they make
        a difference.
        """
        async with _first_of(rings, changes) as next_of:
            outlook = await self.look()
            seen = {kind: await self._shown(kind, outlook) for kind in RecommendationKind}
            rung: Moved = None
            while True:
                for kind, slate in outlook.slates.items():
                    if kind == rung or _content(slate) != seen[kind]:
                        seen[kind] = _content(slate)
                        yield kind
                rung = await next_of((outlook.until - self.clock()).total_seconds())
                if isinstance(rung, Change):
                    await caught_up(self.lake, rung)
                outlook = await self.look()

    async def _shown(self, kind: RecommendationKind, outlook: Outlook) -> Seen:
        """Return what the person sees of a kind: as it is now, if they never saw any."""
        now, shown = outlook.slates[kind], await self.shown(kind)
        if shown is None:
            return _content(now)
        seen = _content(shown, self.first)
        is_as_shown = seen == _content(now, len(shown.impressions))
        return _content(now) if is_as_shown else seen


def next_turn(person: PersonContext) -> datetime:
    """Return when the clock alone may move what fits the person: it is past then, in UTC."""
    tomorrow = person.morning + timedelta(days=1)
    turns = [
        person.morning.replace(hour=int(hour), minute=round(hour % 1 * 60))
        for hour in TURNS_AT_HOURS
    ]
    ends = [end for _, end in cool_downs(person.history, person.now)]
    later = [turn.astimezone(UTC) for turn in (*turns, *ends, tomorrow) if turn > person.now]
    return min(later) + JUST_AFTER


def _content(slate: SlateRecord, places: int | None = None) -> Seen:
    """Return what is seen of a slate's first places; what a workout costs is by weight."""
    shown = [(one.item_id, one.reason) for one in slate.impressions[:places]]
    return slate.context.get("weight_kg"), *shown


@asynccontextmanager
async def _first_of(
    *streams: AsyncIterator[RecommendationKind | Change],
) -> AsyncIterator[Callable[[float], Awaitable[Moved]]]:
    """Listen to streams, and hand out what comes next of any; null when nothing did in time."""
    coming = {asyncio.ensure_future(anext(stream)): stream for stream in streams}

    async def next_of(within_s: float) -> Moved:
        done, _ = await asyncio.wait(
            coming, timeout=max(within_s, 0.0), return_when=asyncio.FIRST_COMPLETED
        )
        for one in done:
            stream = coming.pop(one)
            coming[asyncio.ensure_future(anext(stream))] = stream
            return one.result()
        return None

    try:
        yield next_of
    finally:
        for one in coming:
            one.cancel()
        await asyncio.wait(coming)
        for stream in streams:
            if isinstance(stream, AsyncGenerator):
                await stream.aclose()
