"""The structured data's form, brought up to date before anyone of ours uses it."""

from infra.environment.command import CommandFailedError, answer
from infra.services.roles import role_command


def migrate() -> None:
    """Bring the database to this version's form, in a process of its own.

    Raises:
        CommandFailedError: the database cannot be reached or refuses.
    """
    command = role_command("migrate")
    exit_code, said = answer(command)
    if exit_code != 0:
        raise CommandFailedError(command, exit_code, said.splitlines()[-10:])
