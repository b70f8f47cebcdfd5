"""Who has an account, and by what they prove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import msgspec

from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from datetime import datetime


class TooManyAttemptsError(PulsePlateError):
    """Too many wrong passwords for one login; `retry_after_s` says when to come again."""

    code: ClassVar[str] = "too_many_attempts"

    def __init__(self, retry_after_s: int) -> None:
        self.retry_after_s = retry_after_s
        super().__init__(f"too many wrong passwords; try again in {retry_after_s} s")


@dataclass(frozen=True)
class User:
    """A person with an account; `name` is what they are called, `login` what they type."""

    id: str
    login: str
    email: str
    name: str
    timezone: str
    created_at: datetime


@dataclass(frozen=True)
class NewAccount:
    """What a person gives when they sign up; `timezone` is an IANA name, UTC if not given."""

    login: str
    email: str
    password: str = field(repr=False)
    name: str
    timezone: str | None = None


@dataclass(frozen=True)
class SignedIn:
    """A session just opened or prolonged. The refresh token works once."""

    user: User
    session_id: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: datetime


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A sign-in that goes on: what must be known to take its access tokens."""

    session_id: str
    user_id: str
    expires_at_ms: int
    revoked: bool


class CallerKind(StrEnum):
    """What somebody showed at the door."""

    PERSON = "person"
    DEVICE = "device"
    API_KEY = "api_key"


class Scope(StrEnum):
    """What an API key opens; a person's own session opens all, a device only `ingest`."""

    READ = "read"
    WRITE = "write"
    INGEST = "ingest"


@dataclass(frozen=True)
class Caller:
    """Who is calling, as proven by a bearer token.

    Attributes:
        user_id: On whose behalf.
        kind: What was shown.
        credential_id: Session id, device id or API key id.
        source_id: Which source an event that comes with this call is of.
        scopes: What may be done.
    """

    user_id: str
    kind: CallerKind
    credential_id: str
    source_id: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class NewApiKey:
    """What is asked of a key for a third party."""

    name: str
    scopes: frozenset[str]
    expires_at: datetime | None = None


@dataclass(frozen=True)
class ApiKey:
    """A key for a third party; its token was shown once, `prefix` tells it from others."""

    id: str
    name: str
    prefix: str
    scopes: frozenset[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class ApiKeyCredentials:
    """A key as it is made: the only time the token is known."""

    api_key: ApiKey
    token: str = field(repr=False)


@dataclass(frozen=True)
class Erasure:
    """A person who asked to be forgotten; outlives everything else of theirs.

    Attributes:
        completed_at: When the last of the stores had forgotten; null before.
    """

    id: str
    user_id: str
    requested_at: datetime
    completed_at: datetime | None
