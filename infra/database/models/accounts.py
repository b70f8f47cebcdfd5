"""Accounts, and by what they are proven."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from infra.database.columns import Identifier
from infra.database.models.base import Base, Id, Name, OwnerId

HASH_LENGTH = 64

TokenHash = Annotated[str, mapped_column(String(HASH_LENGTH), unique=True)]


class PersonRow(Base):
    """An account; login and e-mail are kept as typed and, folded, as keys."""

    __tablename__ = "person"

    id: Mapped[Id]
    login: Mapped[Name]
    login_key: Mapped[Name] = mapped_column(unique=True)
    email: Mapped[Name]
    email_key: Mapped[Name] = mapped_column(unique=True)
    password_hash: Mapped[str]
    created_at: Mapped[datetime]


class SessionRow(Base):
    """A sign-in that goes on until it expires or is revoked."""

    __tablename__ = "session"

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RefreshTokenRow(Base):
    """A refresh token of a session; a used one stays, so that using it again is noticed."""

    __tablename__ = "refresh_token"

    token_hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        Identifier, ForeignKey("session.id", ondelete="CASCADE"), index=True
    )
    issued_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInAttemptRow(Base):
    """Wrong passwords for one login since a beginning."""

    __tablename__ = "sign_in_attempt"

    login_key: Mapped[Name] = mapped_column(primary_key=True)
    since: Mapped[datetime] = mapped_column(index=True)
    failures: Mapped[int]


class ApiKeyRow(Base):
    """A key that a person gave to a third party."""

    __tablename__ = "api_key"

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    name: Mapped[Name]
    prefix: Mapped[str]
    token_hash: Mapped[TokenHash]
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class ErasureRow(Base):
    """Who asked to be forgotten; nothing refers to it, so it outlives the account."""

    __tablename__ = "erasure"

    id: Mapped[Id]
    user_id: Mapped[str] = mapped_column(Identifier, index=True)
    requested_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
