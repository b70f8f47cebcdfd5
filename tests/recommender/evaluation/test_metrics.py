from math import log2

import numpy as np
import pytest

from recommender.evaluation.metrics import measure


def test_a_perfect_ranking_is_worth_one():
    reached = measure(np.array([[4, 2, 7]]), [frozenset({2, 4})], catalogue_size=10)

    assert reached.ndcg_at_10 == pytest.approx(1.0)
    assert reached.recall_at_20 == 1.0
    assert reached.coverage_at_10 == pytest.approx(0.3)


def test_a_hit_is_worth_less_the_later_it_comes():
    third = measure(np.array([[1, 2, 3]]), [frozenset({3})], 10)

    assert third.ndcg_at_10 == pytest.approx(1 / log2(4))


def test_the_eleventh_place_counts_for_recall_only():
    ranking = np.arange(20)[None]

    reached = measure(ranking, [frozenset({10})], 100)

    assert reached.ndcg_at_10 == 0.0
    assert reached.recall_at_20 == 1.0


def test_an_item_that_cannot_be_ranked_counts_against_everybody():
    reached = measure(np.array([[4, -1]]), [frozenset({4, -2})], 10)

    assert reached.recall_at_20 == 0.5
    assert reached.ndcg_at_10 == pytest.approx(1 / (1 + 1 / log2(3)))
