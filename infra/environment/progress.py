"""Progress for the person who waits: one moving line on a terminal, milestones elsewhere."""

import sys
import threading
import time

_QUIET_INTERVAL_S = 5.0


def tell(text: str, *, end: str = "\n") -> None:
    """Say something to the person who waits, beside the command's own output."""
    print(text, end=end, file=sys.stderr, flush=True)  # noqa: T201


class Progress:
    """The state of several tasks that go on at once. Safe to call from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tasks: dict[str, str] = {}
        self._is_terminal = sys.stderr.isatty()
        self._said_at = 0.0

    def say(self, task: str, state: str) -> None:
        """Set what a task is doing now."""
        with self._lock:
            self._tasks[task] = state
            now = time.monotonic()
            if self._is_terminal or now - self._said_at > _QUIET_INTERVAL_S:
                self._said_at = now
                self._show(end="" if self._is_terminal else "\n")

    def finish(self) -> None:
        """Leave the last state standing."""
        with self._lock:
            self._show(end="\n")

    def _show(self, end: str) -> None:
        line = " · ".join(f"{task}: {state}" for task, state in self._tasks.items())
        start = "\r\033[K" if self._is_terminal else ""
        tell(f"{start}{line}", end=end)
