from fractions import Fraction
from operator import floordiv

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schema.apportionment import EvenCut, even_cut_part, largest_remainder

amounts = st.integers(0, 10**9)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)


def test_what_is_left_over_goes_to_the_largest_remainders():
    assert largest_remainder(10, [5, 3, 3]) == [4, 3, 3]
    assert largest_remainder(7, [1, 1, 4]) == [1, 1, 5]


def test_of_equal_remainders_the_earliest_comes_first():
    assert largest_remainder(5, [1, 1, 1]) == [2, 2, 1]


@given(amounts, weights)
def test_the_parts_sum_exactly_and_each_is_within_one_of_its_share(total, weights):
    parts = largest_remainder(total, weights)

    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(amounts, weights, st.randoms(use_true_random=False))
def test_where_no_remainders_tie_the_order_of_the_parts_changes_none_of_them(
    total, weights, random
):
    assume(len({total * weight % sum(weights) for weight in weights}) == len(weights))
    shuffled = random.sample(weights, len(weights))

    part_of = dict(zip(weights, largest_remainder(total, weights), strict=True))

    assert largest_remainder(total, shuffled) == [part_of[weight] for weight in shuffled]


@pytest.mark.parametrize(("total", "weights"), [(-1, [1]), (1, []), (1, [0, 0]), (1, [3, -1])])
def test_there_must_be_something_to_cut_and_somebody_to_take_it(total, weights):
    with pytest.raises(ValueError, match="cannot be cut"):
        largest_remainder(total, weights)


@given(
    amounts,
    st.integers(1, 60_000),
    st.integers(0, 30),
    st.integers(0, 59_999),
)
def test_a_part_of_an_even_cut_needs_no_sight_of_the_others(total, head, cells, tail):
    def where(test, yes, no) -> int:
        return yes if test else no

    cut = EvenCut(head=head, cell=60_000, cells=cells, tail=tail)
    parts = [
        even_cut_part(total, cut, position, floor_divide=floordiv, where=where)
        for position in range(cells + 2)
    ]

    assert parts == largest_remainder(total, [head, *[60_000] * cells, tail])
