import pytest

from recommender.interactions import interaction_of, newest_said, preferences, told_once
from schema.people.advice import Feedback, RecommendationKind, Verdict
from tests.recommender.conftest import EVENING, did


def test_completing_says_more_than_liking_and_liking_more_than_looking():
    strengths = [
        preferences([did(signal, "run")], EVENING)["luca", "run"]
        for signal in ("completed", "liked", "viewed")
    ]

    assert strengths == sorted(strengths, reverse=True)
    assert "skipped" not in strengths


def test_skipping_says_nothing_in_favour():
    assert preferences([did("skipped", "run")], EVENING) == {}


def test_a_preference_fades_and_repeats_add_up():
    old = preferences([did("liked", "run", ago_h=120 * 24)], EVENING)["luca", "run"]
    twice = preferences([did("liked", "run")] * 2, EVENING)["luca", "run"]
    once = preferences([did("liked", "run")], EVENING)["luca", "run"]

    assert old == pytest.approx(once / 2)
    assert twice == pytest.approx(2 * once)


def test_a_dislike_cancels_what_was_said_before_but_not_after():
    before = [did("liked", "run", ago_h=2), did("disliked", "run", ago_h=1)]

    assert preferences(before, EVENING) == {}
    assert preferences([*before, did("liked", "run")], EVENING) == {("luca", "run"): 0.7}


def test_what_is_said_a_thousand_times_is_said_once_and_counts_from_the_last_time():
    said = [did("liked", "run", ago_h=ago_h) for ago_h in range(1000)]
    others = [
        did("skipped", "run", ago_h=1),
        did("liked", "toast", ago_h=2),
        did("liked", "run", ago_h=3, user="eva"),
    ]

    assert newest_said([*said, *others]) == [others[2], others[1], others[0], said[0]]
    assert told_once([*said, *others]) == newest_said([*said, *others])


def test_what_is_done_again_is_more_than_what_is_said_again():
    done = [did("completed", "run", ago_h=24 * day) for day in range(3)]

    assert len(newest_said(done)) == len(told_once(done)) == 3


def test_a_verdict_becomes_a_signal():
    feedback = Feedback(
        "f1", "luca", "r1", "s1", RecommendationKind.MEAL, "toast", Verdict.DISLIKE, None,
        "default-options-1", EVENING,
    )  # fmt: skip

    assert interaction_of(feedback) == did("disliked", "toast")
