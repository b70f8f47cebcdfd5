from datetime import timedelta

import pytest

from recommender.everybody import News
from recommender.records import Attempt, Learned
from recommender.schedule import RetrainRule
from tests.recommender.conftest import EVENING

RULE = RetrainRule(every_s=3600.0, new_share=0.02, fewest_new=10, look_every_s=30.0)
KNOWN = Learned(feedback=600, deeds=400)


def due(since_s, *, new=0, is_other=False, failures=0, rule=RULE):
    last = Attempt(began_at=EVENING, learned=KNOWN, outcome="", failures=failures)
    return rule.is_due_after(last, News(new, is_other), EVENING + timedelta(seconds=since_s))


@pytest.mark.parametrize(
    ("known", "new", "since_s", "is_due"),
    [
        (0, 0, None, False),
        (0, 1, None, True),
        (1000, 9, 60, False),
        (1000, 20, 60, True),
        (100, 5, 60, False),
        (100, 10, 60, True),
        (1000, 1, 3600, True),
        (1000, 0, 10**6, False),
    ],
)
def test_it_is_due_by_time_or_by_what_is_new(known, new, since_s, is_due):
    assert RULE.is_due(known, new, since_s) is is_due


def test_what_was_done_counts_like_what_was_said():
    assert not due(60, new=19)
    assert due(60, new=20)


def test_after_a_training_it_rests_though_much_comes_in():
    assert not due(59, new=500)
    assert due(60, new=500)


def test_a_period_of_a_minute_is_kept():
    assert due(60, new=1, rule=RetrainRule(every_s=60.0))
    assert due(10, new=1, rule=RetrainRule(every_s=10.0))


def test_what_must_be_unlearned_is_due_though_nothing_is_new():
    assert due(60, is_other=True)
    assert not due(10**6)


def test_what_fails_is_tried_again_after_longer_and_longer_rests():
    assert not due(59, failures=1)
    assert due(60, failures=1)
    assert not due(200, failures=3)
    assert due(240, failures=3)
    assert due(3600, failures=50)


def test_an_attempt_of_a_clock_that_was_ahead_keeps_nothing_from_being_due():
    assert due(-86_400, new=1)
    assert due(-86_400, is_other=True)
    assert due(-86_400, failures=50)
    assert not due(-86_400)
