"""Our own roles: each a process of its own, started by name."""

import sys

ROLE_MODULE = "infra.roles"


def role_command(role: str) -> tuple[str, ...]:
    """Return the command that runs one role."""
    return (sys.executable, "-m", ROLE_MODULE, role)
