"""Pictures, manifest and service worker of the app."""

from pathlib import Path

ASSETS = Path(__file__).parent
