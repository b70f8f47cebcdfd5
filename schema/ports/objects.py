"""Whole files: uploaded originals, exports, model artefacts."""

from __future__ import annotations

from typing import Protocol


class ObjectStore(Protocol):
    """Keeps whole files by key (`models/meals/0007/factors.npz`)."""

    def put(self, key: str, content: bytes) -> None:
        """Keep the content under the key; a reader sees all of it or the one before."""

    def get(self, key: str) -> bytes:
        """Return the content.

        Raises:
            NotFoundError: There is none under that key.
        """

    def list(self, prefix: str) -> list[str]:
        """Return the keys that begin so, ascending."""

    def delete(self, key: str) -> None:
        """Forget the key; that there is none is no error."""
