import numpy as np
import pytest

from recommender.als import AlsParameters, train_als
from recommender.online import FoldIn
from recommender.table import make_table

LAMBDA, ALPHA = 2.0, 5.0


@pytest.fixture
def items():
    return np.random.default_rng(5).normal(size=(30, 6))


def solved(items, taken, weights, prior, rho):
    """Solve the normal equations as they are written."""
    gram = items.T @ items + (LAMBDA + rho) * np.eye(items.shape[1])
    right = rho * prior
    for item, weight in zip(taken, weights, strict=True):
        confidence = 1 + ALPHA * weight
        gram = gram + (confidence - 1) * np.outer(items[item], items[item])
        right = right + confidence * items[item]
    return np.linalg.solve(gram, right)


@pytest.mark.parametrize("taken", [[3], [3, 7, 11], list(range(20))])
@pytest.mark.parametrize("rho", [0.0, 30.0])
def test_a_vector_is_what_the_normal_equations_say(items, taken, rho):
    prior = np.linspace(-1, 1, 6)
    weights = np.linspace(0.2, 2.0, len(taken))

    vector = FoldIn(items, LAMBDA, ALPHA, rho).vector(np.array(taken), weights, prior)

    np.testing.assert_allclose(vector, solved(items, taken, weights, prior, rho), rtol=1e-9)


def test_somebody_unknown_is_like_their_segment(items):
    prior = np.ones(6)
    nothing = np.array([], np.intp), np.array([])

    believed = FoldIn(items, LAMBDA, ALPHA, 1e9).vector(*nothing, prior)
    unbelieved = FoldIn(items, LAMBDA, ALPHA, 0.0).vector(*nothing, prior)

    np.testing.assert_allclose(believed, prior, rtol=1e-6)
    np.testing.assert_allclose(unbelieved, 0.0)


def test_the_parts_of_a_score_sum_to_it(items):
    taken, weights = np.array([1, 4, 9]), np.array([1.0, 0.5, 2.0])
    fold_in = FoldIn(items, LAMBDA, ALPHA, 0.0)

    score = items[20] @ fold_in.vector(taken, weights, np.zeros(6))

    assert fold_in.parts(taken, weights, 20).sum() == pytest.approx(score)


def test_folding_in_gives_what_training_gave():
    rng = np.random.default_rng(2)
    table = make_table(rng.integers(0, 60, 900).tolist(), rng.integers(0, 40, 900).tolist())
    matrix = table.matrix()
    als = AlsParameters(8, LAMBDA, ALPHA, iterations=60)
    trained = train_als(matrix, als)

    fold_in = FoldIn(trained.items.astype(float), LAMBDA, ALPHA, 0.0)
    begin, end = matrix.indptr[0:2]
    vector = fold_in.vector(
        matrix.indices[begin:end], matrix.data[begin:end].astype(float), np.zeros(8)
    )

    np.testing.assert_allclose(vector, trained.users[0], atol=0.02)
