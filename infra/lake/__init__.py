"""Reading the lakehouse."""

from infra.lake.lakehouse import DeltaLakehouse
from infra.lake.opening import open_lakehouse

__all__ = ["DeltaLakehouse", "open_lakehouse"]
