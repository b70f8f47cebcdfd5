"""The person who asks, with everything that is theirs."""

import strawberry

from graph_api.devices.queries import DevicesOfPerson
from graph_api.live.queries import LiveOfPerson
from graph_api.nutrition.queries import NutritionOfPerson
from graph_api.pages import Node
from graph_api.platform.queries import PlatformOfPerson
from graph_api.profile.queries import ProfileOfPerson
from graph_api.recommendations.queries import RecommendationsOfPerson
from graph_api.training.queries import TrainingOfPerson
from schema.people.accounts import Caller


@strawberry.type(description="The person who asks. There is no way to anybody else.")
class User(
    Node,
    ProfileOfPerson,
    DevicesOfPerson,
    PlatformOfPerson,
    TrainingOfPerson,
    NutritionOfPerson,
    LiveOfPerson,
    RecommendationsOfPerson,
):
    """Each room of the graph adds its fields."""

    @classmethod
    def of(cls, caller: Caller) -> "User":
        """Show the caller."""
        return cls(id=strawberry.ID(caller.user_id), caller=caller)
