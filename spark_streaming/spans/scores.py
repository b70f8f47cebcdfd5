"""What stands beside a score: drivers, confidence, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from schema.physiology.estimate import Score

DIGITS: Final = 6
"""Figures in a detail are rounded to this: equal computations give equal texts."""


def score_detail(score: Score) -> dict[str, Any]:
    """Return a score's detail as the graph reads it."""
    return {
        "confidence": str(score.confidence),
        "drivers": [
            {
                "name": str(driver.name),
                "value": round(driver.value, DIGITS),
                "contribution": round(driver.contribution, DIGITS),
            }
            for driver in score.drivers
        ],
        "missing": list(score.missing),
    }
