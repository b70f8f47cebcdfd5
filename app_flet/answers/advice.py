"""Recommended workouts and meals."""

from app_flet.answers.base import Answer, Problem, UnionMember

WORKOUT, MEAL = "WORKOUT", "MEAL"


class WorkoutPlan(UnionMember, frozen=True):
    """A workout of the catalogue."""

    id: str
    duration_min: float | None = None
    workout_energy_kcal: float | None = None


class MealPlan(UnionMember, frozen=True):
    """A meal of the catalogue."""

    id: str
    meal_energy_kcal: float | None = None
    protein_g: float | None = None


class Recommendation(Answer, frozen=True):
    """One workout or meal for the person, with the reason for it."""

    id: str
    kind: str
    title: str
    reason: str
    item: WorkoutPlan | MealPlan


class Slate(UnionMember, frozen=True):
    """What is recommended together, the best first."""

    id: str
    model_version: str
    items: list[Recommendation]


class PersonAdvice(Answer, frozen=True):
    """The person's slates, one for each kind."""

    workouts: Slate
    meals: Slate


class Advice(Answer, frozen=True):
    """The answer of the query `advice`."""

    me: PersonAdvice


class RecommendationsChanged(Answer, frozen=True):
    """One push of the subscription `recommendationsChanged`."""

    recommendations_changed: Slate


class FeedbackGiven(Answer, frozen=True):
    """The answer of the mutation `giveFeedback`: the slate, already adapted."""

    give_feedback: Slate | Problem
