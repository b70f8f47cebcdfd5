"""Which of several sources is believed: the person's order, else the default options'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from schema.events import EVENT_TYPES
from schema.facts import EVERYBODY, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spark_streaming.people import People

DEFAULT_ORDER: Final[dict[str, tuple[str, ...]]] = {
    "default": (
        "CHEST_STRAP",
        "WATCH",
        "RING",
        "BIKE_COMPUTER",
        "PHONE",
        "SCALE",
        "GLUCOSE_SENSOR",
        "OTHER",
        "API_KEY",
        "IMPORT",
        "MANUAL",
    ),
}
"""What holds in a house whose default options have not arrived yet."""

OWNING: Final = (FactKind.SOURCE, FactKind.DEVICE)
"""The facts that tell whose a source is, and of what kind."""

_SAME_OPTION: Final = {"sleep_stage": "sleep", "workout_energy": "workout"}
_UNKNOWN_KIND: Final = 1000


class Rank(NamedTuple):
    """How far a source is believed for a metric; 0 is the most."""

    user_id: str
    source_id: str
    metric: str
    rank: int


def ranks(people: People, users: Iterable[str], metrics: Sequence[str]) -> list[Rank]:
    """Return the rank of each known source of these people for each metric.

    A source the person ordered comes before all that they did not. Sources of equal rank,
    and those nothing is known of, are told apart by their ids.
    """
    orders = {metric: _default_order(people, metric) for metric in metrics}
    kinds = _source_kinds(people)
    return [
        Rank(user_id, source_id, metric, rank)
        for user_id in sorted(users)
        for metric in metrics
        for source_id, rank in _ranked(
            kinds.get(user_id, {}), _chosen(people, user_id, metric), orders[metric]
        ).items()
    ]


def default_orders(people: People) -> dict[str, tuple[str, ...]]:
    """Return the kinds of sources that are believed where nobody chose, by metric."""
    return {metric: tuple(_default_order(people, metric)) for metric in EVENT_TYPES}


def _ranked(kinds: dict[str, str], chosen: list[str], order: Sequence[str]) -> dict[str, int]:
    place = {kind: index for index, kind in enumerate(order)}
    by_kind = {
        source_id: len(chosen) + place.get(kind, _UNKNOWN_KIND)
        for source_id, kind in kinds.items()
    }
    return by_kind | {source_id: index for index, source_id in enumerate(chosen)}


def _chosen(people: People, user_id: str, metric: str) -> list[str]:
    said = people.latest(FactKind.SOURCE_PRIORITY, user_id, metric) or {}
    return list(said.get("source_ids") or [])


def _default_order(people: People, metric: str) -> Sequence[str]:
    for name in (metric, _SAME_OPTION.get(metric), "default"):
        said = _option(people, f"source_priority.{name}")
        if said is not None:
            return said
        if name in DEFAULT_ORDER:
            return DEFAULT_ORDER[name]
    return ()


def _option(people: People, name: str) -> Sequence[str] | None:
    """Return the option as everybody has it: the highest version of its facts."""
    said = [
        facts[-1].payload
        for (user_id, _), facts in people.of_kind(FactKind.DEFAULT_OPTION).items()
        if user_id == EVERYBODY and facts[-1].payload.get("name") == name
    ]
    newest = max(said, key=lambda payload: payload.get("version", 0), default=None)
    return newest["value"] if newest else None


def _source_kinds(people: People) -> dict[str, dict[str, str]]:
    """Return the kind of each source by person; a device's own kind says more."""
    kinds: dict[str, dict[str, str]] = {}
    for (user_id, source_id), facts in people.of_kind(FactKind.SOURCE).items():
        kinds.setdefault(user_id, {})[source_id] = facts[-1].payload.get("kind", "")
    for (user_id, device_id), facts in people.of_kind(FactKind.DEVICE).items():
        device = facts[-1].payload
        kinds.setdefault(user_id, {})[device.get("source_id") or device_id] = device.get(
            "kind", ""
        )
    return kinds
