"""What everybody takes to: over all time, lately, and after something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from recommender.table import saturated

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recommender.table import InteractionTable

SMOOTHING = 1.0


def popularity(table: InteractionTable) -> NDArray[np.float64]:
    """Return how many people took to each item, `(items,)`; each counts at most once."""
    return np.asarray(at_most_one(table.matrix()).sum(axis=0), np.float64).ravel()


def recency_popularity(table: InteractionTable, tau_days: float) -> NDArray[np.float64]:
    """Return the popularity of each item with what is old fading as e^(-days/tau), `(items,)`.

    Without times it is the plain popularity.
    """
    return np.asarray(lately(table, tau_days).sum(axis=0), np.float64).ravel()


def lately(table: InteractionTable, tau_days: float) -> sparse.csr_matrix:
    """Return each user's weights, faded as in `recency_popularity`, `(users, items)` CSR.

    None is more than one: nobody is more than one person.
    """
    if table.days is None or not len(table):
        return at_most_one(table.matrix())
    faded = table.weights * np.exp((table.days - table.days.max()) / tau_days)
    return at_most_one(table.matrix(faded))


def at_most_one(weights: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return each weight as at most one person."""
    return weights.minimum(1.0).tocsr()


def repeats(table: InteractionTable, tau_days: float) -> sparse.csr_matrix:
    """Return how much each user took to each item, fading from their own last day on.

    `(users, items)` CSR float32. Repeating is the rule with meals and workouts.
    """
    if table.days is None:
        return table.matrix()

    last = np.full(len(table.user_ids), -np.inf)
    np.maximum.at(last, table.users, table.days)
    return table.matrix(table.weights * np.exp((table.days - last[table.users]) / tau_days))


def transitions(table: InteractionTable) -> sparse.csr_matrix:
    """Return the probability of each item as somebody's next after each, `(items, items)`.

    Counted over each person's own order, and what they do again and again saturated; without
    times nothing is known of order, and the matrix is empty.
    """
    count = len(table.item_ids)
    if table.days is None:
        return sparse.csr_matrix((count, count), dtype=np.float32)

    order = np.lexsort((table.days, table.users))
    users, items = table.users[order], table.items[order]
    follows = users[1:] == users[:-1]
    steps = (users[1:][follows], items[:-1][follows], items[1:][follows])
    shape = (max(len(table.user_ids), 1), count, count)
    each, times = np.unique(np.ravel_multi_index(steps, shape), return_counts=True)
    _, before, after = np.unravel_index(each, shape)
    followed = sparse.csr_matrix(
        (saturated(times.astype(np.float32)), (before, after)), shape=(count, count)
    )
    followed.sum_duplicates()
    totals = np.asarray(followed.sum(axis=1)).ravel() + SMOOTHING
    return sparse.diags(1.0 / totals).dot(followed).tocsr().astype(np.float32)


def last_items(table: InteractionTable) -> NDArray[np.intp]:
    """Return the newest item of each user; -1 where there is none or times are not known."""
    last = np.full(len(table.user_ids), -1, np.intp)
    if table.days is not None:
        ordered = table.in_time()
        last[ordered.users] = ordered.items
    return last
