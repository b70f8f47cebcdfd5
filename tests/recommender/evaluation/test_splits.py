import numpy as np
import pytest

from recommender.evaluation.splits import Split, split
from recommender.table import make_table

USERS = [user for user in "ab" for _ in range(10)]
DAYS = [*range(10), *range(100, 110)]


@pytest.fixture
def table():
    return make_table(USERS, list(range(20)), [float(day) for day in DAYS])


def test_by_time_everything_held_out_is_later(table):
    train, test = split(table, Split.TIME)

    assert len(test) == 4
    assert train.days.max() <= test.days.min()


def test_by_last_each_person_gives_their_newest(table):
    _, test = split(table, Split.LAST)

    assert sorted(test.days.tolist()) == [8.0, 9.0, 108.0, 109.0]


def test_at_random_each_person_gives_a_fifth_and_the_seed_decides_which(table):
    first, again = split(table, Split.RANDOM)[1], split(table, Split.RANDOM)[1]
    other = split(table, Split.RANDOM, seed=8)[1]

    assert np.bincount(first.users).tolist() == [2, 2]
    assert first.items.tolist() == again.items.tolist()
    assert first.items.tolist() != other.items.tolist()


@pytest.mark.parametrize("by", Split)
def test_nothing_is_lost_and_nothing_on_both_sides(table, by):
    train, test = split(table, by)

    assert sorted([*train.items, *test.items]) == list(range(20))


def test_without_times_there_is_no_split_by_time():
    with pytest.raises(ValueError, match="time"):
        split(make_table(["a"], ["x"]), Split.TIME)


@pytest.mark.parametrize(("by", "known"), [(Split.TIME, [2.0, 8.0]), (Split.LAST, [2.0, 4.0])])
def test_nothing_said_against_items_afterwards_is_known(by, known):
    table = make_table(
        ["a"] * 5 + ["b"] * 5, ["x"] * 10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], catalogue=["x"]
    ).with_against(["a", "c", "c", "b"], ["x"] * 4, [2.0, 4.0, 9.5, 9.5], [1.0] * 4)
    if by is Split.TIME:
        table = table.with_against(["a", "c", "c"], ["x"] * 3, [2.0, 8.0, 8.5], [1.0] * 3)

    train, _ = split(table, by)

    assert train.user_ids == ("a", "b", "c")
    assert train.against.days.tolist() == known
