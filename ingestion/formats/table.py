"""Tables: CSV files with a header, recognised by it, read row by row."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ingestion.formats.clock import LocalClock

Row = dict[str, str]
Event = dict[str, Any]

LONGEST_LINE: Final = 1_000_000
_LINE_END: Final = re.compile(r"[\r\n]")


class UnreadableFileError(PulsePlateError):
    """A file that is not what its beginning promises."""

    code = "unreadable_file"


@dataclass(frozen=True)
class TableFormat:
    """One kind of table.

    Attributes:
        name: What it is called, `origin.kind`.
        origin: Whose export it is: the import's source.
        columns: By which its header is recognised.
        covers: The event types that come of it; none: recognised, and left out for a reason
            that its decoder's file says.
        events: Rows to events, in the shapes of the contract.
        person: The column that says whose row it is; null: all rows are of one person.
    """

    name: str
    origin: str
    columns: tuple[str, ...]
    covers: tuple[str, ...]
    events: Callable[[Iterable[Row], LocalClock], Iterator[Event]]
    person: str | None = None

    def recognises(self, head: str) -> bool:
        """Tell whether a file that begins so is one of these."""
        header = next(csv.reader([_LINE_END.split(head, 1)[0].strip()]), [])
        return set(self.columns) <= {column.strip() for column in header}


@dataclass(frozen=True)
class Table:
    """One file of a known format, and how to read its lines again and again."""

    name: str
    format: TableFormat
    lines: Callable[[], Iterator[str]]

    def rows(self, person: str | None = None) -> Iterator[Row]:
        """Yield the rows, of one person if one is named.

        Raises:
            UnreadableFileError: A row has another number of fields than the header.
        """
        reader = csv.reader(self.lines())
        column = self.format.person
        try:
            header = [column.strip() for column in next(reader)]
            place = header.index(column) if column else None
            for fields in reader:
                if not fields:
                    continue
                if len(fields) != len(header):
                    raise UnreadableFileError(
                        f"{self.name}, line {reader.line_num}: {len(fields)} fields, "
                        f"the header has {len(header)}"
                    )
                if place is None or person is None or fields[place] == person:
                    yield dict(zip(header, fields, strict=True))
        except csv.Error as error:
            raise UnreadableFileError(
                f"{self.name}, line {reader.line_num}: {error}"
            ) from error

    def people(self) -> set[str]:
        """Return whose rows are in it; none where it does not say."""
        if self.format.person is None:
            return set()
        return {row[self.format.person] for row in self.rows()}

    def events(self, clock: LocalClock, person: str | None) -> Iterator[Event]:
        """Yield what the rows say.

        Raises:
            UnreadableFileError: A field is not what the format has there.
        """
        try:
            yield from self.format.events(self.rows(person), clock)
        except (KeyError, ValueError, OverflowError) as error:
            raise UnreadableFileError(f"{self.name}: {error}") from error
