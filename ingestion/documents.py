"""Files as they lie: one, a folder of them, or a zip archive; read as streams."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Final

from ingestion.formats.table import LONGEST_LINE, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_HEAD_CHARACTERS: Final = 65_536

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    IndexError,
    struct.error,
)
"""What is raised of bytes that are no text, and of an archive that is damaged or locked."""


@dataclass(frozen=True)
class Document:
    """One file, wherever it lies.

    Attributes:
        name: Within its folder or archive.
        size: In bytes, unpacked.
        opened: Opens its bytes.
    """

    name: str
    size: int
    opened: Callable[[], IO[bytes]]

    def head(self) -> str:
        """Return its beginning as text; what is no text has none.

        Raises:
            UnreadableFileError: It is damaged, or locked by a password.
        """
        with self._text() as text:
            try:
                return text.read(_HEAD_CHARACTERS)
            except UnicodeDecodeError:
                return ""

    def lines(self) -> Iterator[str]:
        """Yield its lines.

        Raises:
            UnreadableFileError: Not text, damaged, or a line that is too long to be one.
        """
        with self._text() as text:
            while line := text.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise UnreadableFileError(f"{self.name} has lines that are too long")
                yield line

    @contextmanager
    def _text(self) -> Iterator[TextIOWrapper]:
        try:
            with (
                self.opened() as content,
                TextIOWrapper(content, "utf-8-sig", newline="") as text,
            ):
                yield text
        except _DAMAGE as error:
            raise UnreadableFileError(f"{self.name}: {error}") from error


def documents(path: Path) -> list[Document]:
    """Return the files at a path, in the order of their names.

    Raises:
        UnreadableFileError: There is nothing there, or an archive that is broken.
    """
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        return [_of_file(file, str(file.relative_to(path))) for file in files]
    if not path.is_file():
        raise UnreadableFileError(f"there is no file {path}")
    return _of_archive(path) if zipfile.is_zipfile(path) else [_of_file(path, path.name)]


def _of_file(path: Path, name: str) -> Document:
    return Document(name, path.stat().st_size, lambda: path.open("rb"))


def _of_archive(path: Path) -> list[Document]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
    except _DAMAGE as error:
        raise UnreadableFileError(f"{path.name}: {error}") from error
    return [
        Document(info.filename, info.file_size, _member(path, info))
        for info in sorted(members, key=lambda info: info.filename)
    ]


def _member(path: Path, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: zipfile.ZipFile(path).open(info)
