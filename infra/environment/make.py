"""Making the environment on first use: packages and jars, resumable, one maker at a time."""

import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from infra.environment import jars, packages
from infra.environment.command import CommandFailedError
from infra.environment.machine import machine_findings, missing
from infra.environment.made import is_made, one_at_a_time, record_made
from infra.environment.places import environment_folder
from infra.environment.progress import Progress, tell

_JARS = ("kafka", "spark")


def make(part: str, environment: Path, progress: Progress) -> None:
    """Make the environment as the part wants it: ``house``, or ``workshop`` on top of it."""
    with one_at_a_time(environment) as held:
        if is_made(part):
            return
        packages.make_virtual_environment(environment, progress, held)
        wanted = [name for name in _JARS if not jars.is_there(environment, name)]
        if jars.has_maven():
            with ThreadPoolExecutor(max_workers=1) as beside:
                drafts = beside.submit(
                    lambda: {
                        name: jars.fetch_by_maven(environment, name, progress, held)
                        for name in wanted
                    }
                )
                packages.install_packages(environment, part, progress, held)
            fetched = drafts.result()
        else:
            packages.install_packages(environment, part, progress, held)
            fetched = {
                name: jars.fetch_by_ivy(environment, name, progress, held) for name in wanted
            }
        for name, draft in fetched.items():
            jars.settle(environment, name, draft, progress)
        packages.install_ourselves(environment)
        jars.keep_classes(environment, progress, held)
        shutil.rmtree(environment / "ivy", ignore_errors=True)
        record_made(part)
        if part == "workshop":
            record_made("house")
    progress.finish()


def make_jars(name: str, environment: Path, progress: Progress) -> None:
    """Add a set of jars that only some houses need: ``s3``, for a lake in a bucket."""
    with one_at_a_time(environment) as held:
        if jars.is_there(environment, name):
            return
        fetch = jars.fetch_by_maven if jars.has_maven() else jars.fetch_by_ivy
        jars.settle(environment, name, fetch(environment, name, progress, held), progress)
    progress.finish()


def main() -> int:
    """Make the part named on the command line; say what keeps it from being made."""
    part = sys.argv[1]
    problems = missing(machine_findings())
    if problems:
        tell("The house cannot be made on this machine yet:")
        for problem in problems:
            tell(str(problem))
        return 1
    tell("First use: making the environment (a few minutes) …")
    try:
        make(part, environment_folder(), Progress())
    except CommandFailedError as failure:
        tell(f"\n{failure}\nWhat is here already is kept: start again.")
        return 1
    except KeyboardInterrupt:
        tell("\nCut short; the next start goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
