"""Interactions as columns: what models are trained on and evaluated with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray

_Float = TypeVar("_Float", np.float32, np.float64)


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
        against: What speaks against items instead, of the same users and items.
    """

    user_ids: tuple[Hashable, ...]
    item_ids: tuple[Hashable, ...]
    users: NDArray[np.intp]
    items: NDArray[np.intp]
    days: NDArray[np.float64] | None
    weights: NDArray[np.float64]
    against: InteractionTable | None = None

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

    def with_against(
        self,
        users: Sequence[Hashable],
        items: Sequence[Hashable],
        days: Sequence[float],
        weights: Sequence[float],
    ) -> InteractionTable:
        """Return the table with what speaks against items; it may be said by further users."""
        if not users:
            return self
        user_ids, indices = _indexed([*self.user_ids, *users])
        place = {item: index for index, item in enumerate(self.item_ids)}
        against = InteractionTable(
            user_ids=user_ids,
            item_ids=self.item_ids,
            users=indices[len(self.user_ids) :],
            items=np.fromiter((place[item] for item in items), np.intp, len(items)),
            days=np.asarray(days, np.float64),
            weights=np.asarray(weights, np.float64),
        )
        return replace(self, user_ids=user_ids, against=against)

    def without_later(self) -> InteractionTable:
        """Return the table without what was said against items after each user's last row.

        Of users without a row, after the last row of all.
        """
        if self.against is None or self.against.days is None or self.days is None:
            return self
        last = np.full(len(self.user_ids), -np.inf)
        np.maximum.at(last, self.users, self.days)
        last[np.isinf(last)] = last.max(initial=-np.inf)
        is_known = self.against.days <= last[self.against.users]
        return replace(self, against=self.against.rows(is_known))

    def in_time(self) -> InteractionTable:
        """Return the rows from the oldest to the newest."""
        if self.days is None:
            return self
        return self.rows(np.argsort(self.days, kind="stable"))

    def matrix(self, weights: NDArray[np.float64] | None = None) -> sparse.csr_matrix:
        """Return the summed weights, saturated, `(users, items)` CSR float32.

        Args:
            weights: Of each row, in place of the table's own.
        """
        told = self.weights if weights is None else weights
        shape = (len(self.user_ids), len(self.item_ids))
        summed = sparse.csr_matrix(
            (told.astype(np.float32), (self.users, self.items)), shape=shape
        )
        summed.sum_duplicates()
        summed.eliminate_zeros()
        summed.data = saturated(summed.data)
        return summed


def saturated(weights: NDArray[_Float]) -> NDArray[_Float]:
    """Return weights that grow only by their logarithm beyond one.

    Whoever does a thing again and again holds it dearer, and is still one person.
    """
    beyond = np.maximum(weights, 1.0)
    return np.asarray(np.minimum(weights, 1.0) + np.log(beyond), weights.dtype)


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
