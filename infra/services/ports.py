"""Ports of this machine: finding free ones, and naming who holds a taken one."""

import errno
import random
import socket

import psutil

from schema.errors import PulsePlateError

LOOPBACK = "127.0.0.1"
# Below the range from which Linux and macOS take the ports of outgoing connections.
_CHOICE = range(20000, 32000)
_TRIES = 200


class PortTakenError(PulsePlateError):
    """A port that the house was to listen on belongs to another process."""

    code = "port_taken"

    def __init__(self, port: int, wanted_by: str, holder: str) -> None:
        self.port, self.wanted_by, self.holder = port, wanted_by, holder
        super().__init__(
            f"Port {port} of the {wanted_by} is taken by {holder}. Stop that, or choose "
            f"another port: PULSEPLATE_{wanted_by.upper()}_PORT=… ./pulseplate up"
        )


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                return False
            raise
    return True


def free_port(host: str) -> int:
    """Return a port on which nobody listens, and which no outgoing connection is given."""
    for port in random.sample(_CHOICE, _TRIES):
        if is_free(host, port):
            return port
    raise RuntimeError(f"No free port found on {host} after {_TRIES} tries")


def holder_of(port: int) -> str:
    """Name the process that listens on the port, as far as it can be seen."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return "a process that only an administrator can see"
    for connection in connections:
        is_listener = connection.status == psutil.CONN_LISTEN
        is_there = tuple(connection.laddr)[1:2] == (port,)
        if is_listener and is_there and connection.pid:
            name = psutil.Process(connection.pid).name()
            return f"{name} (process {connection.pid})"
    return "a process of another user"


def require_free(host: str, wanted: dict[str, int]) -> None:
    """Make sure that every service gets its port.

    Args:
        host: The address the services listen on.
        wanted: Port by the name of the service.

    Raises:
        PortTakenError: one is taken; it names the holder.
    """
    for service, port in wanted.items():
        if not is_free(host, port):
            raise PortTakenError(port, service, holder_of(port))
