"""Taste, learned by implicit alternating least squares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

FEWEST_ITERATIONS = 8


@dataclass(frozen=True)
class AlsParameters:
    """How a factorisation is trained.

    Attributes:
        factors: Length of a vector.
        regularization: Lambda, the same for every vector.
        alpha: A weight w is held with confidence 1 + alpha·w.
        iterations: Sweeps over both sides.
        seed: Of the first guess.
    """

    factors: int = 16
    regularization: float = 5.0
    alpha: float = 7.0
    iterations: int = FEWEST_ITERATIONS
    seed: int = 1


@dataclass(frozen=True)
class Factors:
    """Vectors of users `(users, factors)` and items `(items, factors)`, float32."""

    users: NDArray[np.float32]
    items: NDArray[np.float32]


def train_als(
    preferred: sparse.csr_matrix, parameters: AlsParameters, num_threads: int = 1
) -> Factors:
    """Factorise who prefers what.

    Args:
        preferred: Weights, `(users, items)` CSR; what is absent is unknown, not disliked.
        parameters: How.
        num_threads: The result does not depend on it.

    Source: Hu, Koren & Volinsky (2008), ICDM; the cost of each pair is confidence · error².
    """
    confidence = preferred.astype(np.float32).copy()
    confidence.data = (1.0 + parameters.alpha * confidence.data).astype(np.float32)

    with threadpool_limits(1, "blas"):  # a pool of BLAS beside implicit's own is slow
        model = AlternatingLeastSquares(
            factors=parameters.factors,
            regularization=parameters.regularization,
            alpha=1.0,  # the confidence is in the matrix
            iterations=parameters.iterations,
            random_state=parameters.seed,
            num_threads=num_threads,
        )
        model.fit(confidence, show_progress=False)
    return Factors(np.asarray(model.user_factors), np.asarray(model.item_factors))
