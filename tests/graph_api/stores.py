"""Small stores that keep what the ports promise within one process."""

from __future__ import annotations

import asyncio
from copy import copy, deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime

from schema.errors import LogUnavailableError, NotFoundError
from schema.people.advice import RecommendationKind, Verdict
from schema.people.devices import manual_source_id
from schema.ports.advice import Recommendation, Slate
from schema.ports.catalogue import Food, MealPlan, MealPlanItem, WorkoutPlan
from schema.ports.lake import DayValue, SeriesColumns
from schema.ports.live import LiveReading


@dataclass
class Clock:
    """Tells the time; stands still where it is put."""

    put_at: datetime | None = None

    def __call__(self):
        return self.put_at or datetime.now(UTC)


class Broadcast:
    """Hands what is said under a key to everybody who listens there."""

    def __init__(self):
        self._listeners = {}

    def say(self, key, what):
        for queue in self._listeners.get(key, ()):
            queue.put_nowait(what)

    def is_heard(self, key):
        return bool(self._listeners.get(key))

    async def listen(self, key):
        queue = asyncio.Queue()
        self._listeners.setdefault(key, []).append(queue)
        try:
            while True:
                yield await queue.get()
        finally:
            self._listeners[key].remove(queue)


@dataclass
class Log:
    """What was appended, in order; away when told to be."""

    envelopes: list = field(default_factory=list)
    letters: list = field(default_factory=list)
    is_away: bool = False

    async def append(self, envelopes):
        if self.is_away:
            raise LogUnavailableError("the log did not confirm")
        self.envelopes += envelopes

    async def dead_letter(self, letters):
        self.letters += letters


class Lake:
    """Days, series and records of people; counts how often it is read."""

    def __init__(self):
        self.of_days, self.columns, self.stored = {}, {}, {}
        self.newest = {"quick": 0, "slow": 0}
        self.reads = []
        self.after_read = lambda: None

    def put_day(self, user_id, day, **metrics: DayValue):
        self.of_days.setdefault(user_id, {}).setdefault(day, {}).update(metrics)

    async def standing(self):
        stands = copy(self)
        stands.of_days, stands.stored = deepcopy(self.of_days), deepcopy(self.stored)
        return stands

    async def days(self, user_id, first, last, as_of=None):
        self.reads.append((user_id, first, last, as_of))
        known = self.of_days.get(user_id, {})
        found = {day: dict(known[day]) for day in known if first <= day <= last}
        self.after_read()
        return found

    async def series(self, user_id, metric, begin, end, resolution):
        self.reads.append((user_id, metric, resolution))
        rows = [row for row in self.columns.get((user_id, metric), ()) if begin <= row[0] < end]
        times, values = [row[0] for row in rows], [row[1] for row in rows]
        return SeriesColumns(metric, "bpm", times, values, None, None, [])

    async def records(self, user_id, types, first, before=None):
        found = [each for each in self.stored.get(user_id, ()) if each.type in types]
        found = [each for each in found if before is None or each.start_at < before]
        self.after_read()
        return sorted(found, key=lambda each: each.start_at, reverse=True)[:first]

    async def batch(self, stream="quick"):
        return self.newest[stream]


class Live:
    """The newest readings, and who follows them."""

    def __init__(self):
        self.kept = {}
        self.coming, self.new = Broadcast(), Broadcast()

    async def put(self, readings):
        for reading in readings:
            self.kept[reading.user_id, reading.metric, reading.source_id] = reading
            self.coming.say(reading.user_id, reading)

    async def latest(self, user_id):
        return [reading for key, reading in self.kept.items() if key[0] == user_id]

    def readings(self, user_id):
        return self.coming.listen(user_id)

    async def tell(self, changes):
        for change in changes:
            self.new.say(change.user_id, change)

    def changes(self, user_id):
        return self.new.listen(user_id)


class KnownDevices:
    """When devices were heard."""

    def __init__(self):
        self.heard = {}

    async def sighting(self, device_id):
        return self.heard.get(device_id)


class ImportSteps:
    """The steps of imports."""

    def __init__(self):
        self.said = Broadcast()

    async def show(self, import_id, step):
        self.said.say(import_id, step)

    def steps(self, import_id):
        return self.said.listen(import_id)


class Signs:
    """Which roles live."""

    def __init__(self):
        self.said = dict.fromkeys(("bridge", "live", "relay", "spark"), "ready")

    async def states(self):
        return self.said


OATS = Food("rolled-oats", "Rolled oats, dry", 379, 13.15, 67.7, 6.52, 10.1, ("gluten",))
WALK = WorkoutPlan("walk-30", "Easy walk", "cardio", 30, 3.0, 110, (), ("Walk.",))
RUN = WorkoutPlan("run-20", "Easy run", "cardio", 20, 8.0, None, (), ("Run.",))
PORRIDGE = MealPlan(
    id="porridge",
    title="Porridge",
    slots=("breakfast",),
    duration_min=10,
    energy_kcal=320,
    protein_g=11,
    carbohydrate_g=54,
    fat_g=6,
    fibre_g=8,
    allergens=("gluten",),
    items=(MealPlanItem("rolled-oats", "Rolled oats, dry", 80),),
)


class Catalogue:
    """One food, one meal, two workouts."""

    async def foods(self, search, first):
        return [OATS][:first] if search.lower() in OATS.name.lower() else []

    async def food(self, food_id):
        return OATS if food_id == OATS.id else None

    async def workout_plans(self):
        return [WALK, RUN]

    async def meal_plans(self):
        return [PORRIDGE]


class Advice:
    """Offers the catalogue, without what a person dislikes."""

    def __init__(self):
        self.disliked, self.moved = set(), Broadcast()
        self._offered = {RecommendationKind.WORKOUT: [WALK, RUN]}
        self._offered[RecommendationKind.MEAL] = [PORRIDGE]

    def id_of(self, user_id, plan):
        return f"{user_id}/{plan.id}"

    async def slate(self, user_id, kind, first):
        items = [
            Recommendation(
                id=self.id_of(user_id, plan),
                kind=kind,
                title=plan.title,
                item=plan,
                reason="It fits what is left of the day.",
                contributions={"popularity": 0.5},
            )
            for plan in self._offered[kind]
            if self.id_of(user_id, plan) not in self.disliked
        ]
        return Slate(f"slate/{user_id}/{kind}", kind, "priors", tuple(items[:first]))

    async def feedback(self, user_id, recommendation_id, verdict, note):  # noqa: ARG002
        for kind in RecommendationKind:
            offered = await self.slate(user_id, kind, 10)
            if recommendation_id in [item.id for item in offered.items]:
                if verdict is Verdict.DISLIKE:
                    self.disliked.add(recommendation_id)
                self.moved.say(user_id, kind)
                return await self.slate(user_id, kind, 10)
        raise NotFoundError("nothing of that id was recommended")

    async def fit_anew(self, user_id):
        for kind in RecommendationKind:
            self.moved.say(user_id, kind)

    def changes(self, user_id, first):  # noqa: ARG002
        return self.moved.listen(user_id)


def reading(person, value, metric="heart_rate"):
    return LiveReading(
        user_id=person.user_id,
        metric=metric,
        value=value,
        unit="bpm",
        time_ms=1_790_000_000_000,
        source_id=manual_source_id(person.user_id),
    )
