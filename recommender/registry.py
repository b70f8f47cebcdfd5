"""Versions of the models: what serves, what it beat, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - msgspec reads it
from typing import TYPE_CHECKING, Final

import msgspec

from recommender.model import decoded, encoded
from schema.errors import NotFoundError
from schema.people.advice import RecommendationKind  # noqa: TC001 - msgspec reads it

if TYPE_CHECKING:
    from recommender.model import AdviceModel
    from schema.ports.objects import ObjectStore

ROOT: Final = "models"
LONGEST_HISTORY: Final = 50


class ModelRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one trained version.

    Attributes:
        metrics: Of each method on the same held-out days, `{method: {metric: value}}`.
        chosen: The validated parameters, as text for people.
        data_version: Of the interactions it was trained on.
        git_revision: Of the code that trained it.
        is_promoted: Whether it beat every baseline.
        reason: Why it was promoted or not.
    """

    version: str
    kind: RecommendationKind
    trained_at: datetime
    interactions: int
    people: int
    metrics: dict[str, dict[str, float]]
    chosen: dict[str, float]
    data_version: str
    git_revision: str
    is_promoted: bool
    reason: str


class _Serving(msgspec.Struct, frozen=True, kw_only=True):
    """Which version serves, and which served before it, newest last."""

    version: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registry:
    """Keeps models in an object store; a reader sees a whole version or the one before."""

    objects: ObjectStore

    def next_version(self, kind: RecommendationKind) -> str:
        """Return a name that no version of the kind has yet."""
        numbers = [int(record.version.rsplit("-", 1)[1]) for record in self.records(kind)]
        return f"{kind.value.lower()}-als-{max(numbers, default=0) + 1:05d}"

    def keep(self, model: AdviceModel | None, record: ModelRecord) -> None:
        """Keep a version and its record; it does not serve by that.

        A version that lost is kept as a record only.
        """
        if model is not None:
            self.objects.put(_key(record.kind, record.version, "model.npz"), encoded(model))
        content = msgspec.json.encode(record)
        self.objects.put(_key(record.kind, record.version, "record.json"), content)

    def promote(self, kind: RecommendationKind, version: str) -> None:
        """Let a version serve from now on; everybody who serves swaps at their next look."""
        serving = self._serving(kind)
        before = () if serving is None else (*serving.before, serving.version)
        self._serve(kind, _Serving(version=version, before=before[-LONGEST_HISTORY:]))

    def rollback(self, kind: RecommendationKind) -> str | None:
        """Go back to the version that served before; null: to the default options.

        Raises:
            NotFoundError: No trained version of the kind serves.
        """
        serving = self._serving(kind)
        if serving is None:
            raise NotFoundError(f"no trained model of {kind.value.lower()}s serves")
        if not serving.before:
            self.objects.delete(_serving_key(kind))
            return None
        *before, version = serving.before
        self._serve(kind, _Serving(version=version, before=tuple(before)))
        return version

    def current(self, kind: RecommendationKind) -> str | None:
        """Return the version that serves; null: the default options do."""
        serving = self._serving(kind)
        return None if serving is None else serving.version

    def load(self, kind: RecommendationKind, version: str) -> AdviceModel:
        """Return a version.

        Raises:
            NotFoundError: There is none of that name.
        """
        return decoded(self.objects.get(_key(kind, version, "model.npz")))

    def records(self, kind: RecommendationKind) -> list[ModelRecord]:
        """Return what is known of every version, oldest first."""
        keys = self.objects.list(f"{ROOT}/{kind.value.lower()}/")
        return [
            msgspec.json.decode(self.objects.get(key), type=ModelRecord)
            for key in sorted(keys)
            if key.endswith("/record.json")
        ]

    def _serving(self, kind: RecommendationKind) -> _Serving | None:
        try:
            content = self.objects.get(_serving_key(kind))
        except NotFoundError:
            return None
        return msgspec.json.decode(content, type=_Serving)

    def _serve(self, kind: RecommendationKind, serving: _Serving) -> None:
        self.objects.put(_serving_key(kind), msgspec.json.encode(serving))


def _key(kind: RecommendationKind, version: str, name: str) -> str:
    return f"{ROOT}/{kind.value.lower()}/{version}/{name}"


def _serving_key(kind: RecommendationKind) -> str:
    return f"{ROOT}/{kind.value.lower()}/serving.json"
