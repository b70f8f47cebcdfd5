"""Items that the same people take to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from implicit.nearest_neighbours import all_pairs_knn, bm25_weight

if TYPE_CHECKING:
    from scipy import sparse

NEIGHBOURS: Final = 100


def neighbours(matrix: sparse.csr_matrix, num_threads: int = 1) -> sparse.csr_matrix:
    """Return how alike items are in who took to them, `(items, items)` CSR.

    The likeness is the product of BM25 weights; each item keeps its nearest hundred.
    """
    weighted = bm25_weight(matrix).tocsr()
    return all_pairs_knn(
        weighted, NEIGHBOURS, show_progress=False, num_threads=num_threads
    ).tocsr()
