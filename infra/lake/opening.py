"""Where the lake is and how it is reached, from settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from infra.lake.lakehouse import DeltaLakehouse
from infra.lake.upkeep import Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from infra.settings import Settings
    from schema.tables import Table


def open_lakehouse(settings: Settings) -> DeltaLakehouse:
    """Return the lakehouse of the house; nothing is read yet."""
    return DeltaLakehouse(*lake_place(settings))


def open_upkeep(
    settings: Settings, alone: Callable[[Table], AbstractContextManager[object]]
) -> Upkeep:
    """Return what looks after the lake of the house, for the process that writes it."""
    return Upkeep(*lake_place(settings), alone)


def lake_place(settings: Settings) -> tuple[str, dict[str, str] | None]:
    """Return where delta-rs finds the lake of the house, and its options for a bucket."""
    url = settings.lake_url
    if not url.startswith(("s3://", "s3a://")):
        return url.removeprefix("file://"), None
    return url.replace("s3a://", "s3://", 1), storage_options(settings)


def storage_options(settings: Settings) -> dict[str, str]:
    """Return what delta-rs needs to know of the server; without keys it asks its machine."""
    secret = settings.s3_secret_key
    endpoint = settings.s3_endpoint
    known = {
        "AWS_REGION": settings.s3_region,
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": settings.s3_access_key,
        "AWS_SECRET_ACCESS_KEY": secret.get_secret_value() if secret else None,
        "AWS_ALLOW_HTTP": "true" if endpoint and endpoint.startswith("http://") else None,
    }
    return {name: value for name, value in known.items() if value}
