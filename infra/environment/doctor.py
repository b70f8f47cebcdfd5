"""The doctor: what is wrong with this machine, and the commands that mend it."""

import shlex
import sys

from infra.environment.command import run_in_sight
from infra.environment.finding import Finding
from infra.environment.machine import machine_findings
from infra.environment.made import is_made
from infra.environment.places import REPOSITORY
from infra.environment.progress import tell


def environment_finding() -> Finding:
    """Say whether the environment stands as this version of the house wants it."""
    made = is_made("house")
    says = "is made" if made else "is not made yet, or for another version; first use makes it"
    remedy = (str(REPOSITORY / "pulseplate"), "--help")
    return Finding("Environment", made, says, remedy, is_needed=False)


def mend(findings: list[Finding]) -> bool:
    """Run the remedy of whatever isn't well; tell whether every needed one worked."""
    is_mended = True
    for finding in findings:
        if finding.is_well or not (finding.remedy or finding.is_needed):
            continue
        worked = bool(finding.remedy) and _run(finding.remedy)
        is_mended = is_mended and (worked or not finding.is_needed)
    return is_mended


def report(findings: list[Finding], *, fix: bool) -> int:
    """Print the findings and, if asked, mend them; return the exit code."""
    for finding in findings:
        print(finding)  # noqa: T201
    if fix:
        return 0 if mend(findings) else 1
    return 1 if any(finding.is_needed and not finding.is_well for finding in findings) else 0


def main() -> int:
    """Examine a machine on which nothing of ours is installed yet."""
    findings = [*machine_findings(), environment_finding()]
    return report(findings, fix="--fix" in sys.argv[1:])


def _run(command: tuple[str, ...]) -> bool:
    tell(f"→ {shlex.join(command)}")
    try:
        return run_in_sight(command) == 0
    except FileNotFoundError:
        tell(f"  {command[0]} is not there")
        return False


if __name__ == "__main__":
    sys.exit(main())
