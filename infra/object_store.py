"""Whole files, in a folder or in a bucket: the same promises either way.

What is overwritten or deleted stays behind as an older version for a while; exports go by
themselves.
"""

from __future__ import annotations

import os
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from minio import Minio
from minio.commonconfig import ENABLED, Filter
from minio.error import S3Error
from minio.lifecycleconfig import (
    Expiration,
    LifecycleConfig,
    NoncurrentVersionExpiration,
    Rule,
)
from minio.versioningconfig import VersioningConfig

from schema.errors import InvalidInputError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from schema.ports.objects import ObjectStore

EXPIRES_AFTER: Final = {"exports/": timedelta(days=7)}
"""How long what begins so is kept; everything else stays until it is deleted."""

OLDER_VERSIONS_KEPT: Final = timedelta(days=30)

VERSIONS_FOLDER: Final = ".versions"
DRAFTS_FOLDER: Final = ".drafts"
SWEEP_EVERY: Final = timedelta(hours=1)

MISSING: Final = frozenset({"NoSuchKey", "NoSuchObject"})
BUCKET_IS_THERE: Final = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


@dataclass(frozen=True)
class BucketAccess:
    """How a server that speaks S3 is reached; `endpoint` is its URL."""

    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    region: str = "us-east-1"


def open_objects(url: str, access: BucketAccess | None = None) -> ObjectStore:
    """Return the store at a URL, ready for use: `s3://bucket`, or a folder."""
    if not url.startswith(("s3://", "s3a://")):
        return FolderObjects(Path(url.removeprefix("file://")))
    if access is None:
        raise InvalidInputError("objects_url", f"{url} needs an endpoint and keys")
    store = BucketObjects(_client(access), urlsplit(url).netloc)
    store.prepare()
    return store


def ensure_bucket(url: str, access: BucketAccess) -> None:
    """Make the bucket of an address, if it is not there, and nothing more."""
    _make_bucket(_client(access), urlsplit(url).netloc)


def _client(access: BucketAccess) -> Minio:
    server = urlsplit(access.endpoint)
    return Minio(
        endpoint=server.netloc,
        access_key=access.access_key,
        secret_key=access.secret_key,
        region=access.region,
        secure=server.scheme == "https",
    )


def _make_bucket(client: Minio, bucket: str) -> None:
    try:
        client.make_bucket(bucket_name=bucket)
    except S3Error as error:
        if error.code not in BUCKET_IS_THERE:
            raise


def checked(key: str) -> str:
    """Return the key, if it is one: names between slashes, none of them hidden.

    Raises:
        InvalidInputError: It could lead out of the store, or is no name.
    """
    if any(part.startswith(".") or not part or "\\" in part for part in key.split("/")):
        raise InvalidInputError("key", f"{key!r} is no key of an object")
    return key


class FolderObjects:
    """Objects as files; several processes may share the folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._next_sweep_s = 0.0
        (root / DRAFTS_FOLDER).mkdir(parents=True, exist_ok=True)

    def put(self, key: str, content: bytes) -> None:
        """Keep the content under the key; a reader sees all of it or the one before."""
        path = self._root / checked(key)
        draft = self._root / DRAFTS_FOLDER / secrets.token_hex(16)
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        self._keep_version(key, path)
        draft.replace(path)
        self._sweep_if_due()

    def get(self, key: str) -> bytes:
        """Return the content."""
        try:
            return (self._root / checked(key)).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise NotFoundError(f"there is no object {key}") from None

    def list(self, prefix: str) -> list[str]:
        """Return the keys that begin so, ascending."""
        return sorted(key for key, _ in self._files(self._root) if key.startswith(prefix))

    def delete(self, key: str) -> None:
        """Forget the key; that there is none is no error."""
        path = self._root / checked(key)
        self._keep_version(key, path)
        path.unlink(missing_ok=True)

    def sweep(self, now: datetime) -> None:
        """Remove what is kept no longer: expired objects and old versions."""
        for prefix, lifetime in EXPIRES_AFTER.items():
            for key, path in list(self._files(self._root)):
                if key.startswith(prefix):
                    _remove_if_older(path, now - lifetime)
        for hidden in (VERSIONS_FOLDER, DRAFTS_FOLDER):
            for _, path in list(self._files(self._root / hidden)):
                _remove_if_older(path, now - OLDER_VERSIONS_KEPT)

    def _keep_version(self, key: str, path: Path) -> None:
        """Keep what stands under the key now, by a second name of the same file."""
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        version = self._root / VERSIONS_FOLDER / key / name
        version.parent.mkdir(parents=True, exist_ok=True)
        try:
            version.hardlink_to(path)
        except FileNotFoundError:
            return
        version.touch()

    def _sweep_if_due(self) -> None:
        if time.monotonic() >= self._next_sweep_s:
            self._next_sweep_s = time.monotonic() + SWEEP_EVERY.total_seconds()
            self.sweep(datetime.now(UTC))

    def _files(self, root: Path) -> Iterator[tuple[str, Path]]:
        for folder, folders, names in os.walk(root):
            if folder == str(self._root):
                folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                path = Path(folder) / name
                yield path.relative_to(root).as_posix(), path


class BucketObjects:
    """Objects in a bucket of MinIO, or of anything else that speaks S3."""

    def __init__(self, client: Minio, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def prepare(self) -> None:
        """Make the bucket, if it is not there, with versioning and lifecycle rules."""
        _make_bucket(self._client, self._bucket)
        self._client.set_bucket_versioning(
            bucket_name=self._bucket, config=VersioningConfig(status=ENABLED)
        )
        self._client.set_bucket_lifecycle(
            bucket_name=self._bucket, config=LifecycleConfig(_lifecycle_rules())
        )

    def put(self, key: str, content: bytes) -> None:
        """Keep the content under the key; a reader sees all of it or the one before."""
        self._client.put_object(
            bucket_name=self._bucket,
            object_name=checked(key),
            data=BytesIO(content),
            length=len(content),
        )

    def get(self, key: str) -> bytes:
        """Return the content."""
        try:
            answer = self._client.get_object(bucket_name=self._bucket, object_name=checked(key))
        except S3Error as error:
            if error.code in MISSING:
                raise NotFoundError(f"there is no object {key}") from None
            raise
        try:
            return bytes(answer.read())
        finally:
            answer.close()
            answer.release_conn()

    def list(self, prefix: str) -> list[str]:
        """Return the keys that begin so, ascending."""
        found = self._client.list_objects(
            bucket_name=self._bucket, prefix=prefix, recursive=True
        )
        return sorted(str(one.object_name) for one in found)

    def delete(self, key: str) -> None:
        """Forget the key; that there is none is no error."""
        self._client.remove_object(bucket_name=self._bucket, object_name=checked(key))


def _lifecycle_rules() -> list[Rule]:
    expiring = [
        Rule(
            status=ENABLED,
            rule_filter=Filter(prefix=prefix),
            rule_id=f"expire-{prefix.strip('/')}",
            expiration=Expiration(days=lifetime.days),
        )
        for prefix, lifetime in EXPIRES_AFTER.items()
    ]
    older = Rule(
        status=ENABLED,
        rule_filter=Filter(prefix=""),
        rule_id="older-versions",
        noncurrent_version_expiration=NoncurrentVersionExpiration(
            noncurrent_days=OLDER_VERSIONS_KEPT.days
        ),
    )
    return [*expiring, older]


def _remove_if_older(path: Path, instant: datetime) -> None:
    try:
        if path.stat().st_mtime < instant.timestamp():
            path.unlink()
    except FileNotFoundError:
        return
