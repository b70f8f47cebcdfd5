"""The catalogue as the graph shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommender.catalogue import foods as composition
from recommender.catalogue.loader import load_meals, load_workouts
from schema.ports.catalogue import Food, MealPlan, MealPlanItem, WorkoutPlan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.catalogue.items import Meal, Workout

WARM_UP_MIN: Final = 5.0
SHORT_BELOW_MIN: Final = 20.0


class HouseCatalogue:
    """Foods, meals and workouts of the house, in the order of their files."""

    async def foods(self, search: str, first: int) -> Sequence[Food]:
        """Return the foods whose name fits the search best, best first."""
        return [_food(food) for food in composition.search_foods(search, first)]

    async def food(self, food_id: str) -> Food | None:
        """Return one food, or null."""
        found = composition.foods().get(food_id)
        return None if found is None else _food(found)

    async def workout_plans(self) -> Sequence[WorkoutPlan]:
        """Return every workout plan."""
        return [workout_plan(workout) for workout in load_workouts()]

    async def meal_plans(self) -> Sequence[MealPlan]:
        """Return every meal plan."""
        return [meal_plan(meal) for meal in load_meals()]


def workout_plan(workout: Workout, weight_kg: float | None = None) -> WorkoutPlan:
    """Return a workout as the graph shows it, with its cost for a body of that weight."""
    return WorkoutPlan(
        id=workout.id,
        title=workout.title,
        kind=workout.kind,
        duration_min=workout.minutes,
        met=workout.met,
        energy_kcal=None if weight_kg is None else workout.energy_kcal(weight_kg),
        equipment=tuple(sorted(workout.equipment)),
        steps=_steps(workout),
    )


def meal_plan(meal: Meal) -> MealPlan:
    """Return a meal as the graph shows it."""
    names = composition.foods()
    return MealPlan(
        id=meal.id,
        title=meal.title,
        slots=tuple(sorted(meal.slots)),
        duration_min=meal.minutes,
        energy_kcal=meal.energy_kcal,
        protein_g=meal.protein_g,
        carbohydrate_g=meal.carbohydrate_g,
        fat_g=meal.fat_g,
        fibre_g=meal.fibre_g,
        allergens=tuple(sorted(meal.allergens or ())),
        items=tuple(
            MealPlanItem(food_id, names[food_id].name, grams)
            for food_id, grams in meal.grams.items()
        ),
    )


def _food(food: composition.Food) -> Food:
    held = food.per_100_g
    return Food(
        id=food.id,
        name=food.name,
        energy_kcal_per_100_g=held.energy_kcal,
        protein_g_per_100_g=held.protein_g,
        carbohydrate_g_per_100_g=held.carbohydrate_g,
        fat_g_per_100_g=held.fat_g,
        fibre_g_per_100_g=held.fibre_g,
        allergens=tuple(sorted(food.allergens or ())),
    )


def _steps(workout: Workout) -> tuple[str, ...]:
    if workout.kind == "mobility" or workout.minutes < SHORT_BELOW_MIN:
        return (f"{workout.title} for {workout.minutes:g} minutes, without haste",)
    main_min = workout.minutes - 2 * WARM_UP_MIN
    return (
        f"Warm up for {WARM_UP_MIN:g} minutes, easily",
        f"{workout.title} for {main_min:g} minutes, {workout.intensity} effort",
        f"Cool down for {WARM_UP_MIN:g} minutes, easily",
    )
