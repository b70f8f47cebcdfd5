"""A person's meals, and what anyone can eat."""

import strawberry

from graph_api.auth import Needs
from graph_api.entries import Entry
from graph_api.nutrition.types import Food, Meal, MealPlan
from graph_api.pages import Connection, page, page_after, page_length
from graph_api.person import Info, OfPerson
from graph_api.records import records_after
from schema.errors import InvalidInputError

SCOPE = "read:nutrition"
LONGEST_SEARCH = 100


@strawberry.type
class NutritionOfPerson(OfPerson):
    """What a person ate."""

    @strawberry.field(description="Meals eaten, newest first.", extensions=[Needs(SCOPE)])
    async def meals(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[Meal]:
        """Read a page."""
        length = page_length(first)
        lake = await info.context.lake()
        rows = await records_after(lake, self.user_id, "meal", after, length)
        meals = [
            (cursor, Meal.of(self.caller, Entry.of(stored), stored.record))
            for cursor, stored in rows
        ]
        return page(meals, length)


@strawberry.type
class NutritionQuery:
    """What anyone signed in can eat."""

    @strawberry.field(
        description="Foods whose name fits, best first.", extensions=[Needs("read")]
    )
    async def foods(
        self, info: Info, search: str, first: int | None = None
    ) -> Connection[Food]:
        """Search the catalogue."""
        length = page_length(first)
        if len(search) > LONGEST_SEARCH:
            raise InvalidInputError("search", f"at most {LONGEST_SEARCH} characters")
        found = await info.context.services.catalogue.foods(search, length + 1)
        return page([(food.id, Food.of(food)) for food in found], length)

    @strawberry.field(description="The meals of the house.", extensions=[Needs("read")])
    async def meal_plans(
        self, info: Info, first: int | None = None, after: str | None = None
    ) -> Connection[MealPlan]:
        """Page through the catalogue."""
        plans = await info.context.services.catalogue.meal_plans()
        shown = [(plan.id, MealPlan.of(plan)) for plan in plans]
        return page_after(shown, after, page_length(first))
