"""The models that serve in this process; they are swapped whole, without a restart."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from recommender.artefact import UnreadableModelError
from recommender.tabling import item_ids
from schema.errors import NotFoundError
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from recommender.model import AdviceModel
    from recommender.registry import Registry

logger = logging.getLogger(__name__)

LOOK_EVERY_S: Final = 1.0


class Serving:
    """Looks at the registry when asked to, and holds what serves until it looks again."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._models: dict[RecommendationKind, AdviceModel] = {}
        self._refused: dict[RecommendationKind, str] = {}

    def model(self, kind: RecommendationKind) -> AdviceModel | None:
        """Return the model that serves; null: only the default options are there."""
        return self._models.get(kind)

    def look(self) -> list[RecommendationKind]:
        """Take what the registry says serves; return the kinds that changed by it.

        A version that is named but not there, that cannot be read, or that was trained on
        another catalogue, is not taken: the old one goes on. So it does while it cannot be
        read which one is named.
        """
        return [kind for kind in RecommendationKind if self._look_at(kind)]

    async def follow(
        self,
        tell: Callable[[RecommendationKind], Awaitable[None]],
        every_s: float = LOOK_EVERY_S,
    ) -> None:
        """Look again and again, until cancelled; whatever is away in between.

        What keeps one kind from being followed does not keep the other.

        Args:
            tell: Called with each kind that changed.
            every_s: How long to wait between two looks.
        """
        await asyncio.gather(
            *(self._follow(kind, tell, every_s) for kind in RecommendationKind)
        )

    async def _follow(
        self,
        kind: RecommendationKind,
        tell: Callable[[RecommendationKind], Awaitable[None]],
        every_s: float,
    ) -> None:
        told: str | None = None
        is_away = False
        while True:
            try:
                await asyncio.to_thread(self._look_at, kind)
                if told != (version := self._version(kind)):
                    await tell(kind)
                    told = version
                is_away = False
            except Exception as error:  # noqa: BLE001  the next look may go well
                if not is_away:
                    named = f"{kind.value.lower()}s"
                    logger.warning("models of %s cannot be followed just now: %r", named, error)
                is_away = True
            await asyncio.sleep(every_s)

    def _version(self, kind: RecommendationKind) -> str | None:
        held = self._models.get(kind)
        return None if held is None else held.version

    def _look_at(self, kind: RecommendationKind) -> bool:
        try:
            version = self._registry.current(kind)
        except UnreadableModelError as error:
            if self._refused.get(kind) != str(error):
                logger.warning("%s", error)
            self._refused[kind] = str(error)
            return False
        if version == self._version(kind):
            return False
        if version is None:
            del self._models[kind]
            return True
        if version == self._refused.get(kind):
            return False

        model = self._load(kind, version)
        if model is None:
            self._refused[kind] = version
            return False
        self._models[kind] = model
        self._refused.pop(kind, None)
        return True

    def _load(self, kind: RecommendationKind, version: str) -> AdviceModel | None:
        try:
            model = self._registry.load(kind, version)
        except (NotFoundError, UnreadableModelError) as error:
            logger.warning("the model %s is to serve and cannot: %s", version, error)
            return None
        if model.item_ids != item_ids(kind):
            logger.warning("the model %s knows another catalogue and does not serve", version)
            return None
        return model
