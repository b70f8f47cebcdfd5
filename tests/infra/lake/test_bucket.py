from contextlib import nullcontext
from datetime import date

import pytest
from deltalake import DeltaTable

from infra.lake import open_lakehouse, open_upkeep
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


async def test_a_lake_in_a_bucket_is_looked_after_as_one_in_a_folder(settings):
    lake = Lake("s3://lakes/kept", storage_options(settings))
    for batch in range(30):
        lake.day(MONDAY, batch, steps=float(batch))
        lake.commit(batch)
    kept = settings.model_copy(update={"lake_url": "s3a://lakes/kept"})

    open_upkeep(kept, lambda _: nullcontext()).run()

    table = DeltaTable("s3://lakes/kept/gold/day", storage_options=lake.access)
    assert len(table.file_uris()) == 1
    days = await open_lakehouse(kept).days(ANNA, MONDAY, MONDAY)
    assert days[MONDAY]["steps"].value == 29.0
