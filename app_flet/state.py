"""What the screens show; a component given one of these is drawn anew when it changes."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

import flet as ft
from msgspec.structs import replace

from app_flet.answers.advice import MEAL, WORKOUT, Recommendation, Slate
from app_flet.answers.day import Day, LiveMeasurement, PersonToday
from app_flet.answers.person import Goals
from app_flet.theme import BROAD_FROM_PX, WIDE_FROM_PX

HEART_WINDOW_S = 60
STALE_AFTER = timedelta(seconds=20)


class Phase(StrEnum):
    """How far the app has come with the person in front of it."""

    STARTING = "starting"
    SIGNED_OUT = "signed out"
    SIGNED_IN = "signed in"


class Tab(StrEnum):
    """The screens of a person signed in."""

    TODAY = "Today"
    EAT = "Eat"
    DEVICES = "Devices"
    SETTINGS = "Settings"


@ft.observable
@dataclass
class Screen:
    """The frame around everything: who is here, which screen, how wide, which colours.

    Flet 1.0.5 goes on showing what a view was before a browser lost its connection, as long as
    the view's route stays: so each visit of a browser has routes of its own.
    """

    visit: str = field(default_factory=lambda: uuid4().hex)
    phase: Phase = Phase.STARTING
    tab: Tab = Tab.TODAY
    wide: bool = False
    broad: bool = False
    theme: ft.ThemeMode = ft.ThemeMode.SYSTEM
    message: str = ""

    def route(self, name: str) -> str:
        """Return the route of a view in this visit."""
        return f"/{name}/{self.visit}"

    def leave(self) -> None:
        """Have a new visit begin with the next connection."""
        self.visit = uuid4().hex

    def fit(self, width_px: float) -> None:
        """Choose the arrangement for a window of that width."""
        self.wide = width_px >= WIDE_FROM_PX
        self.broad = width_px >= BROAD_FROM_PX


@ft.observable
@dataclass
class TodayState:
    """The person's day, as last told by the house."""

    person: PersonToday | None = None
    trouble: str = ""

    def take(self, day: Day) -> bool:
        """Show a day that changed, if it is the one on the screen; say whether it is."""
        person = self.person
        if person is None or day.date != person.day.date:
            return False
        self.person = replace(person, day=day)
        return True

    def aim(self, goals: Goals) -> None:
        """Show how far the person has come now."""
        if self.person is not None:
            self.person = replace(self.person, goals=goals)


@ft.observable
@dataclass
class AdviceState:
    """The slates on the screen, and what the person said of their items."""

    workouts: tuple[Recommendation, ...] | None = None
    meals: tuple[Recommendation, ...] | None = None
    liked: frozenset[str] = frozenset()
    waiting_for: str = ""
    trouble: str = ""

    def take(self, slate: Slate, shown: int, kinds: frozenset[str] = frozenset()) -> None:
        """Show a slate.

        Args:
            slate: What is recommended now.
            shown: How many of each kind have a place on the screen.
            kinds: What the slate is of, even where nothing fits any more; other kinds stay.
        """
        kinds = kinds | {item.kind for item in slate.items}
        if WORKOUT in kinds:
            self.workouts = tuple(item for item in slate.items if item.kind == WORKOUT)[:shown]
        if MEAL in kinds:
            self.meals = tuple(item for item in slate.items if item.kind == MEAL)[:shown]


@ft.observable
@dataclass
class HeartState:
    """The heart rate of the last minute; drawn anew once a second at most."""

    beat: int = 0
    connected: bool = False
    _latest: LiveMeasurement | None = None
    _seconds: deque[tuple[int, float]] = field(
        default_factory=lambda: deque(maxlen=HEART_WINDOW_S)
    )

    def take(self, measurement: LiveMeasurement) -> None:
        """Add a reading; several of one second count as their last.

        One sensor is followed at a time: another one only after this one fell silent.
        """
        if self._is_of_another(measurement):
            return
        second = int(measurement.time.timestamp())
        self._latest = measurement
        if self._seconds and self._seconds[-1][0] >= second:
            self._seconds[-1] = (self._seconds[-1][0], measurement.value)
            return
        self._seconds.append((second, measurement.value))
        self.beat += 1

    def _is_of_another(self, measurement: LiveMeasurement) -> bool:
        followed = self._latest
        return (
            followed is not None
            and followed.source.id != measurement.source.id
            and measurement.time - followed.time < STALE_AFTER
        )

    def tick(self) -> None:
        """Draw anew, since time has passed."""
        self.beat += 1

    def latest(self) -> LiveMeasurement | None:
        """Return the last reading there was."""
        return self._latest

    def is_moving(self, now: datetime) -> bool:
        """Say whether a sensor is sending at this moment."""
        return self._latest is not None and now - self._latest.time < STALE_AFTER

    def readings(self) -> list[tuple[int, float]]:
        """Return seconds before the last reading (0 and less) with their beats per minute."""
        if not self._seconds:
            return []
        newest = self._seconds[-1][0]
        return [(at - newest, bpm) for at, bpm in self._seconds if newest - at < HEART_WINDOW_S]
