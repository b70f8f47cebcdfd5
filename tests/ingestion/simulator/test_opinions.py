"""What people made of what they were offered follows from what they like and did."""

from datetime import UTC, datetime, timedelta

import numpy as np

from ingestion.simulator.opinions import SLATE_LENGTH, Done, opinions_of
from ingestion.simulator.tastes import Tastes
from schema.people.advice import RecommendationKind, Verdict
from tests.ingestion.simulator.lives import MENU, person

AT = datetime(2026, 3, 5, 19, tzinfo=UTC)
TASTES = Tastes(person(), MENU)


def opinions(count=200):
    done = [
        Done(AT + timedelta(days=n), RecommendationKind.MEAL, "apple") for n in range(count)
    ]
    return opinions_of(done, MENU, TASTES, np.random.default_rng(1))


def test_what_was_done_stood_in_the_slate_and_was_completed():
    for opinion in opinions():
        completed = [one for one in opinion.verdicts if one.verdict is Verdict.COMPLETE]
        assert [opinion.item_ids[one.place] for one in completed] == ["apple"]
        assert len(set(opinion.item_ids)) == SLATE_LENGTH
        assert all(one.at > opinion.shown_at for one in opinion.verdicts)


def test_nobody_likes_what_they_would_never_choose():
    liking = dict(zip((dish.plan_id for dish in MENU.dishes), TASTES.dishes, strict=True))
    said = [
        (one.verdict, opinion.item_ids[one.place])
        for opinion in opinions()
        for one in opinion.verdicts
        if one.verdict is not Verdict.COMPLETE
    ]
    liked = {item_id for verdict, item_id in said if verdict is Verdict.LIKE}
    disliked = {item_id for verdict, item_id in said if verdict is Verdict.DISLIKE}
    assert liked
    assert disliked
    assert min(liking[one] for one in liked) > max(liking[one] for one in disliked)


def test_the_propensity_is_that_of_a_lot():
    assert {opinion.propensity for opinion in opinions(3)} == {1 / len(MENU.dishes)}
