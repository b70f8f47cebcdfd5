"""Who is like whom before anything is known of their taste.

A segment is what `schema.people.defaults.segment` says: `goal:sex:age band:activity`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from schema.people.defaults import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable

EVERYBODY: Final = ""
"""The segment that everyone belongs to."""


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
