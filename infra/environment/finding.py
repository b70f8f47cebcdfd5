"""One thing that was looked at on this machine, and how to mend it."""

import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was found, said to the person who sits at the machine.

    Attributes:
        subject: What was looked at, in a word or two.
        is_well: Whether the house can stand on it.
        says: What was found.
        remedy: The command that mends it; empty when a person has to decide.
        is_needed: Whether the house cannot start without it.
    """

    subject: str
    is_well: bool
    says: str
    remedy: tuple[str, ...] = ()
    is_needed: bool = True

    def __str__(self) -> str:
        """Say it on one line, and the remedy on a second."""
        mark = "✓" if self.is_well else ("✗" if self.is_needed else "!")
        line = f"{mark} {self.subject}: {self.says}"
        if self.is_well or not self.remedy:
            return line
        return f"{line}\n  mend it with: {shlex.join(self.remedy)}"
