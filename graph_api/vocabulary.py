"""The words of the domain that stand in the graph as enumerations.

Importing this module teaches them to the graph; annotations then name the domain's own classes.
"""

from enum import Enum

import strawberry

from schema.events.sleep import SleepStage
from schema.people.advice import RecommendationKind, Verdict
from schema.people.defaults import DefaultOrigin
from schema.people.devices import DeviceKind, SourceKind
from schema.people.imports import ImportState
from schema.people.profile import GoalKind, Sex
from schema.physiology.estimate import Confidence


@strawberry.enum(description="How finely a metric is shown over time.")
class Resolution(Enum):
    """RAW are the readings as they came; the others are means or sums."""

    RAW = "RAW"
    MINUTE = "MINUTE"
    HOUR = "HOUR"
    DAY = "DAY"


@strawberry.enum(description="Whether a device is heard of.")
class DeviceState(Enum):
    """ONLINE: heard of within the last five minutes."""

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"
    NEVER_SEEN = "NEVER_SEEN"
    REVOKED = "REVOKED"


strawberry.enum(Sex, description="For formulae that were fitted for two sexes.")
strawberry.enum(GoalKind, description="What a person wants to reach.")
strawberry.enum(DeviceKind, description="What a device is.")
strawberry.enum(SourceKind, description="By what kind of door a source speaks.")
strawberry.enum(ImportState, description="How far an import is.")
strawberry.enum(DefaultOrigin, description="How near to the person a value was found.")
strawberry.enum(RecommendationKind, description="What a slate is of.")
strawberry.enum(Verdict, description="What a person makes of a recommendation.")
strawberry.enum(Confidence, description="How far an estimate can be relied on.")
strawberry.enum(SleepStage, name="SleepStageKind", description="What a stretch of sleep was.")
