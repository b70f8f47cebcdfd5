"""Where the lake is, and how it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.lake.lakehouse import DeltaLakehouse
from infra.lake.tables import LakeTables

if TYPE_CHECKING:
    from infra.settings import Settings


def open_lakehouse(settings: Settings) -> DeltaLakehouse:
    """Return the lakehouse that the settings name: a folder, or a bucket."""
    url = settings.lake_url
    if not url.startswith(("s3a://", "s3://")):
        return DeltaLakehouse(LakeTables(url, None))
    secret = settings.s3_secret_key
    given = {
        "AWS_ENDPOINT_URL": settings.s3_endpoint,
        "AWS_REGION": settings.s3_region,
        "AWS_ACCESS_KEY_ID": settings.s3_access_key,
        "AWS_SECRET_ACCESS_KEY": secret.get_secret_value() if secret else None,
        "AWS_ALLOW_HTTP": "true",
    }
    options = {name: value for name, value in given.items() if value is not None}
    return DeltaLakehouse(LakeTables(url.replace("s3a://", "s3://", 1), options))
