"""Running another program, hearing each line it says, and keeping them for a failure."""

import subprocess
from collections import deque
from collections.abc import Callable, Sequence

_LINES_KEPT = 20


class CommandFailedError(Exception):
    """A program that makes a part of the environment did not succeed."""

    def __init__(
        self, command: Sequence[str], exit_code: int, last_lines: Sequence[str]
    ) -> None:
        self.command, self.exit_code, self.last_lines = command, exit_code, last_lines
        super().__init__(
            f"{command[0]} failed with exit code {exit_code}:\n  " + "\n  ".join(last_lines)
        )


def run(
    command: Sequence[str],
    hear: Callable[[str], None],
    *,
    held: int,
    environment: dict[str, str] | None = None,
) -> None:
    """Run the command to its end.

    Args:
        command: Program and arguments.
        hear: Called with each line of its output.
        held: The descriptor that holds the environment; the command holds it too.
        environment: Variables in place of this process's own.

    Raises:
        CommandFailedError: it ended with another exit code than 0.
    """
    last_lines: deque[str] = deque(maxlen=_LINES_KEPT)
    with subprocess.Popen(  # noqa: S603  (the commands are our own)
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        errors="replace",
        env=environment,
        pass_fds=(held,),
    ) as process:
        assert process.stdout is not None  # noqa: S101
        for line in process.stdout:
            last_lines.append(line.rstrip())
            hear(line)
    if process.returncode:
        raise CommandFailedError(command, process.returncode, list(last_lines))


def answer(command: Sequence[str]) -> tuple[int, str]:
    """Return a short command's exit code and everything it says.

    Raises:
        FileNotFoundError: there is no such program.
    """
    done = subprocess.run(  # noqa: S603  (the commands are our own)
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def run_in_sight(command: Sequence[str]) -> int:
    """Run a command that talks to the person itself; return its exit code.

    Raises:
        FileNotFoundError: there is no such program.
    """
    return subprocess.run(command, check=False).returncode  # noqa: S603  (our own)
