"""What a person typed, before it is sent."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import flet as ft


@ft.observable
@dataclass
class Draft:
    """The values of a form as typed last, and whether they are on their way.

    One object for all drawings of the form: who presses a button right after the last letter is
    answered by a handler that was drawn before it, and that must read what was typed since.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    is_busy: bool = False

    def __post_init__(self) -> None:
        """Keep the values from being changed in place."""
        self.fill(self.values)

    def put(self, name: str, value: Any) -> None:
        """Take the new value of a field."""
        self.fill({**self.values, name: value})

    def fill(self, values: Mapping[str, Any]) -> None:
        """Take all values anew."""
        self.values = MappingProxyType(dict(values))

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Be busy while something of it is on its way."""
        self.is_busy = True
        try:
            yield
        finally:
            self.is_busy = False
