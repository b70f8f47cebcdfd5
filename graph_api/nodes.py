"""Finding again, by its id alone, something of one's own or of everybody's."""

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry

from graph_api.auth import Needs, opens
from graph_api.devices.types import Source, shown
from graph_api.entries import Entry
from graph_api.nutrition.types import Food, Meal, MealPlan
from graph_api.pages import Node
from graph_api.person import Info
from graph_api.platform.types import ApiKey, Import
from graph_api.records import find_record
from graph_api.recovery.types import CheckIn, Weight
from graph_api.training.workouts import Workout, WorkoutPlan
from graph_api.user import User
from schema.errors import NotFoundError
from schema.people.accounts import CallerKind
from schema.people.devices import SourceKind

Finder = Callable[[Info, str], Awaitable[Any]]


async def oneself(info: Info, node_id: str) -> User | None:
    """Find the caller."""
    caller = info.context.caller
    return User.of(caller) if node_id == caller.user_id else None


async def device_or_source(info: Info, node_id: str) -> Node | None:
    """Find a device or a key, else a source: these are sources under the same id."""
    caller, loaders = info.context.caller, info.context.loaders
    devices = await loaders.devices.load(caller.user_id)
    if node_id in devices:
        return await shown(info, devices[node_id])
    sources = await loaders.sources.load(caller.user_id)
    source = sources.get(node_id)
    if source is None:
        return None
    if source.kind is SourceKind.API_KEY and caller.kind is CallerKind.PERSON:
        return await api_key(info, node_id)
    return Source.of(caller, source)


async def api_key(info: Info, node_id: str) -> ApiKey:
    """Find a key of the caller's, which they may see in person only."""
    keys = await info.context.services.api_keys.keys(info.context.caller.user_id)
    return next(ApiKey.of(key) for key in keys if key.id == node_id)


async def brought(info: Info, node_id: str) -> Import | None:
    """Find an import."""
    caller = info.context.caller
    try:
        return Import.of(await info.context.services.imports.get(caller.user_id, node_id))
    except NotFoundError:
        return None


async def of_the_house(info: Info, node_id: str) -> Node | None:
    """Find a food or a plan of the catalogue."""
    catalogue = info.context.services.catalogue
    food = await catalogue.food(node_id)
    if food is not None:
        return Food.of(food)
    for workout in await catalogue.workout_plans():
        if workout.id == node_id:
            return WorkoutPlan.of(workout)
    meals = await catalogue.meal_plans()
    return next((MealPlan.of(meal) for meal in meals if meal.id == node_id), None)


def entry_of(kind: str) -> Finder:
    """Return the finder of one kind of entry."""

    async def find(info: Info, node_id: str) -> Node | None:
        try:
            entry = Entry.parse(node_id)
        except NotFoundError:
            return None
        caller = info.context.caller
        sources = await info.context.loaders.sources.load(caller.user_id)
        if entry.type != kind or entry.source_id not in sources:
            return None
        stored = await find_record(await info.context.lake(), caller.user_id, entry)
        if stored is None:
            return None
        if kind == "body_weight":
            return None if stored.value is None else Weight.of(entry, stored.value)
        if kind == "check_in":
            return CheckIn.of(entry, stored.record)
        shape = Workout if kind == "workout" else Meal
        return shape.of(caller, entry, stored.record)

    return find


FINDERS: list[tuple[str, Finder]] = [
    ("read", oneself),
    ("read:devices", device_or_source),
    ("read:imports", brought),
    ("read:training", entry_of("workout")),
    ("read:nutrition", entry_of("meal")),
    ("read:recovery", entry_of("body_weight")),
    ("read:recovery", entry_of("check_in")),
    ("read", of_the_house),
]
"""Where an id is looked for, with the scope that each place needs."""


@strawberry.type
class NodeQuery:
    """One door to everything that has an id."""

    @strawberry.field(
        description="What has this id, if it is one's own or everybody's; else null.",
        extensions=[Needs("read")],
    )
    async def node(self, info: Info, id_: strawberry.ID) -> Node | None:
        """Look where the caller may look; another's is as if it did not exist."""
        caller = info.context.caller
        in_person = caller.kind is CallerKind.PERSON
        for scope, find in FINDERS:
            if in_person or opens(caller.scopes, scope):
                found: Node | None = await find(info, id_)
                if found is not None:
                    return found
        return None
