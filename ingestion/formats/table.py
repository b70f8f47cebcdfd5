"""Tables: CSV files with a header, recognised by it, read row by row.

A row that cannot be read refuses itself alone.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from schema.errors import PulsePlateError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ingestion.formats.clock import LocalClock

Row = dict[str, Any]
Event = dict[str, Any]

LONGEST_LINE: Final = 1_000_000
_LINE_END: Final = re.compile(r"[\r\n]")


class UnreadableFileError(PulsePlateError):
    """A file that is not what its beginning promises."""

    code = "unreadable_file"


@dataclass
class UnreadableRows:
    """The rows of a table that cannot be read.

    Attributes:
        example: What is wrong with the first of them.
    """

    code: ClassVar[str] = "unreadable_row"

    count: int = 0
    example: str = ""

    def add(self, problem: str) -> None:
        """Count one more."""
        self.count += 1
        self.example = self.example or problem


@dataclass(frozen=True)
class TableFormat:
    """One kind of table.

    Attributes:
        name: What it is called, `origin.kind`.
        origin: Whose export it is: the import's source.
        columns: By which its header is recognised, each with how its cells are read, where a
            `ValueError` makes the row unreadable.
        time: The column of a row's time.
        check_time: Raises `ValueError` for a cell of that column which shows that all of the
            file's times are written another way.
        covers: The event types that come of it; none: recognised, and left out for a reason
            that its decoder's file says.
        events: Rows to events, in the shapes of the contract.
        person: The column that says whose row it is; null: all rows are of one person.
    """

    name: str
    origin: str
    columns: Mapping[str, Callable[[str], Any]]
    time: str
    check_time: Callable[[str], None]
    covers: tuple[str, ...]
    events: Callable[[Iterable[Row], LocalClock], Iterator[Event]]
    person: str | None = None

    def recognises(self, head: str) -> bool:
        """Tell whether a file that begins so is one of these."""
        header = next(csv.reader([_LINE_END.split(head, 1)[0].strip()]), [])
        return self.columns.keys() <= {column.strip() for column in header}


@dataclass(frozen=True)
class Table:
    """One file of a known format, and how to read its lines again and again."""

    name: str
    format: TableFormat
    lines: Callable[[], Iterator[str]]

    def survey(self) -> set[str]:
        """Look through the rows; return whose they are, none where it does not say.

        Raises:
            UnreadableFileError: It is no table, or its times are written another way.
        """
        header, lines = self._opened()
        time = header.index(self.format.time)
        whose = self._whose(header)
        people = set()
        for number, fields in lines:
            if len(fields) != len(header):
                continue
            try:
                self.format.check_time(fields[time])
            except ValueError as error:
                raise UnreadableFileError(f"{self.name}, line {number}: {error}") from error
            if whose is not None:
                people.add(fields[whose])
        return people

    def events(self, clock: LocalClock, person: str | None) -> Iterator[Event | UnreadableRows]:
        """Yield what the rows say, of one person if one is named; last, what is unreadable.

        Raises:
            UnreadableFileError: It is no table.
        """
        unreadable = UnreadableRows()
        yield from self.format.events(self._rows(person, unreadable), clock)
        if unreadable.count:
            yield unreadable

    def _rows(self, person: str | None, unreadable: UnreadableRows) -> Iterator[Row]:
        header, lines = self._opened()
        whose = None if person is None else self._whose(header)
        cells = [
            (column, header.index(column), read) for column, read in self.format.columns.items()
        ]
        for number, fields in lines:
            if len(fields) != len(header):
                unreadable.add(
                    f"{self.name}, line {number}: {len(fields)} fields, "
                    f"the header has {len(header)}"
                )
            elif whose is None or fields[whose] == person:
                row: Row = {}
                try:
                    for column, place, read in cells:
                        row[column] = read(fields[place])
                except ValueError:
                    unreadable.add(
                        f"{self.name}, line {number}: {column} cannot be read: "
                        f"{shown(fields[place])}"
                    )
                else:
                    yield row

    def _opened(self) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
        """Return the header, and the lines after it."""
        lines = self._lines()
        _, header = next(lines)
        return [column.strip() for column in header], lines

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the fields of each line that is not empty, with its number."""
        reader = csv.reader(self.lines())
        try:
            for fields in reader:
                if any(map(str.strip, fields)):
                    yield reader.line_num, fields
        except csv.Error as error:
            raise UnreadableFileError(
                f"{self.name}, line {reader.line_num}: {error}"
            ) from error

    def _whose(self, header: list[str]) -> int | None:
        return None if self.format.person is None else header.index(self.format.person)
