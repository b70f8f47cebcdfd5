"""What a person typed, on its way to the house."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeVar

import flet as ft

from app_flet.answers.base import Problem
from app_flet.errors import HouseError
from app_flet.forms import UnreadableError

Made = TypeVar("Made")


@ft.observable
@dataclass
class Draft:
    """The values of a form as typed last, what is wrong with them, and if they are being sent.

    One object for all drawings of the form: who presses a button right after the last letter is
    answered by a handler that was drawn before it, and that must read what was typed since.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    problem: Problem | None = None
    is_busy: bool = False

    def __post_init__(self) -> None:
        """Keep the values from being changed in place."""
        self.fill(self.values)

    def put(self, name: str, value: Any) -> None:
        """Take the new value of a field; what was wrong with the old one is past."""
        self.fill({**self.values, name: value})
        self.forgive(name)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Take all values anew."""
        self.values = MappingProxyType(dict(values))

    def forgive(self, name: str) -> None:
        """Drop the problem if it is about this field."""
        if self.problem is not None and self.problem.field == name:
            self.problem = None

    async def send(self, ask: Callable[[], Awaitable[Made | Problem]]) -> Made | None:
        """Send it, once at a time.

        Args:
            ask: Reads the values and sends them. It returns what the house made of them or the
                house's problem, and may raise `UnreadableError` or `HouseError`.

        Returns:
            What the house made of it. Nothing where `problem` says why not, and where it is on
            its way already.
        """
        if self.is_busy:
            return None
        self.is_busy = True
        self.problem = None
        try:
            made = await ask()
        except UnreadableError as error:
            made = error.problem
        except HouseError as error:
            made = Problem("house", str(error))
        finally:
            self.is_busy = False
        if isinstance(made, Problem):
            self.problem = made
            return None
        return made
