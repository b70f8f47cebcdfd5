"""Where things lie on this machine."""

import os
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def environment_folder() -> Path:
    """Return the virtual environment's folder: ``PULSEPLATE_ENV``, or ``.venv`` here."""
    chosen = os.environ.get("PULSEPLATE_ENV")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if sys.prefix != sys.base_prefix:
        return Path(sys.prefix)
    return REPOSITORY / ".venv"


def jars_folder(name: str) -> Path:
    """Return the folder of one set of jars: ``spark``, ``kafka`` or ``s3``."""
    return environment_folder() / "jars" / name


def class_archive(jars: Path) -> Path:
    """Return where the classes are kept that Spark starts with, beside its jars."""
    return jars / "classes.jsa"


def home_folder() -> Path:
    """Return where the house keeps its state: ``PULSEPLATE_HOME``, or ``.pulseplate`` here."""
    chosen = os.environ.get("PULSEPLATE_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return REPOSITORY / ".pulseplate"
