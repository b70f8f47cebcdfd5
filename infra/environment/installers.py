"""The commands by which this machine's own package manager installs what is missing."""

import os
import shutil
import sys

_INSTALL = {
    "apt-get": ("apt-get", "install", "-y"),
    "dnf": ("dnf", "install", "-y"),
    "zypper": ("zypper", "--non-interactive", "install"),
    "pacman": ("pacman", "-S", "--noconfirm"),
    "apk": ("apk", "add"),
    "brew": ("brew", "install"),
}
_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
_PACKAGES = {
    "java": {
        "apt-get": "openjdk-17-jre-headless",
        "dnf": "java-17-openjdk-headless",
        "zypper": "java-17-openjdk-headless",
        "pacman": "jre17-openjdk-headless",
        "apk": "openjdk17-jre-headless",
        "brew": "openjdk@17",
    },
    "maven": dict.fromkeys(_INSTALL, "maven"),
    "venv": {"apt-get": f"{_PYTHON}-venv"},
}


def install_command(thing: str) -> tuple[str, ...]:
    """Return the command that installs ``java``, ``maven`` or ``venv`` here.

    Empty when no package manager that we know is there.
    """
    for manager, command in _INSTALL.items():
        package = _PACKAGES[thing].get(manager)
        if package and shutil.which(manager):
            return (*_as_root(manager), *command, package)
    return ()


def _as_root(manager: str) -> tuple[str, ...]:
    return () if manager == "brew" or os.geteuid() == 0 else ("sudo",)
