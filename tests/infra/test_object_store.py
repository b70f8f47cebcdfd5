from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from infra.object_store import (
    EXPIRES_AFTER,
    OLDER_VERSIONS_KEPT,
    BucketAccess,
    FolderObjects,
    open_objects,
)
from schema.errors import InvalidInputError, NotFoundError
from tests.servers import MINIO_KEY


def bucket_access(minio_url):
    return BucketAccess(endpoint=minio_url, access_key=MINIO_KEY, secret_key=MINIO_KEY)


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.distributed)])
def objects(request, tmp_path):
    if request.param == "folder":
        return open_objects(str(tmp_path / "objects"))
    minio_url = request.getfixturevalue("minio_url")
    return open_objects(f"s3://test-{uuid4()}", bucket_access(minio_url))


def test_what_is_put_is_got(objects):
    objects.put("models/meals/0001/factors.npz", b"\x00\x01")

    assert objects.get("models/meals/0001/factors.npz") == b"\x00\x01"


def test_an_empty_object_is_an_object(objects):
    objects.put("uploads/empty.csv", b"")

    assert objects.get("uploads/empty.csv") == b""


def test_the_newest_content_stands(objects):
    objects.put("models/meals/current", b"0001")
    objects.put("models/meals/current", b"0002")

    assert objects.get("models/meals/current") == b"0002"
    assert objects.list("models/") == ["models/meals/current"]


def test_keys_are_listed_by_how_they_begin(objects):
    for key in ("models/meals/0002/a", "models/meals/0001/a", "models/workouts/0001/a"):
        objects.put(key, b"")

    assert objects.list("models/meals/") == ["models/meals/0001/a", "models/meals/0002/a"]
    assert objects.list("models/m") == objects.list("models/meals/")
    assert objects.list("nothing/") == []


def test_what_was_deleted_is_not_found(objects):
    objects.put("uploads/a.csv", b"a")

    objects.delete("uploads/a.csv")
    objects.delete("uploads/a.csv")

    assert objects.list("") == []
    with pytest.raises(NotFoundError):
        objects.get("uploads/a.csv")


@pytest.mark.parametrize("key", ["uploads/nothing", "uploads"])
def test_what_was_never_put_is_not_found(objects, key):
    objects.put("uploads/a.csv", b"a")

    with pytest.raises(NotFoundError):
        objects.get(key)


@pytest.mark.parametrize("key", ["../secret", "/etc/passwd", "a//b", "", ".versions/a", "a/.."])
def test_no_key_leads_out_of_the_store(objects, key):
    with pytest.raises(InvalidInputError):
        objects.put(key, b"")
    with pytest.raises(InvalidInputError):
        objects.get(key)


def test_another_process_sees_the_same_folder(tmp_path):
    FolderObjects(tmp_path).put("exports/a.zip", b"a")

    assert FolderObjects(tmp_path).get("exports/a.zip") == b"a"


def test_a_folder_keeps_older_versions_for_a_while(tmp_path):
    objects = FolderObjects(tmp_path)
    objects.put("models/current", b"1")
    objects.put("models/current", b"2")
    objects.delete("models/current")
    versions = sorted((tmp_path / ".versions/models/current").iterdir())

    assert [version.read_bytes() for version in versions] == [b"1", b"2"]
    objects.sweep(datetime.now(UTC) + OLDER_VERSIONS_KEPT + timedelta(minutes=1))
    assert not any(version.exists() for version in versions)


def test_an_export_goes_by_itself_and_a_model_stays(tmp_path):
    objects = FolderObjects(tmp_path)
    objects.put("exports/luca.zip", b"all")
    objects.put("models/current", b"1")

    objects.sweep(datetime.now(UTC) + EXPIRES_AFTER["exports/"] + timedelta(minutes=1))

    assert objects.list("") == ["models/current"]


@pytest.mark.distributed
def test_a_bucket_is_made_with_versions_and_rules_and_found_again(minio_url):
    from minio import Minio

    access = bucket_access(minio_url)
    name = f"test-{uuid4()}"
    open_objects(f"s3://{name}", access).put("a", b"1")

    again = open_objects(f"s3a://{name}", access)

    client = Minio(
        endpoint=minio_url.removeprefix("http://"),
        access_key=access.access_key,
        secret_key=access.secret_key,
        secure=False,
    )
    rules = {rule.rule_id for rule in client.get_bucket_lifecycle(bucket_name=name).rules}
    assert again.get("a") == b"1"
    assert client.get_bucket_versioning(bucket_name=name).status == "Enabled"
    assert rules == {"expire-exports", "older-versions"}
