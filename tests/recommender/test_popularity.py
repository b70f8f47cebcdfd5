import numpy as np
import pytest

from recommender.popularity import lately, popularity, recency_popularity, repeats, transitions
from recommender.table import make_table


@pytest.fixture
def table():
    """Luca had oats on a thousand days, eva and ada had toast once."""
    return make_table(
        users=["luca"] * 1000 + ["eva", "ada"],
        items=["oats"] * 1000 + ["toast", "toast"],
        days=[*range(1000), 999.0, 999.0],
    )


def test_nobody_counts_for_more_than_one_person(table):
    assert popularity(table).tolist() == [1.0, 2.0]
    assert recency_popularity(table, tau_days=60.0).tolist() == [1.0, 2.0]
    assert lately(table, tau_days=60.0).max() == 1.0


def test_what_was_done_again_and_again_is_held_dearer_but_not_without_bound(table):
    held = table.matrix()[0, 0]

    assert held == pytest.approx(1.0 + np.log(1000.0))
    assert table.rows(np.arange(10)).matrix()[0, 0] == pytest.approx(1.0 + np.log(10.0))
    assert table.matrix()[1, 1] == 1.0


def test_a_weight_up_to_one_is_held_as_it_is():
    told = make_table(["luca"] * 3, ["oats", "oats", "toast"], weights=[0.15, 0.7, 0.35])

    assert told.matrix().toarray()[0].tolist() == pytest.approx([0.85, 0.35])


def test_a_person_repeats_what_they_did_most_often_of_late():
    table = make_table(["luca"] * 5, ["a", "b", "b", "c", "c"], [10.0, 9.0, 10.0, 0.0, 1.0])

    often = repeats(table, tau_days=2.0).toarray()[0]

    assert table.item_ids == ("a", "b", "c")
    assert often[1] > often[0] > often[2]


def test_the_order_of_one_person_does_not_outweigh_that_of_many():
    days = [*range(1000), *(day for _ in range(10) for day in (0.0, 1.0))]
    people = ["luca"] * 1000 + [f"person-{number // 2}" for number in range(20)]
    items = ["oats", "toast"] * 500 + ["oats", "curd"] * 10

    table = make_table(people, items, days)
    toast, curd = (table.item_ids.index(item) for item in ("toast", "curd"))

    assert transitions(table)[0, curd] > transitions(table)[0, toast] > 0.0
