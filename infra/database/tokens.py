"""What is shown at a door: opaque tokens, kept as hashes, and signed access tokens."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import jwt

from schema.errors import UnauthenticatedError

if TYPE_CHECKING:
    from datetime import datetime, timedelta

DEVICE_PREFIX: Final = "ppd_"
API_KEY_PREFIX: Final = "ppk_"
REFRESH_PREFIX: Final = "ppr_"

TOKEN_BYTES: Final = 32
SHOWN_CHARACTERS: Final = 8

ALGORITHM: Final = "HS256"
ISSUER: Final = "pulseplate"
CLAIMS: Final = ("sub", "sid", "iat", "exp", "iss")


def new_token(prefix: str) -> str:
    """Return 256 random bits; the prefix tells people and scanners what was leaked."""
    return prefix + secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """Return SHA-256 in hex; a random token needs no salt and no slow hash."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def shown_prefix(token: str) -> str:
    """Return the beginning of a token, by which its owner tells it from others."""
    return token[:SHOWN_CHARACTERS]


@dataclass(frozen=True)
class AccessTokens:
    """Signs and reads access tokens; what they say is public, not secret."""

    secret: str = field(repr=False)
    lifetime: timedelta

    def issue(self, user_id: str, session_id: str, now: datetime) -> tuple[str, datetime]:
        """Return a token of the session and when it ends."""
        expires_at = now + self.lifetime
        claims = {
            "sub": user_id,
            "sid": session_id,
            "iat": now,
            "exp": expires_at,
            "iss": ISSUER,
        }
        return jwt.encode(claims, self.secret, algorithm=ALGORITHM), expires_at

    def read(self, token: str) -> tuple[str, str]:
        """Return user and session of a token that holds now.

        Raises:
            UnauthenticatedError: Forged, expired, or no access token at all.
        """
        try:
            claims = jwt.decode(
                token,
                self.secret,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                options={"require": list(CLAIMS)},
            )
        except (jwt.InvalidTokenError, UnicodeEncodeError) as error:
            raise UnauthenticatedError(f"the access token does not hold: {error}") from error
        return str(claims["sub"]), str(claims["sid"])
