"""When to learn again: by time, and when enough new was done or said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from recommender.everybody import News
    from recommender.records import Attempt

LONGEST_REST_S: Final = 3600.0
"""After how long a training that fails again and again is tried once more, at the latest."""


@dataclass(frozen=True)
class RetrainRule:
    """When a training is due.

    Attributes:
        every_s: At the latest after this long, if anything is new.
        new_share: As soon as what is new is this share of what was learned from,
        fewest_new: and at least so much.
        look_every_s: How often to look; a lease lasts three looks.
        rest_s: How long to rest after a training, unless `every_s` is shorter.
    """

    every_s: float = 86_400.0
    new_share: float = 0.02
    fewest_new: int = 10
    look_every_s: float = 30.0
    rest_s: float = 60.0

    def is_due(self, known: int, new: int, since_last_s: float | None) -> bool:
        """Tell whether to train.

        Args:
            known: How much the last training had.
            new: How much came since.
            since_last_s: How long ago the last training began; null: there was none.
        """
        if new == 0:
            return False
        if since_last_s is None or since_last_s >= self.every_s:
            return True
        enough = max(known * self.new_share, self.fewest_new)
        return new >= enough and since_last_s >= self.rest_s

    def is_due_after(self, last: Attempt | None, news: News, now: datetime) -> bool:
        """Tell whether to train, after what came of the last time.

        What failed is tried again, each time after a longer rest. What must be unlearned is
        unlearned at once. An attempt of tomorrow was made by a clock that was ahead: whatever
        is new since is due.
        """
        if last is None:
            return self.is_due(0, news.new, None)
        since_s = (now - last.began_at).total_seconds()
        if since_s < 0:
            since_s = self.every_s
        if last.failures:
            rest_s = self.look_every_s * 2.0**last.failures
            return since_s >= min(rest_s, self.every_s, LONGEST_REST_S)
        if news.is_other:
            return since_s >= min(self.rest_s, self.every_s)
        return self.is_due(last.learned.feedback + last.learned.deeds, news.new, since_s)
