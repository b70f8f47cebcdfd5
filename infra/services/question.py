"""How a service is doing: what it answers itself, beside what the supervisor knows of it."""

from concurrent.futures import Executor, Future
from typing import Any

from infra.services.service import Health, Service
from infra.services.states import ServiceState


class Question:
    """The health of one process, asked again and again; a slow answer holds nobody up."""

    def __init__(self, service: Service, process: int | None, workers: Executor) -> None:
        self.process = process
        self._service = service
        self._workers = workers
        self._answer = Health.DOWN
        self._asked = self._ask()

    def last_answer(self) -> Health:
        """Return the last answer, and ask again if it is new."""
        if self._asked.done():
            self._answer = self._asked.result()
            self._asked = self._ask()
        return self._answer

    def _ask(self) -> Future[Health]:
        return self._workers.submit(self._service.check, self.process)


def seen(service: Service, program: dict[str, Any] | None, answer: Health) -> ServiceState:
    """Return the state of a service.

    Args:
        service: The service.
        program: What the supervisor knows of it; None before it was started.
        answer: What it says of itself.
    """
    if service.is_external:
        state = "unreachable" if answer is Health.DOWN else "external"
        return ServiceState(service.name, None, state, service.address)
    if program is None:
        return ServiceState(service.name, None, "waiting", service.address)
    state = _state_of_ours(program["statename"], answer)
    return ServiceState(service.name, program["pid"] or None, state, service.address)


def _state_of_ours(statename: str, answer: Health) -> str:
    if statename in {"STOPPED", "STARTING", "RUNNING"}:
        return "running" if answer is Health.READY else "starting"
    if statename in {"BACKOFF", "EXITED", "FATAL"}:
        return "restarting"
    return statename.lower()
