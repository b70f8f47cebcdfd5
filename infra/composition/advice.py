"""Models, what trains them, and what advises by them."""

from __future__ import annotations

import os
import socket
from functools import cached_property
from typing import TYPE_CHECKING

from infra.composition.stores import StoreParts

if TYPE_CHECKING:
    from recommender.adviser import Adviser
    from recommender.registry import Registry
    from recommender.serving import Serving
    from recommender.trainer import Trainer


class AdviceParts(StoreParts):
    """Advice, on what is stored."""

    @cached_property
    def registry(self) -> Registry:
        """Versions of the models."""
        from recommender.registry import Registry

        return Registry(self.objects)

    @cached_property
    def serving(self) -> Serving:
        """The models that serve in this process."""
        from recommender.serving import Serving

        return Serving(self.registry)

    @cached_property
    def trainer(self) -> Trainer:
        """Trains when it is due."""
        from infra.database.erasures import SqlErasures
        from infra.database.feedback import SqlFeedbackFeed
        from infra.revision import git_revision
        from recommender.everybody import Everybody
        from recommender.schedule import RetrainRule
        from recommender.trainer import Trainer

        return Trainer(
            Everybody(SqlFeedbackFeed(self.database), self.lake, SqlErasures(self.database)),
            self.registry,
            self.leases,
            RetrainRule(
                every_s=self.settings.retrain_interval_s,
                fewest_new=self.settings.retrain_after_feedback,
                look_every_s=min(30.0, self.settings.retrain_interval_s / 4),
            ),
            holder=f"{socket.gethostname()}:{os.getpid()}",
            git_revision=git_revision(),
        )

    @cached_property
    def adviser(self) -> Adviser:
        """Advice for a person."""
        from infra.database.defaults import SqlDefaults
        from infra.database.profiles import SqlProfiles
        from infra.database.slates import SqlSlates
        from recommender.adviser import Adviser
        from recommender.knowledge import Sources
        from recommender.service import Recommender

        sources = Sources(SqlProfiles(self.database), SqlDefaults(self.database), self.lake)
        return Adviser(
            Recommender(self.serving.model),
            sources,
            SqlSlates(self.database),
            self.bell,
            self.live,
        )
