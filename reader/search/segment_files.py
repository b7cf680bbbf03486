"""The files of one segment: its table of documents, and what is left in the files until it is asked for."""

import json
import mmap
import struct
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct


class DamagedError(Exception):
    """A file of the index is not what was written. The index is built anew; nobody else sees this error."""


class Table(Struct, frozen=True):
    """What is kept of each document, by document number; see `segment_writer.Documents`."""

    paths: list[str]
    titles: list[str]
    keys: list[str]
    names: list[str]
    tags: list[Sequence[str]]
    modified: Sequence[int]
    sizes: Sequence[int]
    languages: list[str]
    texts: Sequence[int]
    deflated: bool
    words: dict[str, int]
    files: dict[str, int]


def read_table(folder: Path, name: str, count: int) -> Table:
    """Return the table of a segment with `count` documents; raise DamagedError where it is not what was written."""
    try:
        stored = json.loads((folder / f"{name}.docs").read_text(encoding="utf-8"))
        # It stays as long as the segment is open, so it is held in as little room as it takes.
        stored["tags"] = [tags or () for tags in stored["tags"]]
        stored["languages"] = list(map(sys.intern, stored["languages"]))
        for numbers in ("modified", "sizes", "texts"):
            stored[numbers] = array("q", stored[numbers])
        table = Table(**stored)
        sizes = {file: (folder / file).stat().st_size for file in table.files}
    except (OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise DamagedError(f"{name}.docs: {error}") from error
    if sizes != table.files or len(table.paths) != count:
        raise DamagedError(f"{name}: a file has another size than it was written with")
    return table


class Starts:
    """Where each entry of a file of terms starts, in the order of the terms: big-endian numbers, left in the file."""

    def __init__(self, file: "mmap.mmap | bytes", kind: str, first: int, count: int) -> None:
        """`kind` is the struct module's letter for a number; `count` of them lie in `file` from the byte `first` on.

        Raises ValueError where the file ends before.
        """
        self._file = file
        self._kind = kind
        self._number = struct.Struct(f"!{kind}")
        self._first = first
        self._count = count
        if count < 0 or first + count * self._number.size > len(file):
            message = "the file is too short"
            raise ValueError(message)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> int:
        number: int = self._number.unpack_from(self._file, self._first + at * self._number.size)[0]
        return number

    def between(self, low: int, high: int) -> "array[int]":
        """Return some of them, from `low` up to `high` (outside)."""
        size = self._number.size
        some = array(self._kind, self._file[self._first + low * size : self._first + high * size])
        if sys.byteorder == "little":
            some.byteswap()
        return some


def map_file(path: Path) -> "mmap.mmap | bytes":
    """Return the bytes of a file, left there; raise DamagedError where it cannot be read."""
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                return b""
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise DamagedError(f"{path.name}: {error}") from error
