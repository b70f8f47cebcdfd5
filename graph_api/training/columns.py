"""Many days at once: the dates, then one list for each quantity of a day."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import GenericAlias
from typing import Any, get_type_hints

import strawberry
from strawberry.tools import create_type
from strawberry.types.field import StrawberryField

from graph_api.training.quantities import QUANTITIES
from graph_api.training.types import Day
from schema.ports.lake import DayValue

DESCRIPTION = (
    "Days as columns: the value at place i is of the date at place i, null where none."
)


@dataclasses.dataclass(frozen=True)
class ReadDays:
    """Each day of a span with its metrics; what `DayColumns` is drawn from."""

    dates: list[date]
    values: list[Mapping[str, DayValue]]

    @classmethod
    def spanning(
        cls, first: date, last: date, found: Mapping[date, Mapping[str, DayValue]]
    ) -> "ReadDays":
        """Lay out each day of the span, recorded or not."""
        dates = [first + timedelta(days) for days in range((last - first).days + 1)]
        return cls(dates, [found.get(day, {}) for day in dates])


def column(name: str, kind: Any) -> StrawberryField:
    """Return the field that draws one quantity of all days, and only when it is asked for."""
    read: Callable[[Mapping[str, DayValue]], Any] = QUANTITIES[name]

    def drawn(root: strawberry.Parent[Any]) -> Any:
        return [read(values) for values in root.values]

    drawn.__annotations__["return"] = GenericAlias(list, (kind,))
    field: StrawberryField = strawberry.field(resolver=drawn)
    field.python_name = name
    return field


@strawberry.field
def dates(root: strawberry.Parent[Any]) -> list[date]:
    """Draw the dates."""
    drawn: list[date] = root.dates
    return drawn


hints = get_type_hints(Day)
DayColumns = create_type(
    "DayColumns",
    [dates, *(column(name, hints[name]) for name in QUANTITIES)],
    description=DESCRIPTION,
)
