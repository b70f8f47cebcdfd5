"""New versions of what is no longer what it was."""

from __future__ import annotations

import json
from math import isclose
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spark_streaming.spans.features import FeatureValue
    from spark_streaming.spans.history import SpanValue

TOLERANCE: Final = 1e-9
NOTHING: Final = (None, None)

Key = tuple[Any, ...]
Version = tuple[float | None, str | None]
"""A value and its detail as JSON; `NOTHING` is an empty version."""


def changes(
    told: Mapping[Key, Version], standing: Mapping[Key, Version]
) -> Iterator[tuple[Key, Version]]:
    """Yield what differs from what stands, and an empty version of what is no more."""
    for key in sorted(told.keys() | standing.keys()):
        version = told.get(key, NOTHING)
        if not is_same(version, standing.get(key, NOTHING)):
            yield key, version


def is_same(one: Version, other: Version) -> bool:
    """Tell whether two versions say the same: values to nine digits, details to the letter."""
    (value, detail), (other_value, other_detail) = one, other
    if value is None or other_value is None:
        return value is other_value and detail == other_detail
    return detail == other_detail and isclose(
        value, other_value, rel_tol=TOLERANCE, abs_tol=TOLERANCE
    )


def of_spans(values: Iterable[SpanValue]) -> dict[Key, Version]:
    """Return span values by date and metric."""
    return {(said.date, said.metric): (said.value, _text(said.detail)) for said in values}


def of_features(values: Iterable[FeatureValue]) -> dict[Key, Version]:
    """Return features by day and name."""
    return {(said.as_of, said.feature): (said.value, None) for said in values}


def _text(detail: Mapping[str, Any] | None) -> str | None:
    if not detail:
        return None
    return json.dumps(detail, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
