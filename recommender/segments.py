"""Who is like whom before anything is known of their taste.

A segment is what `schema.people.defaults.segment` says: `goal:sex:age band:activity`; or the
cluster of people who live alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from schema.people.defaults import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from scipy import sparse

EVERYBODY: Final = ""
"""The segment that everyone belongs to."""

BELIEF_IN_WIDER: Final = 10.0
"""A segment's mean counts as that of as many people more who are like those around it."""


def wider(segment: str) -> list[str]:
    """Return the segment and those around it, the narrowest first, everybody last.

    >>> wider("ENDURANCE:MALE")
    ['ENDURANCE:MALE', 'ENDURANCE', '']
    """
    parts = segment.split(SEPARATOR) if segment else []
    lengths = range(len(parts), 0, -1)
    return [SEPARATOR.join(parts[:length]) for length in lengths] + [EVERYBODY]


def members(segments: Iterable[str]) -> dict[str, list[int]]:
    """Return the places in the list of who belongs to each segment, however wide."""
    belonging: dict[str, list[int]] = {EVERYBODY: []}
    for place, segment in enumerate(segments):
        for around in wider(segment):
            belonging.setdefault(around, []).append(place)
    return belonging


def nearest(by_segment: Mapping[str, NDArray[np.float64]], segment: str) -> NDArray[np.float64]:
    """Return what is known of the narrowest segment of a person that is known at all."""
    return next(by_segment[around] for around in wider(segment) if around in by_segment)


def segment_means(
    rows: NDArray[np.float64] | sparse.csr_matrix, segments: Sequence[str]
) -> dict[str, NDArray[np.float64]]:
    """Return the mean of each segment's rows, small ones drawn toward those around them."""
    belonging = members(segments)
    means = {EVERYBODY: _sum(rows) / max(len(segments), 1)}
    for segment in sorted(belonging.keys() - {EVERYBODY}, key=len):
        theirs = belonging[segment]
        around = means[wider(segment)[1]]
        total = _sum(rows[theirs]) + BELIEF_IN_WIDER * around
        means[segment] = total / (len(theirs) + BELIEF_IN_WIDER)
    return means


def _sum(rows: NDArray[np.float64] | sparse.csr_matrix) -> NDArray[np.float64]:
    return np.asarray(rows.sum(axis=0), np.float64).ravel()
