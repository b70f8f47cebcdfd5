"""Logging a meal by hand."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

from graph_api.auth import Needs
from graph_api.errors import Problem, SaysProblems
from graph_api.nutrition.types import Meal
from graph_api.person import Info
from graph_api.reporting import iso, record_entry, tell, told
from graph_api.times import aware
from schema.errors import InvalidInputError
from schema.ports.catalogue import Catalogue, Food


@strawberry.input(description="A part of a meal: a food of the catalogue, or a name.")
class MealItemInput:
    """What is not given of a food is worked out from its grams."""

    food_id: strawberry.ID | None = None
    name: str | None = None
    grams: float | None = None
    energy_kcal: float | None = None
    protein_g: float | None = None
    carbohydrate_g: float | None = None
    fat_g: float | None = None


@strawberry.input(description="A meal that was eaten.")
class MealInput:
    """All of it at one time."""

    time: datetime
    items: list[MealItemInput]


MealResult = Annotated[Meal | Problem, strawberry.union("MealResult")]


@strawberry.type
class NutritionMutation:
    """What a person tells of their food."""

    @strawberry.mutation(
        description="Logs a meal.", extensions=[Needs("write:nutrition"), SaysProblems()]
    )
    async def log_meal(self, info: Info, input_: MealInput) -> MealResult:
        """Report the meal."""
        if not input_.items:
            raise InvalidInputError("items", "a meal has at least one item")
        catalogue = info.context.services.catalogue
        content = {"items": [await reported_item(catalogue, item) for item in input_.items]}
        time = aware("time", input_.time)
        entry = record_entry(info, "meal", time, time, content)

        event = {"id": entry.record_id, "type": "meal", "time": iso(entry.start_ms)}
        problem = await tell(info, event | content)
        return problem or Meal.of(info.context.caller, entry, content)


async def reported_item(catalogue: Catalogue, item: MealItemInput) -> dict[str, Any]:
    """Return a part of a meal as an event carries it.

    Raises:
        InvalidInputError: It is neither a food nor has a name, or a food's grams are missing.
    """
    given = told(
        {
            "name": item.name,
            "grams": item.grams,
            "energy_kcal": item.energy_kcal,
            "protein_g": item.protein_g,
            "carbohydrate_g": item.carbohydrate_g,
            "fat_g": item.fat_g,
        }
    )
    if item.food_id is None:
        if not (item.name or "").strip():
            raise InvalidInputError("name", "an item is a food of the catalogue or has a name")
        return given

    food = await catalogue.food(item.food_id)
    if food is None:
        raise InvalidInputError("foodId", f"there is no food {item.food_id!r}")
    if item.grams is None:
        raise InvalidInputError("grams", f"say how many grams of {food.name}")
    return {"food": food.id, "name": food.name} | nutrients(food, item.grams) | given


def nutrients(food: Food, grams: float) -> dict[str, float]:
    """Return what some grams of a food hold, as far as it is known."""
    known = told(
        {
            "energy_kcal": food.energy_kcal_per_100_g,
            "protein_g": food.protein_g_per_100_g,
            "carbohydrate_g": food.carbohydrate_g_per_100_g,
            "fat_g": food.fat_g_per_100_g,
            "fibre_g": food.fibre_g_per_100_g,
        }
    )
    return {name: round(value * grams / 100, 3) for name, value in known.items()}
