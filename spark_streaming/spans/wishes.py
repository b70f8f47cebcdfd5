"""What a person wanted on a day: goals, plan and options as they were then."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from schema.facts import EVERYBODY, FactKind
from schema.people.defaults import activity_band, holds_for, nearness, segment
from schema.physiology.age import age_years
from schema.physiology.goal import GoalKind
from schema.physiology.sex import Sex
from spark_streaming.spans.plan import Plan
from spark_streaming.spans.said import day_of, last_by, told, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from spark_streaming.people import People
    from spark_streaming.spans.said import Said, Versions

GOAL_OPTIONS: Final = "goals."
PERSONS_OWN: Final = "PERSON"
"""Stands in the place of a segment in an option that the person chose."""


@dataclass(frozen=True)
class Wishes:
    """One person's facts that decide what their days are held against.

    Attributes:
        goals: What they want.
        profile: Sex and birth date choose the segment.
        plan: What they meant to do.
        options: The versions of each option about goals, everybody's and their own.
    """

    goals: Versions = ()
    profile: Versions = ()
    plan: Plan = field(default_factory=Plan)
    options: tuple[Versions, ...] = ()

    def goal(self, name: str, day: date) -> Any:
        """Return one of the goals as of the end of a day: it holds from when it was set."""
        said = last_by(self.goals, day)
        return None if said is None else said.payload.get(name)

    def sex(self, day: date) -> Sex | None:
        """Return the sex the person told."""
        said = told(self.profile, "sex", day)
        return None if said is None else Sex(said)

    def option(self, name: str, day: date) -> Any:
        """Return an option: the person's own, else of the nearest segment; null for none."""
        standing = [
            said.payload
            for versions in self.options
            if versions[0].payload["name"] == GOAL_OPTIONS + name
            and (said := last_by(versions, day)) is not None
        ]
        own = [said["value"] for said in standing if said["segment"] == PERSONS_OWN]
        if own and own[0] is not None:
            return own[0]
        return _nearest(standing, self._segment(day))

    def goal_or_option(self, name: str, day: date) -> Any:
        """Return what the person set, else what stands in for it."""
        own = self.goal(name, day)
        return self.option(name, day) if own is None else own

    def _segment(self, day: date) -> str:
        kind, born = self.goal("kind", day), told(self.profile, "birth_date", day)
        return segment(
            None if kind is None else GoalKind(kind),
            self.sex(day),
            None if born is None else age_years(day_of(born), day),
            activity_band(self.goal("weekly_workouts", day)),
        )


def _nearest(options: Sequence[Mapping[str, Any]], person: str) -> Any:
    fitting = [
        (nearness(said["segment"]), said["version"], place)
        for place, said in enumerate(options)
        if said["segment"] != PERSONS_OWN and holds_for(said["segment"], person)
    ]
    return options[max(fitting)[-1]]["value"] if fitting else None


def wishes(people: People, users: Iterable[str]) -> dict[str, Wishes]:
    """Gather each person's facts by the local days on which they began to hold."""
    zones = people.zones_by_user

    def of_kind(kind: FactKind) -> dict[str, list[Versions]]:
        by_user: dict[str, list[Versions]] = defaultdict(list)
        for (user_id, _), facts in people.of_kind(kind).items():
            by_user[user_id].append(versions_of(facts, zones.get(user_id, [])))
        return by_user

    goals, profiles = of_kind(FactKind.GOALS), of_kind(FactKind.PROFILE)
    plans, options = of_kind(FactKind.PLAN), of_kind(FactKind.DEFAULT_OPTION)
    return {
        user_id: Wishes(
            goals=_only(goals[user_id]),
            profile=_only(profiles[user_id]),
            plan=Plan(plans[user_id]),
            options=tuple(
                versions
                for versions in (*options[EVERYBODY], *options[user_id])
                if versions[0].payload["name"].startswith(GOAL_OPTIONS)
            ),
        )
        for user_id in users
    }


def _only(said: Sequence[tuple[Said, ...]]) -> Versions:
    return said[0] if said else ()
