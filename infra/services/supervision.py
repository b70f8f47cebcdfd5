"""The supervisor: what it is told to run, and how it is spoken to."""

import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from http.client import HTTPException
from pathlib import Path
from typing import Any, cast
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from infra.environment.places import REPOSITORY
from infra.services.service import Service
from infra.services.tether import environment_for_tethered, tethered

# States in which a program doesn't run and the supervisor leaves it so.
AT_REST = {"STOPPED", "FATAL"}
_LONGEST_SOCKET_PATH = 90
_HEAD = """\
[supervisord]
nodaemon=true
silent=true
logfile={logs}/supervisor.log
logfile_maxbytes=5MB
logfile_backups=1
pidfile={run}/supervisor.pid
childlogdir={logs}

[unix_http_server]
file={socket}
chmod=0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""
# A program that ends within `startsecs` is started again after 1, 2, 3 … seconds; after
# `startretries` of those the keeper begins anew at 1, so nobody gives up.
_PROGRAM = """
[program:{name}]
command={command}
directory={directory}
autostart=false
autorestart=true
startsecs=3
startretries=15
stopsignal=TERM
stopwaitsecs=15
killasgroup=true
redirect_stderr=true
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes=5MB
stdout_logfile_backups=3
"""


def configuration(services: Iterable[Service], run: Path, logs: Path) -> str:
    """Return the supervisor's configuration for the services that are ours."""
    head = _HEAD.format(run=_literal(run), logs=_literal(logs), socket=_literal(socket_of(run)))
    programs = [
        _PROGRAM.format(
            name=service.name,
            command=_literal(shlex.join(_command_line(service))),
            directory=_literal(REPOSITORY),
            logs=_literal(logs),
        )
        for service in services
        if not service.is_external
    ]
    return head + "".join(programs)


def socket_of(run: Path) -> Path:
    """Return where the supervisor listens: in the run folder, if its path isn't too long."""
    inside = run / "supervisor.sock"
    if len(str(inside)) <= _LONGEST_SOCKET_PATH:
        return inside
    name = sha256(str(run).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"pulseplate-{name}.sock"


class Supervisor:
    """A running supervisor, tied to this process: it ends when this process does.

    Its own children are tied to it in the same way, so nothing outlives the keeper. Has
    to be made in the main thread: the tie is to the thread.
    """

    def __init__(self, services: Iterable[Service], run: Path, logs: Path) -> None:
        file = run / "supervisor.conf"
        file.write_text(configuration(services, run, logs), encoding="utf-8")
        socket_of(run).unlink(missing_ok=True)
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(file)]
        self._process = subprocess.Popen(  # noqa: S603  (our own command)
            tethered(command),
            env=environment_for_tethered(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._transport = SupervisorTransport(serverurl=f"unix://{socket_of(run)}")
        self._proxy = ServerProxy("http://127.0.0.1", transport=self._transport)
        self._socket = socket_of(run)

    @property
    def is_answering(self) -> bool:
        """Whether it can be spoken to yet."""
        return self._socket.exists()

    @property
    def has_ended(self) -> bool:
        """Whether its process is gone."""
        return self._process.poll() is not None

    def programs(self) -> dict[str, dict[str, Any]]:
        """Return what the supervisor knows of each program, by name."""
        try:
            known = cast("list[dict[str, Any]]", self._proxy.supervisor.getAllProcessInfo())
        except (OSError, HTTPException):
            self._transport.close()  # a connection that failed once is good for nothing more
            raise
        return {program["name"]: program for program in known}

    def start(self, name: str) -> None:
        """Start a program; return at once."""
        self._proxy.supervisor.startProcess(name, False)  # noqa: FBT003  (XML-RPC)

    def stop(self, name: str) -> None:
        """Ask a program to stop; return at once."""
        self._proxy.supervisor.stopProcess(name, False)  # noqa: FBT003  (XML-RPC)

    def end(self) -> None:
        """End the supervisor and, with it, every program that still runs."""
        self._transport.close()
        self._process.kill()
        self._process.wait()
        self._socket.unlink(missing_ok=True)


def _command_line(service: Service) -> list[str]:
    step_back = ["nice", "-n", str(service.niceness)] if service.niceness else []
    return tethered([*step_back, *service.command])


def _literal(text: object) -> str:
    return str(text).replace("%", "%%")
