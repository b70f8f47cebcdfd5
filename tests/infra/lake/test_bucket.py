from datetime import date

import pytest

from infra.lake import open_lakehouse
from infra.lake.opening import storage_options
from infra.object_store import BucketAccess, open_objects
from infra.settings import Settings
from tests.infra.lake.lakes import ANNA, Lake
from tests.servers import MINIO_KEY

pytestmark = pytest.mark.distributed
MONDAY = date(2026, 11, 23)


@pytest.fixture
def settings(minio_url):
    open_objects("s3://lakes", BucketAccess(minio_url, MINIO_KEY, MINIO_KEY))
    return Settings(
        lake_url="s3a://lakes/house",
        s3_endpoint=minio_url,
        s3_access_key=MINIO_KEY,
        s3_secret_key=MINIO_KEY,
    )


async def test_a_lake_in_a_bucket_is_read_as_one_in_a_folder(settings):
    lakehouse = open_lakehouse(settings)
    assert await lakehouse.batch() == -1
    assert await lakehouse.days(ANNA, MONDAY, MONDAY) == {}

    lake = Lake("s3://lakes/house", storage_options(settings))
    for batch in range(2):
        lake.day(MONDAY, batch, steps=float(batch))
        lake.commit(batch)

    assert await lakehouse.batch() == 1
    assert (await lakehouse.days(ANNA, MONDAY, MONDAY))[MONDAY]["steps"].value == 1.0
