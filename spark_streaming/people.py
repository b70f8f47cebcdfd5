"""What is known of people, as it was when: zones, bodies, sources, imports taken back."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from schema.facts import EVERYBODY, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALWAYS_MS: Final = -(1 << 62)
FOREVER_MS: Final = 1 << 62

SHAPING: Final = (
    FactKind.PROFILE,
    FactKind.TIME_ZONE,
    FactKind.SOURCE,
    FactKind.DEVICE,
    FactKind.SOURCE_PRIORITY,
    FactKind.DEFAULT_OPTION,
    FactKind.IMPORT_UNDONE,
)
"""What minutes and days depend on besides the observations."""


class KnownFact(NamedTuple):
    """A row of `silver/fact`, its payload read."""

    user_id: str
    kind: str
    key: str
    valid_from_ms: int
    batch: int
    sequence: int
    payload: dict[str, Any]


class Period(NamedTuple):
    """A value and the time it holds: from `begin_ms` to just before `end_ms`."""

    user_id: str
    begin_ms: int
    end_ms: int
    value: Any


def known_fact(row: Mapping[str, Any]) -> KnownFact:
    """Read a collected row: `valid_from_ms` in place of `valid_from`."""
    return KnownFact(
        row["user_id"],
        row["kind"],
        row["key"],
        row["valid_from_ms"],
        row["batch"],
        row["sequence"],
        json.loads(row["payload"] or "{}"),
    )


@dataclass(frozen=True)
class People:
    """Everything the facts say of some people, later rows over earlier ones."""

    facts: list[KnownFact] = field(default_factory=list)

    @cached_property
    def _standing(self) -> dict[str, dict[tuple[str, str], list[KnownFact]]]:
        """By kind, then by user and key: the facts that stand, in the order they hold."""
        newest: dict[tuple[str, str, str, int], KnownFact] = {}
        for fact in sorted(self.facts, key=lambda fact: (fact.batch, fact.sequence)):
            newest[fact.kind, fact.user_id, fact.key, fact.valid_from_ms] = fact

        standing: dict[str, dict[tuple[str, str], list[KnownFact]]] = defaultdict(dict)
        for fact in sorted(newest.values(), key=lambda fact: fact.valid_from_ms):
            standing[fact.kind].setdefault((fact.user_id, fact.key), []).append(fact)
        return standing

    def of_kind(self, kind: FactKind) -> dict[tuple[str, str], list[KnownFact]]:
        """Return the facts of one kind by user and key, each list in the order they hold."""
        return self._standing.get(kind, {})

    def with_facts(self, more: Iterable[KnownFact]) -> People:
        """Return what is known with more facts in."""
        return People([*self.facts, *more])

    def undone_imports(self) -> list[tuple[str, str]]:
        """Return (user, import) of what no longer counts."""
        return sorted(self.of_kind(FactKind.IMPORT_UNDONE))

    def zones(self) -> list[Period]:
        """Return the zone of each person over time; before the first known, the first."""
        return [
            period
            for (user_id, _), facts in sorted(self.of_kind(FactKind.TIME_ZONE).items())
            for period in periods(
                user_id, [(fact.valid_from_ms, fact.payload["zone"]) for fact in facts]
            )
        ]

    @cached_property
    def zones_by_user(self) -> dict[str, list[Period]]:
        """The same, by person; who has none on record is not in it."""
        zones: dict[str, list[Period]] = {}
        for period in self.zones():
            zones.setdefault(period.user_id, []).append(period)
        return zones

    def profiles(self, user_id: str) -> list[tuple[int, dict[str, Any]]]:
        """Return a person's profiles with the time since when each holds, in order."""
        return [
            (fact.valid_from_ms, fact.payload)
            for fact in self.of_kind(FactKind.PROFILE).get((user_id, ""), [])
        ]

    def latest(self, kind: FactKind, user_id: str, key: str = "") -> dict[str, Any] | None:
        """Return what holds last, whenever it began to; null where nothing was said."""
        facts = self.of_kind(kind).get((user_id, key))
        return facts[-1].payload if facts else None

    def users(self) -> set[str]:
        """Return whose facts these are."""
        return {fact.user_id for fact in self.facts} - {EVERYBODY}


def periods(user_id: str, values: list[tuple[int, Any]]) -> list[Period]:
    """Turn values with their beginnings, in order, into periods that leave no gap."""
    begins = [ALWAYS_MS, *(begin for begin, _ in values[1:])]
    ends = [*begins[1:], FOREVER_MS]
    return [
        Period(user_id, begin, end, value)
        for begin, end, (_, value) in zip(begins, ends, values, strict=True)
        if begin < end
    ]


def changed_zones(before: People, after: People) -> list[tuple[str, int, int]]:
    """Return (user, begin, end) of the time whose zone is not what it was; UTC if unknown."""
    was, now = before.zones_by_user, after.zones_by_user
    return [
        (user_id, begin, end)
        for user_id in sorted(was.keys() | now.keys())
        for begin, end in _changed(was.get(user_id, []), now.get(user_id, []))
    ]


def _changed(before: list[Period], after: list[Period]) -> list[tuple[int, int]]:
    begins = sorted({period.begin_ms for period in (*before, *after)})
    ends = [*begins[1:], FOREVER_MS]
    return [
        (begin, end)
        for begin, end in zip(begins, ends, strict=True)
        if _zone_at(before, begin) != _zone_at(after, begin)
    ]


def _zone_at(zones: list[Period], epoch_ms: int) -> str:
    return next(
        (str(zone.value) for zone in zones if zone.begin_ms <= epoch_ms < zone.end_ms), "UTC"
    )
