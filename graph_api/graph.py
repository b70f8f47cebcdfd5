"""The graph, assembled from its rooms."""

from functools import cache
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import (
    AddValidationRules,
    MaxTokensLimiter,
    ParserCache,
    ValidationCache,
)
from strawberry.extensions.max_aliases import create_validator as alias_limit
from strawberry.extensions.query_depth_limiter import create_validator as depth_limit
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.types import ExecutionContext
from strawberry.types.arguments import StrawberryArgument

import graph_api.vocabulary  # noqa: F401  teaches the graph its enumerations
from graph_api.auth import Needs
from graph_api.devices.mutations import DevicesMutation
from graph_api.errors import ToldErrors
from graph_api.live.subscriptions import LiveSubscription
from graph_api.nodes import NodeQuery
from graph_api.numbers import FiniteNumbers
from graph_api.nutrition.mutations import NutritionMutation
from graph_api.nutrition.queries import NutritionQuery
from graph_api.person import Info
from graph_api.platform.metrics import CountsOperations
from graph_api.platform.mutations import PlatformMutation
from graph_api.platform.subscriptions import PlatformSubscription
from graph_api.profile.mutations import ProfileMutation
from graph_api.recommendations.mutations import RecommendationsMutation
from graph_api.recommendations.subscriptions import RecommendationsSubscription
from graph_api.recovery.mutations import RecoveryMutation
from graph_api.training.mutations import TrainingMutation
from graph_api.training.queries import TrainingQuery
from graph_api.user import User

MOST_DEEP = 14
MOST_ALIASES = 40
MOST_TOKENS = 3000
KEPT_DOCUMENTS = 500

# Made once: the validation cache knows documents by these very classes.
LIMITS: list[Any] = [
    depth_limit(MOST_DEEP, None, None),
    alias_limit(MOST_ALIASES),
    FiniteNumbers,
]


@strawberry.type
class Query(NodeQuery, TrainingQuery, NutritionQuery):
    """What can be asked."""

    @strawberry.field(description="The person who asks.", extensions=[Needs("read")])
    def me(self, info: Info) -> User:
        """Show the caller."""
        return User.of(info.context.caller)


@strawberry.type
class Mutation(
    PlatformMutation,
    ProfileMutation,
    DevicesMutation,
    NutritionMutation,
    TrainingMutation,
    RecoveryMutation,
    RecommendationsMutation,
):
    """What can be changed; each answers with what it made, or with a problem."""


@strawberry.type
class Subscription(LiveSubscription, RecommendationsSubscription, PlatformSubscription):
    """What can be followed."""


class Names(NameConverter):
    """Takes away the underscore that keeps an argument apart from Python's own words."""

    def from_argument(self, argument: StrawberryArgument) -> str:
        """Return the argument's name in the graph."""
        return super().from_argument(argument).rstrip("_")


class Graph(strawberry.Schema):
    """The schema; what goes wrong is logged where it is told, once."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave the log to `ToldErrors`, which knows the reference."""


@cache
def the_graph() -> Graph:
    """Return the graph; a process has one, which knows no services but those of the context."""
    extensions: list[Any] = [
        CountsOperations,
        ToldErrors,
        lambda: MaxTokensLimiter(MOST_TOKENS),
        lambda: AddValidationRules(LIMITS),
        lambda: ParserCache(KEPT_DOCUMENTS),
        lambda: ValidationCache(KEPT_DOCUMENTS),
    ]
    return Graph(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=extensions,
        config=StrawberryConfig(name_converter=Names()),
    )


def sdl() -> str:
    """Return the published contract of the graph."""
    return the_graph().as_str() + "\n"
