"""Houses to be lived in."""

import pytest

from tests.houses import running_house
from tests.servers import MINIO_KEY


@pytest.fixture(scope="package")
def house(tmp_path_factory):
    """The whole house, once for all tests of a worker that need it."""
    with running_house(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture
def distributed_house(tmp_path_factory, new_database, minio_url):
    """The whole house on somebody else's SQL and object store."""
    with running_house(
        tmp_path_factory.mktemp("distributed"),
        PULSEPLATE_DATABASE_URL=new_database("house"),
        PULSEPLATE_LAKE_URL="s3a://lake",
        PULSEPLATE_OBJECTS_URL="s3://objects",
        PULSEPLATE_S3_ENDPOINT=minio_url,
        PULSEPLATE_S3_ACCESS_KEY=MINIO_KEY,
        PULSEPLATE_S3_SECRET_KEY=MINIO_KEY,
    ) as house:
        yield house
