"""The letters of the app: Manrope, from its package; Flet's own Roboto knows only Latin."""

import shutil
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

FAMILY = "Manrope"
PACKAGE = "font_manrope"
FILE = "Manrope-VariableFont_wght.ttf"
SERVED_AS = "assets/fonts/manrope.ttf"
IN_MANIFEST = "fonts/manrope.ttf"


def is_installed() -> bool:
    """Say whether the letters can be served; without them the app falls back to Roboto."""
    return find_spec(PACKAGE) is not None


def put_into(folder: Path) -> None:
    """Add the letters to the folder that is served."""
    if is_installed():
        (folder / SERVED_AS).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(str(files(PACKAGE) / "files" / FILE), folder / SERVED_AS)


def manifest_entries() -> list[dict[str, object]]:
    """Return what makes the browser load the letters before it draws anything."""
    if not is_installed():
        return []
    return [{"family": FAMILY, "fonts": [{"asset": IN_MANIFEST}]}]


def served() -> dict[str, str]:
    """Return the families of letters with the files they come from."""
    return {FAMILY: SERVED_AS} if is_installed() else {}
