import numpy as np
import pytest

from recommender.als import AlsParameters, train_als
from recommender.blend import Blend, BlendParameters
from recommender.table import make_table

SIDE = 16


@pytest.fixture
def checkerboard():
    """People like the items of their own colour, but nobody has met the one on the diagonal."""
    cells = [
        (row, column)
        for row in range(SIDE)
        for column in range(SIDE)
        if (row + column) % 2 == 0 and row != column
    ]
    return make_table(
        [row for row, _ in cells], [column for _, column in cells], catalogue=range(SIDE)
    )


def test_on_a_checkerboard_the_withheld_diagonal_comes_first(checkerboard):
    taste = BlendParameters(AlsParameters(4, 1.0, 10.0), rho=0.0, weights={"taste": 1.0})
    blend = Blend(checkerboard, taste)

    scores = blend.scores(np.arange(SIDE))
    scores[checkerboard.users, checkerboard.items] = -np.inf

    names = [checkerboard.item_ids[item] for item in scores.argmax(axis=1)]
    assert names == list(checkerboard.user_ids)


def test_the_number_of_threads_changes_nothing(checkerboard):
    one = train_als(checkerboard.matrix(), AlsParameters(4), num_threads=1)
    two = train_als(checkerboard.matrix(), AlsParameters(4), num_threads=2)

    np.testing.assert_allclose(one.items, two.items, atol=1e-6)
