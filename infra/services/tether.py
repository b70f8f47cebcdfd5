"""A tether: runs a command that does not outlive the process which started it.

``python tether.py COMMAND …`` becomes the command, under the same process id. On Linux the
kernel kills it in the moment its parent ends, however that ends; elsewhere a small watcher
beside it looks twice a second. Standard library alone: it starts before anything else.
"""

import ctypes
import os
import signal
import sys
import time
from typing import NoReturn

_PR_SET_PDEATHSIG = 1
_LOOK_EVERY_S = 0.5
_PARENT = "PULSEPLATE_TETHER_PARENT"
_POLL = "PULSEPLATE_TETHER_POLL"


def tethered(command: list[str]) -> list[str]:
    """Return the command on a tether to whoever starts it."""
    return [sys.executable, "-I", "-S", __file__, *command]


def environment_for_tethered() -> dict[str, str]:
    """Return this process's environment, naming it as the one to be tied to.

    Without the name a parent that ends before its child first looks would go unnoticed.
    """
    return {**os.environ, _PARENT: str(os.getpid())}


def tie(parent: int) -> None:
    """Tie this process to its parent, or end it when that is gone already."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.environ.get(_POLL) or not hasattr(libc, "prctl"):
        _watch_beside(parent)
    elif libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> NoReturn:
    """Tie this process, then become the command, whose own children may be tied to it."""
    tie(int(os.environ.get(_PARENT) or os.getppid()))
    os.environ[_PARENT] = str(os.getpid())
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  (the commands are our own)


def _watch_beside(parent: int) -> None:
    """Leave a child that kills this process once its parent is gone."""
    tied = os.getpid()
    if os.fork() != 0:
        return
    os.setsid()
    while os.getppid() == tied:
        if not _is_alive(parent):
            os.kill(tied, signal.SIGKILL)
            break
        time.sleep(_LOOK_EVERY_S)
    os._exit(0)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
