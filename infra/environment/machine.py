"""What the house needs of the machine itself, and what is there."""

import os
import platform
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from infra.environment.command import answer
from infra.environment.finding import Finding
from infra.environment.installers import install_command
from infra.environment.places import environment_folder, home_folder

OLDEST_PYTHON = (3, 11)
OLDEST_JAVA = 17
ENVIRONMENT_MB = 2500
HOME_MB = 1000
MEMORY_MB = 4000


def find_java() -> str | None:
    """Return the ``java`` that the house would use: that of ``JAVA_HOME``, or the path's."""
    java_home = os.environ.get("JAVA_HOME")
    if java_home:
        return shutil.which(str(Path(java_home) / "bin" / "java"))
    return shutil.which("java")


def java_release(banner: str) -> int | None:
    """Return the feature release in what ``java -version`` prints: 17, or 8 for 1.8."""
    match = re.search(r'version "(?:1\.)?(\d+)', banner)
    return int(match[1]) if match else None


def machine_findings() -> list[Finding]:
    """Look at everything that has to be there before the environment can be made."""
    return [_python(), _venv(), _java(), _maven(), *_disk(), _memory()]


def missing(findings: list[Finding]) -> list[Finding]:
    """Return what keeps the house from starting."""
    return [finding for finding in findings if finding.is_needed and not finding.is_well]


def _python() -> Finding:
    return Finding(
        "Python",
        sys.version_info >= OLDEST_PYTHON,
        f"{platform.python_version()} at {sys.executable}, 3.11 or newer is needed",
    )


def _venv() -> Finding:
    is_there = find_spec("venv") is not None and find_spec("ensurepip") is not None
    says = "can be made" if is_there else "cannot be made: Python's venv module is missing"
    return Finding("Virtual environment", is_there, says, install_command("venv"))


def _java() -> Finding:
    java = find_java()
    remedy = install_command("java")
    if java is None:
        return Finding("Java", is_well=False, says="Java 17 or newer is missing", remedy=remedy)
    _, banner = answer([java, "-version"])
    release = java_release(banner)
    if release is None:
        says = f"{java} does not start: {banner.strip()[:200]}"
        return Finding("Java", is_well=False, says=says, remedy=remedy)
    says = f"{release} at {java}, 17 or newer is needed"
    return Finding("Java", release >= OLDEST_JAVA, says, remedy)


def _maven() -> Finding:
    maven = shutil.which("mvn")
    says = f"at {maven}" if maven else "not there; Spark's own Ivy fetches the jars instead"
    return Finding("Maven", maven is not None, says, install_command("maven"), is_needed=False)


def _disk() -> list[Finding]:
    is_made = (environment_folder() / "made" / "house").exists()
    return [
        _room(
            "Room for the environment", environment_folder(), 0 if is_made else ENVIRONMENT_MB
        ),
        _room("Room for the data", home_folder(), HOME_MB),
    ]


def _room(subject: str, folder: Path, needed_mb: int) -> Finding:
    standing = next(path for path in (folder, *folder.parents) if path.exists())
    free_mb = shutil.disk_usage(standing).free // 2**20
    if not os.access(standing, os.W_OK):
        return Finding(subject, is_well=False, says=f"{standing} cannot be written to")
    return Finding(
        subject, free_mb >= needed_mb, f"{free_mb} MB free at {standing}, {needed_mb} MB needed"
    )


def _memory() -> Finding:
    total_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    says = f"{total_mb} MB in all, {MEMORY_MB} MB are comfortable"
    return Finding("Memory", total_mb >= MEMORY_MB, says, is_needed=False)
