"""Which code runs."""

import subprocess

from infra.environment.places import REPOSITORY


def git_revision() -> str:
    """Return the commit this tree is at, with `+` if it was changed; `unknown` without git."""
    command = ("git", "-C", str(REPOSITORY), "describe", "--always", "--dirty=+")
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        return "unknown"
    return answer.stdout.strip() or "unknown"
