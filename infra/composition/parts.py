"""What every group of parts begins with: the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infra.settings import Settings


class Parts:
    """Parts of one house, as its settings say."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
