"""Slates of random people with random rules: how many break one. The answer must be 0.

Every slate, exploration included, is judged by the rules as told, read again from the
person's own words. Half of the people are served by a trained model.

Usage: python benchmarks/recommender_rules.py [--slates 100000] [--seed 1]
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from recommender.blend import Blend, BlendParameters
from recommender.catalogue.items import Meal
from recommender.catalogue.loader import load_meals, load_workouts
from recommender.catalogue.vocabulary import EQUIPMENT, Region
from recommender.context import PersonContext, Rules, Today
from recommender.interactions import Interaction, Signal
from recommender.model import model_of
from recommender.service import Recommender
from recommender.tabling import training_table
from schema.nutrition.allergens import Allergen
from schema.nutrition.diets import Diet
from schema.people.advice import RecommendationKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommender.catalogue.items import Item
    from recommender.model import AdviceModel

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
VIGOROUS_MET = 6.0
TIRED_READINESS = 30.0
LEARNED_FROM = 3_000
NEVER_TOLD = 0.1
NOT_KNOWN = 0.3


@dataclass(frozen=True)
class Draw:
    """Draws people."""

    random: np.random.Generator

    def words(self, known: Sequence[str], most: int = 4) -> tuple[str, ...] | None:
        """Return some of the words; null: never told."""
        if self.random.random() < NEVER_TOLD:
            return None
        count = int(self.random.integers(0, most + 1))
        return tuple(str(word) for word in self.random.choice(known, count, replace=False))

    def amount(self, low: float, high: float) -> float | None:
        """Return a number; null: not known."""
        return (
            None if self.random.random() < NOT_KNOWN else float(self.random.uniform(low, high))
        )

    def history(self, user: str, count: int, days: float = 40.0) -> list[Interaction]:
        """Return what somebody did with anything at all."""
        done = []
        for _ in range(count):
            kind = RecommendationKind(self.random.choice(list(RecommendationKind)))
            items: Sequence[Item]
            items = load_meals() if kind is RecommendationKind.MEAL else load_workouts()
            item = items[int(self.random.integers(len(items)))]
            signal = Signal(self.random.choice(list(Signal)))
            at = NOON - timedelta(days=float(self.random.uniform(0, days)))
            done.append(Interaction(user, item.id, kind, signal, at))
        return done

    def person(self, number: int) -> PersonContext:
        """Return somebody."""
        return PersonContext(
            user_id=f"person-{number}",
            now=NOON + timedelta(minutes=float(self.random.uniform(-720, 720))),
            rules=Rules(
                allergens=self.words(list(Allergen)),
                diet=self.words(list(Diet), 2),
                injuries=self.words(list(Region)),
                equipment=self.words(sorted(EQUIPMENT), 8),
            ),
            today=Today(
                energy_target_kcal=self.amount(1200, 4000),
                energy_eaten_kcal=self.amount(0, 4500),
                energy_floor_kcal=self.amount(1200, 2000),
                protein_target_g=self.amount(40, 200),
                readiness=self.amount(0, 100),
                ctl=self.amount(10, 100),
                atl=self.amount(10, 150),
            ),
            history=tuple(self.history(f"person-{number}", int(self.random.integers(0, 6)))),
        )


def broken_rules(item: Item, person: PersonContext, *, for_tomorrow: bool) -> list[str]:
    """Return the rules that the item breaks for the person."""
    rules, today = person.rules, person.today
    dislikes = {one.item_id for one in person.history if one.signal is Signal.DISLIKED}
    likes = {
        one.item_id for one in person.history if one.signal in {Signal.LIKED, Signal.COMPLETED}
    }
    judged = {"disliked": item.id in dislikes - likes and _is_recent(item.id, person)}
    if isinstance(item, Meal):
        avoided = set(Allergen) if rules.allergens is None else set(rules.allergens)
        judged["unknown allergens"] = item.allergens is None
        judged["allergen"] = bool(avoided & set(item.allergens or ()))
        judged["diet"] = not set(rules.diet or ()) <= set(item.diets)
        if today.energy_target_kcal is not None:
            target = max(today.energy_target_kcal, today.energy_floor_kcal or 0.0)
            eaten = 0.0 if for_tomorrow else today.energy_eaten_kcal or 0.0
            judged["energy"] = item.energy_kcal > target - eaten
    else:
        is_tired = today.readiness is not None and today.readiness < TIRED_READINESS
        judged["injury"] = bool(set(rules.injuries or ()) & set(item.loads))
        judged["equipment"] = not set(item.equipment) <= set(rules.equipment or ())
        judged["vigorous"] = item.met >= VIGOROUS_MET and (rules.injuries is None or is_tired)
    return [rule for rule, is_broken in judged.items() if is_broken]


def _is_recent(item_id: str, person: PersonContext) -> bool:
    disliked = [
        one.at
        for one in person.history
        if one.item_id == item_id and one.signal is Signal.DISLIKED
    ]
    return person.now - max(disliked) < timedelta(days=28)


def trained(draw: Draw) -> dict[RecommendationKind, AdviceModel]:
    """Return models of both kinds, learned from people who did anything at all."""
    done = [
        one
        for person in range(LEARNED_FROM // 10)
        for one in draw.history(f"teacher-{person}", 10)
    ]
    return {
        kind: model_of(
            Blend(training_table(done, kind), BlendParameters()), kind, f"{kind.lower()}-als-1"
        )
        for kind in RecommendationKind
    }


def main() -> None:
    """Draw people, ask for their slates, and count what is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slates", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()

    draw = Draw(np.random.default_rng(asked.seed))
    models = trained(draw)
    recommenders = (Recommender(lambda _: None), Recommender(models.get))
    kinds = list(RecommendationKind)
    offered = empty = violations = 0
    began = time.perf_counter()
    for number in range(asked.slates):
        person = draw.person(number)
        recommender = recommenders[number % 2]
        slate = recommender.slate(person, kinds[number // 2 % 2], first=5)
        empty += not slate.offers
        for offer in slate.offers:
            offered += 1
            found = broken_rules(offer.item, person, for_tomorrow=slate.for_tomorrow)
            if found:
                violations += 1
                print(f"{person.rules} was offered {offer.item.id}: {found}")
    seconds = time.perf_counter() - began
    print(
        f"{asked.slates} slates, {offered} items, {empty} empty slates, "
        f"{violations} violations, {1e3 * seconds / asked.slates:.2f} ms each"
    )
    raise SystemExit(violations > 0)


if __name__ == "__main__":
    main()
