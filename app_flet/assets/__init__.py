"""Pictures, manifest and service worker of the app."""

import shutil
from pathlib import Path

from app_flet import fonts

OWN = Path(__file__).parent
NOT_SERVED = shutil.ignore_patterns("*.py", "__pycache__")


def gather(folder: Path) -> Path:
    """Fill a folder with everything of our own that the app shows; return it."""
    shutil.copytree(OWN, folder, dirs_exist_ok=True, ignore=NOT_SERVED)
    fonts.put_into(folder)
    return folder
