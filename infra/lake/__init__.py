"""Reading the lakehouse, and looking after it."""

from infra.lake.lakehouse import DeltaLakehouse
from infra.lake.opening import open_lakehouse, open_upkeep

__all__ = ["DeltaLakehouse", "open_lakehouse", "open_upkeep"]
