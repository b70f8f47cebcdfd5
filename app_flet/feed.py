"""Brings what the house knows onto the screen, and keeps it there up to date."""

import asyncio
import logging

from app_flet.answers.advice import (
    Advice,
    FeedbackGiven,
    Recommendation,
    RecommendationsChanged,
    Slate,
)
from app_flet.answers.base import Problem
from app_flet.answers.day import DayChanged, GoalsNow, LatestLive, Live, Today
from app_flet.background import Background, Work
from app_flet.client import HouseClient
from app_flet.errors import HouseError
from app_flet.state import AdviceState, HeartState, TodayState

log = logging.getLogger(__name__)

HEART_RATE = "HEART_RATE"
SHOWN_OF_EACH_KIND = 3
LOOK_AGAIN_S, TRY_AGAIN_S = 300, 5
HEART_TICK_S = 10


class Feed:
    """What one person sees of their day."""

    def __init__(self, client: HouseClient) -> None:
        self.client = client
        self.heart = HeartState()
        self.today = TodayState()
        self.advice = AdviceState()
        self._moves = 0

    def start(self, background: Background) -> None:
        """Load everything and follow its changes."""
        background.start("day", lambda: _keep(self.load_day, self.today))
        background.start("advice", lambda: _keep(self.load_advice, self.advice))
        background.start("heart", self._follow_heart)
        background.start("heart clock", self._tick_heart)
        background.start("day changes", self._follow_day)
        background.start("advice changes", self._follow_advice)

    async def load_day(self) -> None:
        """Ask for today, as it is now."""
        try:
            answer = await self.client.ask("today", Today)
        except HouseError as error:
            self.today.trouble = str(error)
        else:
            self.today.trouble = ""
            self.today.person = answer.me

    async def load_advice(self) -> None:
        """Ask for the slates, again where they moved meanwhile."""
        moves = self._moves
        try:
            answer = await self.client.ask("advice", Advice, first=SHOWN_OF_EACH_KIND)
        except HouseError as error:
            self.advice.trouble = str(error)
        else:
            self.advice.trouble = ""
            if moves != self._moves:
                await self.load_advice()
                return
            self.advice.workouts = tuple(answer.me.workouts.items)
            self.advice.meals = tuple(answer.me.meals.items)

    async def give_feedback(self, item: Recommendation, verdict: str) -> Problem | None:
        """Tell what the person thinks of an item, and show the slate that follows from it.

        Raises:
            HouseError: the house did not take it.
        """
        self.advice.waiting_for = item.id
        said = {"recommendationId": item.id, "verdict": verdict}
        try:
            answer = await self.client.ask("give_feedback", FeedbackGiven, input=said)
        finally:
            self.advice.waiting_for = ""
        if isinstance(answer.give_feedback, Problem):
            return answer.give_feedback
        self.advice.liked = verdicts_after(self.advice.liked, item.item.id, verdict)
        self._take(answer.give_feedback, frozenset({item.kind}))
        return None

    def _take(self, slate: Slate, kinds: frozenset[str] = frozenset()) -> None:
        self._moves += 1
        self.advice.take(slate, SHOWN_OF_EACH_KIND, kinds)

    async def _follow_day(self) -> None:
        async for pushed in self.client.follow("day_changed", DayChanged):
            if pushed is None:
                continue
            if self.today.take(pushed.day_changed):
                await self._load_goals()
            else:  # a late file, midnight, or a move to another time zone: the house knows
                await self.load_day()

    async def _load_goals(self) -> None:
        """Ask how far the person has come: a day that is new may have brought them on."""
        try:
            answer = await self.client.ask("goals", GoalsNow)
        except HouseError as error:
            log.info("no newest goals: %s", error)
        else:
            self.today.aim(answer.me.goals)

    async def _follow_advice(self) -> None:
        async for pushed in self.client.follow(
            "recommendations_changed", RecommendationsChanged
        ):
            if pushed is not None and (slate := pushed.recommendations_changed).items:
                self._take(slate)
            else:  # the line was lost, or nothing fits any more of a kind that is not told
                await self.load_advice()

    async def _follow_heart(self) -> None:
        await self._load_heart()
        async for pushed in self.client.follow("live", Live, metrics=[HEART_RATE]):
            self.heart.connected = pushed is not None
            if pushed is not None:
                self.heart.take(pushed.live)

    async def _load_heart(self) -> None:
        try:
            latest = await self.client.ask("latest_live", LatestLive)
        except HouseError as error:
            log.info("no latest heart rate: %s", error)
            return
        self.heart.connected = True
        for measurement in latest.me.live:
            if measurement.metric == HEART_RATE:
                self.heart.take(measurement)

    async def _tick_heart(self) -> None:
        while True:
            await asyncio.sleep(HEART_TICK_S)
            self.heart.tick()


async def _keep(load: Work, state: TodayState | AdviceState) -> None:
    while True:
        await load()
        await asyncio.sleep(TRY_AGAIN_S if state.trouble else LOOK_AGAIN_S)


def verdicts_after(liked: frozenset[str], item_id: str, verdict: str) -> frozenset[str]:
    """Return the liked items after one more verdict."""
    return liked | {item_id} if verdict == "LIKE" else liked - {item_id}
