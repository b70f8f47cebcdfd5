"""Foods and the meals logged of them."""

import datetime as dt

from app_flet.answers.base import Answer, Problem, UnionMember


class Food(Answer, frozen=True):
    """A food of the catalogue; nutrients are for 100 g."""

    id: str
    name: str
    energy_kcal_per_100_g: float | None = None
    protein_g_per_100_g: float | None = None


class FoodEdge(Answer, frozen=True):
    """One food found."""

    node: Food


class FoodConnection(Answer, frozen=True):
    """The foods found, the best match first."""

    edges: list[FoodEdge]


class Foods(Answer, frozen=True):
    """The answer of the query `foods`."""

    foods: FoodConnection


class MealItem(Answer, frozen=True):
    """A part of a logged meal."""

    name: str | None = None
    grams: float | None = None
    energy_kcal: float | None = None


class Meal(UnionMember, frozen=True):
    """A logged meal."""

    id: str
    time: dt.datetime
    date: dt.date
    items: list[MealItem]
    energy_kcal: float | None = None


class MealLogged(Answer, frozen=True):
    """The answer of the mutation `logMeal`."""

    done: Meal | Problem


class MealEdge(Answer, frozen=True):
    """One logged meal."""

    node: Meal


class MealConnection(Answer, frozen=True):
    """Logged meals, the latest first."""

    edges: list[MealEdge]


class PersonMeals(Answer, frozen=True):
    """The person's latest meals."""

    meals: MealConnection


class Meals(Answer, frozen=True):
    """The answer of the query `meals`."""

    me: PersonMeals
