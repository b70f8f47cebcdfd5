"""The keeper of a house: starts its services in order, watches them, closes them."""

import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from typing import Any

from infra.services.pause import unpaused
from infra.services.question import Question, seen
from infra.services.service import Health, Service
from infra.services.states import SERVICE_NAMES, HouseState, state_file
from infra.services.supervision import AT_REST, Supervisor
from infra.settings import Settings
from schema.errors import PulsePlateError

_RUNNING = {"STARTING", "RUNNING", "BACKOFF"}
_WELL = {"running", "external"}
_STORES = {"kafka", "redis"}
_WRITER = {"spark"}
_STOP_WITHIN_S = 17.0


class SupervisorEndedError(PulsePlateError):
    """The process that starts the services was ended from outside, and they with it."""

    code = "supervisor_ended"


class Keeper:
    """Keeps one house. Has to be made and used in the main thread.

    Args:
        services: What belongs to the house; a service is started once those that it comes
            after stand.
        settings: Where the house keeps its state.
    """

    def __init__(self, services: Iterable[Service], settings: Settings) -> None:
        self._services = list(services)
        self._settings = settings
        self._prepared: dict[str, Future[None]] = {}
        self._settled: dict[str, Future[None]] = {}
        self._started: set[str] = set()
        self._questions: dict[str, Question] = {}
        self._workers = ThreadPoolExecutor(max_workers=2 * len(self._services))
        state_file(settings.run_folder).unlink(missing_ok=True)
        self._supervisor = Supervisor(services, settings.run_folder, settings.logs_folder)

    def step(self) -> HouseState:
        """Look at every service, start what can be started, and say how things stand.

        Raises:
            SupervisorEndedError: nothing runs any more.
            Exception: whatever kept a service from being prepared.
        """
        programs = self._programs()
        health = self._ask(programs)
        self._settle(health)
        if programs:
            self._begin_anew(programs)
            self._start_what_can_be()
        states = [
            seen(
                service,
                programs.get(service.name) if service.name in self._started else None,
                health.get(service.name, Health.DOWN),
            )
            for service in self._services
        ]
        house = HouseState(
            ready=all(state.state in _WELL for state in states if state.name in SERVICE_NAMES),
            written_at=time.time(),
            services=states,
        )
        house.write(self._settings.run_folder)
        return house

    def close(self) -> None:
        """Stop everything: the doors first, then who writes what they took, then the stores."""
        try:
            ours = {service.name for service in self._services if not service.is_external}
            self._stop(ours - _WRITER - _STORES)
            self._stop(ours & _WRITER)
            self._stop(ours & _STORES)
        except SupervisorEndedError:
            pass
        finally:
            self._supervisor.end()
            self._workers.shutdown(wait=False, cancel_futures=True)

    def abandon(self) -> None:
        """End everything at once."""
        self._supervisor.end()

    def _programs(self) -> dict[str, dict[str, Any]]:
        """Return what the supervisor knows, or nothing while it cannot be spoken to."""
        if self._supervisor.has_ended:
            raise SupervisorEndedError("The supervisor was ended from outside")
        if not self._supervisor.is_answering:
            return {}
        try:
            return self._supervisor.programs()
        except (OSError, HTTPException):
            return {}

    def _ask(self, programs: dict[str, dict[str, Any]]) -> dict[str, Health]:
        """Return the last answer of each service that runs, and ask again who has answered.

        An answer counts for the process that was asked, not for its successor.
        """
        health: dict[str, Health] = {}
        for service in self._services:
            process = programs.get(service.name, {}).get("pid") or None
            if process is None and not service.is_external:
                continue
            question = self._questions.get(service.name)
            if question is None or question.process != process:
                self._questions[service.name] = Question(service, process, self._workers)
            else:
                health[service.name] = question.last_answer()
        return health

    def _settle(self, health: dict[str, Health]) -> None:
        for service in self._services:
            is_new = service.name not in self._settled
            if is_new and health.get(service.name) is Health.READY:
                settle = service.settle or _nothing
                self._settled[service.name] = self._workers.submit(settle)

    def _start_what_can_be(self) -> None:
        standing = {name for name, settling in self._settled.items() if _is_done(settling)}
        for service in self._services:
            if service.is_external or service.name in self._started:
                continue
            if service.name not in self._prepared:
                prepare = service.prepare or _nothing
                self._prepared[service.name] = self._workers.submit(prepare)
            if _is_done(self._prepared[service.name]) and service.after <= standing:
                self._start(service.name)

    def _begin_anew(self, programs: dict[str, dict[str, Any]]) -> None:
        """Start again what the supervisor gave up on, and what was paused."""
        for name in self._started:
            if programs[name]["statename"] in AT_REST:
                self._start(name)

    def _start(self, name: str) -> None:
        """Start a program, unless a command pauses it."""
        with unpaused(name, self._settings.run_folder) as is_unpaused:
            if is_unpaused:
                self._supervisor.start(name)
                self._started.add(name)

    def _stop(self, names: set[str]) -> None:
        asked: set[str] = set()
        until = time.monotonic() + _STOP_WITHIN_S
        while time.monotonic() < until:
            programs = self._programs()
            running = {
                name
                for name in names
                if programs and programs[name]["statename"] in _RUNNING | {"STOPPING"}
            }
            if not running:
                return
            for name in running - asked:
                if programs[name]["statename"] in _RUNNING:
                    self._supervisor.stop(name)
                    asked.add(name)
            time.sleep(0.1)


def _is_done(work: Future[None]) -> bool:
    """Tell whether the work is done; raise what made it fail."""
    if not work.done():
        return False
    work.result()
    return True


def _nothing() -> None:
    """There is nothing to do for this service."""
