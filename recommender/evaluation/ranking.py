"""Ranking the whole catalogue for many people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from recommender.evaluation.metrics import RECALL_AT

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    from recommender.table import InteractionTable

CHUNK = 1_000


class Ranker(Protocol):
    """A trained method; it scores every item of the table it was trained on."""

    def scores(self, users: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return a score for every item, `(users, items)`; user -1 is a person never seen."""


class Question:
    """For whom to rank, and what must come first.

    Attributes:
        users: Index of each person in the training table; -1 was never seen.
        relevant: What they took to afterwards: item indices, below 0 for items that the
            training never saw.
    """

    def __init__(
        self, train: InteractionTable, test: InteractionTable, *, with_repeats: bool = False
    ) -> None:
        self.item_ids = train.item_ids
        self._seen: sparse.csr_matrix | None = None if with_repeats else train.matrix()
        seen = {} if with_repeats else _by_user(train.users, train.items)

        user_place = {name: index for index, name in enumerate(train.user_ids)}
        item_place = {name: index for index, name in enumerate(train.item_ids)}
        known = set(train.items.tolist())
        places = [item_place.get(name, -2 - index) for index, name in enumerate(test.item_ids)]
        reachable = [place if place in known else -2 - i for i, place in enumerate(places)]

        users, relevant, names = [], [], []
        for user, items in _by_user(test.users, test.items).items():
            index = user_place.get(test.user_ids[user], -1)
            wanted = frozenset(reachable[item] for item in items) - seen.get(index, frozenset())
            if wanted:
                users.append(index)
                relevant.append(wanted)
                names.append(test.user_ids[user])
        self.users = np.array(users, np.intp)
        self.relevant = relevant
        self.names = names
        self.known = np.array(sorted(known), np.intp)

    def __len__(self) -> int:
        return len(self.users)

    def sample(self, count: int, seed: int = 3) -> Question:
        """Return the question for fewer people, drawn."""
        if len(self) <= count:
            return self
        chosen = np.sort(np.random.default_rng(seed).choice(len(self), count, replace=False))
        fewer = object.__new__(Question)
        fewer.item_ids, fewer.known, fewer._seen = self.item_ids, self.known, self._seen
        fewer.users = self.users[chosen]
        fewer.relevant = [self.relevant[one] for one in chosen]
        fewer.names = [self.names[one] for one in chosen]
        return fewer

    def mask(self) -> NDArray[np.bool_]:
        """Return which items of the catalogue are right for each person, `(people, items)`."""
        right = np.zeros((len(self), len(self.item_ids)), bool)
        for person, items in enumerate(self.relevant):
            right[person, [item for item in items if item >= 0]] = True
        return right

    def hide(self, scores: NDArray[np.float64], users: NDArray[np.intp]) -> None:
        """Take out of the scores what a ranking must not contain."""
        unseen = np.ones(scores.shape[1], bool)
        unseen[self.known] = False
        scores[:, unseen] = -np.inf
        if self._seen is not None:
            past = self._seen[np.where(users >= 0, users, 0)].tocoo()
            is_theirs = users[past.row] >= 0
            scores[past.row[is_theirs], past.col[is_theirs]] = -np.inf


def rank(
    ranker: Ranker, question: Question, first: int = RECALL_AT
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the best items of each person with their scores, `(people, first)` each.

    Equal scores stand in the order of the catalogue. An empty place has item -1.
    """
    width = min(first, len(question.item_ids))
    ranked = np.empty((len(question), width), np.intp)
    scored = np.empty((len(question), width))
    for start in range(0, len(question), CHUNK):
        users = question.users[start : start + CHUNK]
        scores = np.array(ranker.scores(users), np.float64)
        question.hide(scores, users)
        part = slice(start, start + len(users))
        ranked[part], scored[part] = top(scores, width)
    return ranked, scored


def top(
    scores: NDArray[np.float64], width: int
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Return the columns of the highest scores of each row, the highest first."""
    if width < scores.shape[1]:
        chosen = np.sort(np.argpartition(-scores, width - 1, axis=1)[:, :width], axis=1)
    else:
        chosen = np.tile(np.arange(width), (len(scores), 1))
    values = np.take_along_axis(scores, chosen, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    ranked = np.take_along_axis(chosen, order, axis=1)
    best = np.take_along_axis(values, order, axis=1)
    return np.where(np.isfinite(best), ranked, -1), best


def _by_user(users: NDArray[np.intp], items: NDArray[np.intp]) -> dict[int, frozenset[int]]:
    gathered: dict[int, set[int]] = {}
    for user, item in zip(users.tolist(), items.tolist(), strict=True):
        gathered.setdefault(user, set()).add(item)
    return {user: frozenset(theirs) for user, theirs in gathered.items()}
