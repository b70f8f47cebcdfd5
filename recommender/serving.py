"""The models that serve in this process; they are swapped whole, without a restart."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from recommender.training import item_ids
from schema.errors import NotFoundError
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from recommender.model import AdviceModel
    from recommender.registry import Registry

logger = logging.getLogger(__name__)


class Serving:
    """Looks at the registry when asked to, and holds what serves until it looks again."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._models: dict[RecommendationKind, AdviceModel] = {}

    def model(self, kind: RecommendationKind) -> AdviceModel | None:
        """Return the model that serves; null: only the default options are there."""
        return self._models.get(kind)

    def look(self) -> list[RecommendationKind]:
        """Take what the registry says serves; return the kinds that changed by it.

        A version that is named but not there, or that was trained on another catalogue, is not
        taken: the old one goes on.
        """
        return [kind for kind in RecommendationKind if self._look_at(kind)]

    def _look_at(self, kind: RecommendationKind) -> bool:
        version = self._registry.current(kind)
        held = self._models.get(kind)
        if version == (None if held is None else held.version):
            return False
        if version is None:
            del self._models[kind]
            return True

        try:
            model = self._registry.load(kind, version)
        except NotFoundError:
            logger.warning("the model %s is to serve and is not there", version)
            return False
        if model.item_ids != item_ids(kind):
            logger.warning("the model %s knows another catalogue and does not serve", version)
            return False
        self._models[kind] = model
        return True
