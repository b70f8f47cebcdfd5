"""Versions of the models: what serves, what it beat, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from recommender.artefact import UnreadableModelError, decoded, encoded
from recommender.records import Attempt, ModelRecord
from schema.errors import NotFoundError

if TYPE_CHECKING:
    from recommender.model import AdviceModel
    from schema.people.advice import RecommendationKind
    from schema.ports.objects import ObjectStore

__all__ = ["ModelRecord", "Registry"]

ROOT: Final = "models"
LONGEST_HISTORY: Final = 50
KEPT_VERSIONS: Final = 100


class _Serving(msgspec.Struct, frozen=True, kw_only=True):
    """Which version serves, and which served before it, newest last."""

    version: str
    before: tuple[str, ...] = ()


@dataclass(frozen=True)
class Registry:
    """Keeps models in an object store; a reader sees a whole version or the one before."""

    objects: ObjectStore

    def next_version(self, kind: RecommendationKind, method: str = "als") -> str:
        """Return a name that no version of the kind has yet."""
        number = max(map(_number, self._versions(kind)), default=0) + 1
        return f"{kind.value.lower()}-{method}-{number:05d}"

    def keep(self, model: AdviceModel | None, record: ModelRecord) -> None:
        """Keep a version and its record; it does not serve by that.

        A version that lost is kept as a record only.
        """
        if model is not None:
            self.objects.put(_key(record.kind, record.version, "model.npz"), encoded(model))
        content = msgspec.json.encode(record)
        self.objects.put(_key(record.kind, record.version, "record.json"), content)
        self._forget_old(record.kind)

    def promote(self, kind: RecommendationKind, version: str) -> None:
        """Let a version serve from now on; everybody who serves swaps at their next look.

        Where it cannot be read what served so far, there is no way back to it.
        """
        try:
            serving = self._serving(kind)
        except UnreadableModelError:
            serving = None
        before = () if serving is None else (*serving.before, serving.version)
        self._serve(kind, _Serving(version=version, before=before[-LONGEST_HISTORY:]))

    def rollback(self, kind: RecommendationKind) -> str | None:
        """Go back to the version that served before; null: to the default options.

        Raises:
            NotFoundError: No trained version of the kind serves.
            UnreadableModelError: It cannot be read which one serves.
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
        """Return the version that serves; null: the default options do.

        Raises:
            UnreadableModelError: It cannot be read which one serves.
        """
        serving = self._serving(kind)
        return None if serving is None else serving.version

    def load(self, kind: RecommendationKind, version: str) -> AdviceModel:
        """Return a version.

        Raises:
            NotFoundError: There is none of that name.
            UnreadableModelError: Its file holds no model.
        """
        return decoded(self.objects.get(_key(kind, version, "model.npz")))

    def records(self, kind: RecommendationKind) -> list[ModelRecord]:
        """Return what is known of every version, oldest first."""
        kept = [
            self.objects.get(_key(kind, version, "record.json"))
            for version in self._versions(kind)
        ]
        return [msgspec.json.decode(content, type=ModelRecord) for content in kept]

    def note(self, kind: RecommendationKind, attempt: Attempt) -> None:
        """Keep what came of the newest training of a kind."""
        self.objects.put(_attempt_key(kind), msgspec.json.encode(attempt))

    def attempt(self, kind: RecommendationKind) -> Attempt | None:
        """Return what came of the newest training of a kind, whichever process did it.

        Null if there was none, or if it cannot be read.
        """
        try:
            return msgspec.json.decode(self.objects.get(_attempt_key(kind)), type=Attempt)
        except (NotFoundError, ValueError):
            return None

    def _versions(self, kind: RecommendationKind) -> list[str]:
        """Return the names of all versions, oldest first."""
        keys = self.objects.list(f"{ROOT}/{kind.value.lower()}/")
        versions = [key.split("/")[2] for key in keys if key.endswith("/record.json")]
        return sorted(versions, key=_number)

    def _forget_old(self, kind: RecommendationKind) -> None:
        """Keep the newest versions, and those that serve or may serve again.

        While it cannot be read which those are, all stay.
        """
        try:
            serving = self._serving(kind)
        except UnreadableModelError:
            return
        needed = set() if serving is None else {serving.version, *serving.before}
        for version in set(self._versions(kind)[:-KEPT_VERSIONS]) - needed:
            for name in ("model.npz", "record.json"):
                self.objects.delete(_key(kind, version, name))

    def _serving(self, kind: RecommendationKind) -> _Serving | None:
        try:
            content = self.objects.get(_serving_key(kind))
        except NotFoundError:
            return None
        try:
            return msgspec.json.decode(content, type=_Serving)
        except ValueError as error:
            raise UnreadableModelError(
                f"{_serving_key(kind)} does not say which model serves: {error}"
            ) from error

    def _serve(self, kind: RecommendationKind, serving: _Serving) -> None:
        self.objects.put(_serving_key(kind), msgspec.json.encode(serving))


def _key(kind: RecommendationKind, version: str, name: str) -> str:
    return f"{ROOT}/{kind.value.lower()}/{version}/{name}"


def _number(version: str) -> int:
    return int(version.rsplit("-", 1)[1])


def _attempt_key(kind: RecommendationKind) -> str:
    return f"{ROOT}/{kind.value.lower()}/attempt.json"


def _serving_key(kind: RecommendationKind) -> str:
    return f"{ROOT}/{kind.value.lower()}/serving.json"
