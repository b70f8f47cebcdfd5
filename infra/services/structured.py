"""The structured data's form, brought up to date before anyone of ours uses it."""

import sys

from infra.environment.command import CommandFailedError, answer


def migrate() -> None:
    """Bring the database to this version's form, in a process of its own.

    Raises:
        CommandFailedError: the database cannot be reached or refuses.
    """
    command = (sys.executable, "-m", "infra.services.database_upgrade")
    exit_code, said = answer(command)
    if exit_code != 0:
        raise CommandFailedError(command, exit_code, said.splitlines()[-10:])
