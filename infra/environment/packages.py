"""The virtual environment: made, filled from the hash-pinned requirements, and ours in it."""

import shutil
import sys
from pathlib import Path

from infra.environment.command import answer, run
from infra.environment.made import requirements_file
from infra.environment.places import REPOSITORY
from infra.environment.progress import Progress

_ENTRY = """\
#!/bin/sh
'''exec' "{python}" "$0" "$@"
' '''
import sys

from infra.cli import main

sys.exit(main())
"""


def make_virtual_environment(environment: Path, progress: Progress, held: int) -> None:
    """Make the virtual environment, unless a working one stands there."""
    if _works(environment / "bin" / "python"):
        return
    progress.say("environment", f"making {environment}")
    kept = ["--clear"] if (environment / "pyvenv.cfg").exists() else []
    run([sys.executable, "-m", "venv", *kept, str(environment)], _ignore, held=held)


def install_packages(environment: Path, part: str, progress: Progress, held: int) -> None:
    """Install exactly what is pinned; what is there already is left alone."""
    forget_half_installed(site_packages(environment))
    pins = requirements_file(part)
    total = sum("==" in line for line in pins.read_text(encoding="utf-8").splitlines())
    seen = 0

    def hear(line: str) -> None:
        nonlocal seen
        if line.startswith(("Collecting", "Requirement already satisfied")):
            seen += 1
            progress.say("packages", f"{min(seen, total)}/{total}")
        elif line.startswith("Installing collected"):
            progress.say("packages", f"installing {total}")

    pip = [str(environment / "bin" / "python"), "-m", "pip", "--no-input"]
    options = ["--require-hashes", "--prefer-binary", "--progress-bar", "off"]
    run([*pip, "install", *options, "-r", str(pins)], hear, held=held)
    progress.say("packages", "done")


def install_ourselves(environment: Path) -> None:
    """Put this repository on the environment's path, and the command into its ``bin``."""
    path_file = site_packages(environment) / "pulseplate.pth"
    path_file.write_text(f"{REPOSITORY}\n", encoding="utf-8")
    entry = environment / "bin" / "pulseplate"
    entry.write_text(_ENTRY.format(python=environment / "bin" / "python"), encoding="utf-8")
    entry.chmod(0o755)


def site_packages(environment: Path) -> Path:
    """Return the folder of the environment's installed packages."""
    return next((environment / "lib").glob("python3.*")) / "site-packages"


def forget_half_installed(packages: Path) -> None:
    """Drop the descriptions of packages whose installation was cut.

    pip writes ``RECORD`` last, but believes a package is there once ``METADATA`` is.
    """
    for description in packages.glob("*.dist-info"):
        if not (description / "RECORD").exists():
            shutil.rmtree(description)


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    probe = [str(python), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    return answer(probe)[0] == 0


def _ignore(_line: str) -> None:
    """Hear nothing: the program says nothing of use while it succeeds."""
