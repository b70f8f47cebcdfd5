"""The users of a table, and whom they are like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from recommender.segments import EVERYBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from recommender.table import InteractionTable

    FeaturesOn = Callable[[date], Mapping[str, Mapping[str, float]]]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def nothing_known(_: date) -> Mapping[str, Mapping[str, float]]:
    """Return the features of nobody."""
    return {}


@dataclass(frozen=True)
class People:
    """Who people are like by what they told, and by how they lived until a day.

    Attributes:
        user_ids: The users of a table, in its order.
        by_segment: The segment of each person; whoever is absent belongs to everybody.
        features_on: Tells each person's features as they were on a day.
    """

    user_ids: Sequence[Hashable]
    by_segment: Mapping[str, str] = field(default_factory=dict)
    features_on: FeaturesOn = nothing_known

    @property
    def segments(self) -> list[str]:
        """The segment of each user."""
        return [self.by_segment.get(str(user), EVERYBODY) for user in self.user_ids]

    def features(self, table: InteractionTable) -> list[Mapping[str, float]]:
        """Return what was known of how each lives on the last day of a table."""
        if table.last_day is None:
            return []
        known = self.features_on((_EPOCH + timedelta(days=table.last_day)).date())
        return [known.get(str(user), {}) for user in self.user_ids]
