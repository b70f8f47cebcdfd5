"""What is in a file, a folder or an archive: recognised by content, surveyed before reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ingestion.documents import documents
from ingestion.formats import FORMATS, Table, recognise
from schema.errors import PulsePlateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ingestion.formats.clock import LocalClock
    from ingestion.formats.table import Event, UnreadableRows


class UnknownFormatError(PulsePlateError):
    """No file among those given is of a format that a decoder knows."""

    code: ClassVar[str] = "unknown_format"

    def __init__(self, name: str) -> None:
        known = ", ".join(sorted(known.name for known in FORMATS))
        super().__init__(f"nothing in {name} is of a known format; known are {known}")


class SeveralPeopleError(PulsePlateError):
    """Files of several people, and nobody said whose are meant."""

    code: ClassVar[str] = "several_people"

    def __init__(self, people: list[str]) -> None:
        self.people = people
        super().__init__(
            f"the file is of {len(people)} people; name one of them as person: "
            f"{', '.join(people)}"
        )


class UnknownPersonError(PulsePlateError):
    """The person named is not in the file."""

    code: ClassVar[str] = "unknown_person"

    def __init__(self, person: str, people: list[str]) -> None:
        self.people = people
        super().__init__(f"{person} is not in the file; it is of {', '.join(people)}")


@dataclass(frozen=True)
class Survey:
    """What is to be read.

    Attributes:
        tables: Of one origin and one person, in the order of their names.
        person: Whose rows; null where the files do not say.
        unknown: Names of the files that no decoder knows.
        size: In bytes.
    """

    tables: list[Table]
    person: str | None
    unknown: list[str]
    size: int

    @property
    def origin(self) -> str:
        """Whose export it is."""
        return self.tables[0].format.origin

    def events(
        self, clock: LocalClock, on_read: Callable[[int], None] = lambda _: None
    ) -> Iterator[Event | UnreadableRows]:
        """Yield all events, file by file, and what is unreadable of each.

        Args:
            clock: For local times.
            on_read: Told how many characters more have been read.

        Raises:
            UnreadableFileError: A file is not what its beginning promised.
        """
        for table in self.tables:
            if table.format.covers:
                counted = Table(table.name, table.format, _counting(table.lines, on_read))
                yield from counted.events(clock, self.person)


def survey(path: Path, person: str | None = None) -> Survey:
    """Look through a file, a folder or an archive.

    Args:
        path: Where it lies.
        person: Whose rows are meant, if there are several people in it.

    Raises:
        UnreadableFileError: There is nothing there, or not what its beginning promises.
        UnknownFormatError: Nothing that a decoder knows.
        SeveralPeopleError: Several people, and none was named.
        UnknownPersonError: The one named is not among them.
    """
    tables: list[Table] = []
    unknown: list[str] = []
    size = 0
    for document in documents(path):
        found = recognise(document.head())
        if found is None:
            unknown.append(document.name)
        else:
            tables.append(Table(document.name, found, document.lines))
            size += document.size if found.covers else 0
    if not tables:
        raise UnknownFormatError(path.name)
    return Survey(tables, _whose(tables, person), unknown, size)


def _whose(tables: list[Table], person: str | None) -> str | None:
    people = sorted(set().union(*(table.survey() for table in tables)))
    if person is None and len(people) > 1:
        raise SeveralPeopleError(people)
    if person is not None and people and person not in people:
        raise UnknownPersonError(person, people)
    return person if person is not None or not people else people[0]


def _counting(
    lines: Callable[[], Iterator[str]], on_read: Callable[[int], None]
) -> Callable[[], Iterator[str]]:
    def counted() -> Iterator[str]:
        for line in lines():
            on_read(len(line))
            yield line

    return counted
