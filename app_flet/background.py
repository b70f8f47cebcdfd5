"""What runs while a person looks at the app, and only then.

Flet runs no clean-up of effects when a browser goes away, so work in the background follows
the page's own events: it stops on disconnect and starts again on connect.
"""

import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import flet as ft

from app_flet.errors import SessionEndedError

if TYPE_CHECKING:
    from concurrent.futures import Future

log = logging.getLogger(__name__)

Work = Callable[[], Coroutine[Any, Any, None]]


class Background:
    """The named tasks of one page."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._work: dict[str, Work] = {}
        self._running: dict[str, Future[None]] = {}

    def start(self, name: str, work: Work) -> None:
        """Run the work until it ends or is stopped; a name runs once at a time.

        While nobody looks it waits for `resume`.
        """
        self._work[name] = work
        running = self._running.get(name)
        is_watched = self._page.session.connection is not None
        if is_watched and (running is None or running.done()):
            self._running[name] = self._page.run_task(self._run, name, work)

    def pause(self) -> None:
        """Stop everything, to be resumed."""
        for running in self._running.values():
            running.cancel()
        self._running.clear()

    def resume(self) -> None:
        """Start again what was paused."""
        for name, work in self._work.items():
            self.start(name, work)

    def stop(self) -> None:
        """Stop everything for good."""
        self.pause()
        self._work.clear()

    async def _run(self, name: str, work: Work) -> None:
        try:
            await work()
        except SessionEndedError:
            log.info("%s ends with its session", name)
