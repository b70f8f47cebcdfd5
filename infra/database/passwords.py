"""Passwords, kept as Argon2id hashes."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

MEMORY_KIB: Final = 19_456
ITERATIONS: Final = 2
LANES: Final = 1


class Passwords:
    """Hashes and checks passwords, at the least cost that OWASP recommends: 19 MiB, t=2.

    Args:
        memory_kib: What a hash takes of memory.
        iterations: How often it goes through it.
    """

    def __init__(self, memory_kib: int = MEMORY_KIB, iterations: int = ITERATIONS) -> None:
        self._hasher = PasswordHasher(
            time_cost=iterations, memory_cost=memory_kib, parallelism=LANES, type=Type.ID
        )
        self._nobodys = self._hasher.hash("nobody's password")

    def hash(self, password: str) -> str:
        """Return the hash, with its salt and cost in it."""
        return self._hasher.hash(password)

    def holds(self, password_hash: str | None, password: str) -> bool:
        """Tell whether it is the password; without a hash it takes as long to say no."""
        try:
            self._hasher.verify(password_hash or self._nobodys, password)
        except (VerifyMismatchError, InvalidHashError, UnicodeEncodeError):
            return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Tell whether the hash was made at another cost."""
        return self._hasher.check_needs_rehash(password_hash)
