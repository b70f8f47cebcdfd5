"""Foods, meals eaten and meals one can cook."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import strawberry

from graph_api.devices.types import Source, source_of
from graph_api.entries import Entry
from graph_api.pages import Node
from graph_api.person import Info
from graph_api.times import day_of
from schema.people.accounts import Caller
from schema.ports import catalogue


@strawberry.type(description="A food, and what 100 g of it hold.")
class Food(Node):
    """From the catalogue of the house."""

    name: str
    energy_kcal_per_100_g: float | None
    protein_g_per_100_g: float | None
    carbohydrate_g_per_100_g: float | None
    fat_g_per_100_g: float | None
    fibre_g_per_100_g: float | None
    allergens: list[str]

    @classmethod
    def of(cls, food: catalogue.Food) -> "Food":
        """Show a food of the catalogue."""
        return cls(
            id=strawberry.ID(food.id),
            name=food.name,
            energy_kcal_per_100_g=food.energy_kcal_per_100_g,
            protein_g_per_100_g=food.protein_g_per_100_g,
            carbohydrate_g_per_100_g=food.carbohydrate_g_per_100_g,
            fat_g_per_100_g=food.fat_g_per_100_g,
            fibre_g_per_100_g=food.fibre_g_per_100_g,
            allergens=list(food.allergens),
        )


@strawberry.type(description="One part of a meal eaten.")
class MealItem:
    """Null: not known."""

    food_id: strawberry.ID | None
    name: str | None
    grams: float | None
    energy_kcal: float | None
    protein_g: float | None
    carbohydrate_g: float | None
    fat_g: float | None

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> "MealItem":
        """Show a part as it was reported."""
        food = item.get("food")
        return cls(
            food_id=None if food is None else strawberry.ID(food),
            name=item.get("name"),
            grams=item.get("grams"),
            energy_kcal=item.get("energy_kcal"),
            protein_g=item.get("protein_g"),
            carbohydrate_g=item.get("carbohydrate_g"),
            fat_g=item.get("fat_g"),
        )


@strawberry.type(description="A meal that was eaten. Sums are of the parts that are known.")
class Meal(Node):
    """Null sums: of no part it is known."""

    caller: strawberry.Private[Caller]
    entry: strawberry.Private[Entry]
    time: dt.datetime
    items: list[MealItem]
    energy_kcal: float | None
    protein_g: float | None
    carbohydrate_g: float | None
    fat_g: float | None

    @strawberry.field(description="The person's day that it counts in.")
    async def date(self, info: Info) -> dt.date:
        """Place it by the time zone that held then."""
        lived_in = await info.context.loaders.time_zones.load(self.caller.user_id)
        return day_of(self.time, lived_in)

    @strawberry.field(description="Who says so.")
    async def source(self, info: Info) -> Source:
        """Resolve through the loader."""
        return await source_of(info, self.caller, self.entry.source_id)

    @classmethod
    def of(cls, caller: Caller, entry: Entry, record: Mapping[str, Any]) -> "Meal":
        """Show a meal record."""
        items = [MealItem.of(item) for item in record.get("items", ())]
        return cls(
            id=strawberry.ID(entry.id),
            caller=caller,
            entry=entry,
            time=entry.start_at,
            items=items,
            energy_kcal=known_sum(item.energy_kcal for item in items),
            protein_g=known_sum(item.protein_g for item in items),
            carbohydrate_g=known_sum(item.carbohydrate_g for item in items),
            fat_g=known_sum(item.fat_g for item in items),
        )


def known_sum(parts: Iterable[float | None]) -> float | None:
    """Add what is known; null where nothing is."""
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


@strawberry.type(description="One food of a meal plan.")
class MealPlanItem:
    """How much of what."""

    food_id: strawberry.ID
    name: str
    grams: float


@strawberry.type(description="A meal one can cook, and what a portion holds.")
class MealPlan(Node):
    """From the catalogue of the house."""

    title: str
    slots: list[str] = strawberry.field(description="When of a day it fits.")
    duration_min: float | None = strawberry.field(description="How long it takes to make.")
    energy_kcal: float
    protein_g: float
    carbohydrate_g: float
    fat_g: float
    fibre_g: float
    allergens: list[str]
    items: list[MealPlanItem]

    @classmethod
    def of(cls, plan: catalogue.MealPlan) -> "MealPlan":
        """Show a plan of the catalogue."""
        items = [
            MealPlanItem(food_id=strawberry.ID(item.food_id), name=item.name, grams=item.grams)
            for item in plan.items
        ]
        return cls(
            id=strawberry.ID(plan.id),
            title=plan.title,
            slots=list(plan.slots),
            duration_min=plan.duration_min,
            energy_kcal=plan.energy_kcal,
            protein_g=plan.protein_g,
            carbohydrate_g=plan.carbohydrate_g,
            fat_g=plan.fat_g,
            fibre_g=plan.fibre_g,
            allergens=list(plan.allergens),
            items=items,
        )
