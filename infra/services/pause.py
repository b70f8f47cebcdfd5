"""A service of the running house, stopped for a while so that a command can do its work."""

from collections.abc import Iterator
from contextlib import contextmanager
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from infra.services.running import RunningHouse
from infra.services.supervision import socket_of
from infra.settings import Settings


@contextmanager
def paused(name: str, settings: Settings) -> Iterator[None]:
    """Stop a service within the block, if a house runs in this home that has it."""
    house = RunningHouse.find(settings.home)
    if house is None or name in house.external:
        yield
        return
    transport = SupervisorTransport(serverurl=f"unix://{socket_of(settings.run_folder)}")
    supervisor = ServerProxy("http://127.0.0.1", transport=transport).supervisor
    supervisor.stopProcess(name)
    try:
        yield
    finally:
        supervisor.startProcess(name, False)  # noqa: FBT003  (XML-RPC: do not wait)
        transport.close()
