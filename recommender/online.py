"""A person's vector from their own interactions, within a fraction of a millisecond."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class FoldIn:
    """Solves for a user's vector as training would, with a prior belief about the person.

    The vector x solves (Y'Y + (lambda + rho) I + sum (c - 1) y y') x = sum c y + rho prior, the
    sums over the items that the person took to with confidence c = 1 + alpha · weight.
    Y'Y is of the model, not of the person: it is inverted once.

    Attributes:
        item_factors: Y, `(items, factors)` float64.
        regularization: Lambda of the training.
        alpha: Confidence gained by a weight of one.
        rho: How strongly the prior is believed.
    """

    item_factors: NDArray[np.float64]
    regularization: float
    alpha: float
    rho: float

    @cached_property
    def _inverse(self) -> NDArray[np.float64]:
        factors = self.item_factors.shape[1]
        gram = self.item_factors.T @ self.item_factors
        held = gram + (self.regularization + self.rho) * np.eye(factors)
        return np.asarray(np.linalg.inv(held))

    @cached_property
    def _projected(self) -> NDArray[np.float64]:
        return np.asarray(self.item_factors @ self._inverse)

    def vector(
        self,
        items: NDArray[np.intp],
        weights: NDArray[np.float64],
        prior: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Return the person's vector, `(factors,)`.

        Args:
            items: Which items they took to, each once.
            weights: How strongly, above 0.
            prior: The mean vector of people like them.
        """
        believed = self.rho * (self._inverse @ prior)
        if not len(items):
            return np.asarray(believed)

        gained = self.alpha * weights  # c - 1
        rows, projected = self.item_factors[items], self._projected[items]
        guess = believed + projected.T @ (1.0 + gained)
        # Woodbury: as many equations as the person has items, not as there are factors
        inner = np.diag(1.0 / gained) + projected @ rows.T
        return np.asarray(guess - projected.T @ np.linalg.solve(inner, rows @ guess))

    def parts(
        self, items: NDArray[np.intp], weights: NDArray[np.float64], target: int
    ) -> NDArray[np.float64]:
        """Return what each of the person's items adds to the score of another, `(items,)`."""
        rows = self.item_factors[items]
        gained = self.alpha * weights
        held = np.linalg.inv(self._inverse) + (rows.T * gained) @ rows
        reached = np.linalg.solve(held, self.item_factors[target])
        return np.asarray((1.0 + gained) * (rows @ reached))
