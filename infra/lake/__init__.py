"""Reading the lakehouse, and looking after it."""

from infra.lake.lakehouse import DeltaLakehouse
from infra.lake.opening import lake_place, open_lakehouse, open_upkeep

__all__ = ["DeltaLakehouse", "lake_place", "open_lakehouse", "open_upkeep"]
