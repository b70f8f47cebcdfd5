"""How alike two items are in what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recommender.catalogue.items import Meal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from recommender.catalogue.items import Item

SLOT_WEIGHT = 0.3
ACTIVITY_WEIGHT = 1.0
INTENSITY_WEIGHT = 0.6
REGION_WEIGHT = 0.3


def content_likeness(items: Sequence[Item]) -> NDArray[np.float64]:
    """Return the cosine of what each pair of items is made of, `(items, items)`, 0 to 1.

    A meal is the shares of its foods in its weight, and its slots; a workout its activity, its
    intensity and the regions it loads.
    """
    described = [_described(item) for item in items]
    names = sorted({name for parts in described for name in parts})
    place = {name: column for column, name in enumerate(names)}

    features = np.zeros((len(items), len(names)))
    for row, parts in enumerate(described):
        for name, amount in parts.items():
            features[row, place[name]] = amount

    lengths = np.linalg.norm(features, axis=1, keepdims=True)
    unit = features / np.where(lengths > 0, lengths, 1.0)
    likeness: NDArray[np.float64] = unit @ unit.T
    return likeness


def _described(item: Item) -> Mapping[str, float]:
    if isinstance(item, Meal):
        weight_g = sum(item.grams.values())
        shares = {f"food {name}": grams / weight_g for name, grams in item.grams.items()}
        return shares | {f"slot {slot}": SLOT_WEIGHT for slot in item.slots}

    return {
        f"activity {item.activity}": ACTIVITY_WEIGHT,
        f"kind {item.kind}": INTENSITY_WEIGHT,
        f"intensity {item.intensity}": INTENSITY_WEIGHT,
    } | {f"loads {region}": REGION_WEIGHT for region in item.loads}
