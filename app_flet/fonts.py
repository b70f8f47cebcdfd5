"""The letters of the app: Manrope, from its package; Flet's own Roboto knows only Latin."""

import shutil
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Manrope"
PACKAGE = "font_manrope"
FILE = "Manrope-VariableFont_wght.ttf"
SERVED_AS = "fonts/manrope.ttf"


def is_installed() -> bool:
    """Say whether the letters can be served; without them the app falls back to Roboto."""
    return find_spec(PACKAGE) is not None


def put_into(folder: Path) -> None:
    """Add the letters to the folder that is served."""
    if is_installed():
        (folder / SERVED_AS).parent.mkdir(exist_ok=True)
        shutil.copyfile(str(files(PACKAGE) / "files" / FILE), folder / SERVED_AS)


def served() -> dict[str, str]:
    """Return the families of letters with the files they come from."""
    return {FAMILY: SERVED_AS} if is_installed() else {}
