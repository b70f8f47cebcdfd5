"""Interactions as columns: what models are trained on and evaluated with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class InteractionTable:
    """One row for each interaction.

    Attributes:
        user_ids: Name of each user index.
        item_ids: Name of each item index; the catalogue.
        users: User index of each row.
        items: Item index of each row.
        days: When, in days since the epoch; null where times are not known.
        weights: How strongly each row speaks for the item.
    """

    user_ids: tuple[Hashable, ...]
    item_ids: tuple[Hashable, ...]
    users: NDArray[np.intp]
    items: NDArray[np.intp]
    days: NDArray[np.float64] | None
    weights: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.users)

    @property
    def last_day(self) -> float | None:
        """When the newest interaction was."""
        return None if self.days is None or not len(self) else float(self.days.max())

    def rows(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> InteractionTable:
        """Return some of the rows; users and items keep their indices."""
        return replace(
            self,
            users=self.users[kept],
            items=self.items[kept],
            days=None if self.days is None else self.days[kept],
            weights=self.weights[kept],
        )

    def in_time(self) -> InteractionTable:
        """Return the rows from the oldest to the newest."""
        if self.days is None:
            return self
        return self.rows(np.argsort(self.days, kind="stable"))

    def matrix(self) -> sparse.csr_matrix:
        """Return the summed weights, `(users, items)` CSR float32."""
        shape = (len(self.user_ids), len(self.item_ids))
        summed = sparse.csr_matrix(
            (self.weights.astype(np.float32), (self.users, self.items)), shape=shape
        )
        summed.sum_duplicates()
        summed.eliminate_zeros()
        return summed


def make_table(
    users: Sequence[Hashable],
    items: Sequence[Hashable],
    days: Sequence[float] | None = None,
    weights: Sequence[float] | None = None,
    catalogue: Sequence[Hashable] | None = None,
) -> InteractionTable:
    """Return the table of these columns; `catalogue` fixes the items and their order."""
    user_ids, user_index = _indexed(users)
    if catalogue is None:
        item_ids, item_index = _indexed(items)
    else:
        item_ids = tuple(catalogue)
        place = {item: index for index, item in enumerate(item_ids)}
        item_index = np.fromiter((place[item] for item in items), np.intp, len(items))

    return InteractionTable(
        user_ids=user_ids,
        item_ids=item_ids,
        users=user_index,
        items=item_index,
        days=None if days is None else np.asarray(days, np.float64),
        weights=np.ones(len(users)) if weights is None else np.asarray(weights, np.float64),
    )


def _indexed(names: Sequence[Hashable]) -> tuple[tuple[Hashable, ...], NDArray[np.intp]]:
    place: dict[Hashable, int] = {}
    index = np.fromiter(
        (place.setdefault(name, len(place)) for name in names), np.intp, len(names)
    )
    return tuple(place), index
