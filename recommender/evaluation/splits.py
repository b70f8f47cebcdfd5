"""Holding interactions out. The split decides who wins: it is said with every number."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recommender.table import InteractionTable

HELD_OUT = 0.2


class Split(StrEnum):
    """What is held out."""

    TIME = "time"  # the last fifth of all interactions
    LAST = "last"  # the last fifth of each person's
    RANDOM = "random"  # a fifth of each person's, drawn


def split(
    table: InteractionTable, by: Split, share: float = HELD_OUT, seed: int = 7
) -> tuple[InteractionTable, InteractionTable]:
    """Return what to train on and what is held out.

    Raises:
        ValueError: The split needs times and the table has none.
    """
    if by is Split.RANDOM:
        return _by_person(table, np.random.default_rng(seed).random(len(table)), share)
    if table.days is None:
        raise ValueError(f"split by {by} needs a time for each interaction")
    if by is Split.LAST:
        return _by_person(table, table.days, share)

    ordered = table.in_time()
    kept = np.arange(len(ordered)) < int(len(ordered) * (1 - share))
    known = ordered.rows(kept)
    return _knowing(known, known.last_day), ordered.rows(~kept)


def _knowing(known: InteractionTable, until: float | None) -> InteractionTable:
    """Return what was known on a day, of what was said against items too."""
    against = known.against
    if against is None or against.days is None or until is None:
        return known
    return replace(known, against=against.rows(against.days <= until))


def _by_person(
    table: InteractionTable, order: NDArray[np.float64], share: float
) -> tuple[InteractionTable, InteractionTable]:
    sorting = np.lexsort((order, table.users))
    users = table.users[sorting]
    counts = np.bincount(users, minlength=len(table.user_ids))
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    rank = np.arange(len(users)) - starts[users]

    is_held = rank >= counts[users] - np.floor(counts[users] * share)
    kept = cast("NDArray[np.intp]", sorting[~is_held])
    known = table.rows(np.sort(kept))
    return known.without_later(), table.rows(np.sort(sorting[is_held]))
