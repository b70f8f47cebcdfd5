"""Slates as a person sees them."""

from itertools import chain, zip_longest
from typing import Annotated

import strawberry

from graph_api.nutrition.types import MealPlan
from graph_api.training.workouts import WorkoutPlan
from schema.people.advice import RecommendationKind
from schema.ports import advice, catalogue

RecommendedItem = Annotated[WorkoutPlan | MealPlan, strawberry.union("RecommendedItem")]


@strawberry.type(description="One term of a recommendation's score.")
class Contribution:
    """The ranking is a sum: its terms are the explanation."""

    name: str
    value: float


@strawberry.type(description="One workout or meal that fits, with the reason for it.")
class Recommendation:
    """Its id is what feedback is about."""

    id: strawberry.ID
    kind: RecommendationKind
    title: str
    item: RecommendedItem
    reason: str
    contributions: list[Contribution]

    @classmethod
    def of(cls, offered: advice.Recommendation) -> "Recommendation":
        """Show one place of a slate."""
        plan = offered.item
        return cls(
            id=strawberry.ID(offered.id),
            kind=offered.kind,
            title=offered.title,
            item=WorkoutPlan.of(plan)
            if isinstance(plan, catalogue.WorkoutPlan)
            else MealPlan.of(plan),
            reason=offered.reason,
            contributions=[
                Contribution(name=name, value=value)
                for name, value in offered.contributions.items()
            ],
        )


@strawberry.type(description="What is recommended together, best first.")
class Slate:
    """Made by one version of the model."""

    id: strawberry.ID
    model_version: str
    items: list[Recommendation]

    @classmethod
    def of(cls, *offered: advice.Slate) -> "Slate":
        """Show a slate; several are taken in turns."""
        turns = zip_longest(*(slate.items for slate in offered))
        return cls(
            id=strawberry.ID("+".join(slate.id for slate in offered)),
            model_version=" ".join(dict.fromkeys(slate.model_version for slate in offered)),
            items=[
                Recommendation.of(item)
                for item in chain.from_iterable(turns)
                if item is not None
            ],
        )
