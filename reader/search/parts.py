"""Parts of an index: segments that are written beside the index and then taken into it.

Any process may write a part, into the folder that the index names; only the index itself takes it in. So a big build
can be done by several processes, and what a killed one leaves behind is in nobody's way.
"""

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct
from whoosh.filedb.filestore import FileStorage

from reader.core.results import Document
from reader.search.builder import Builder


class Part(Struct, frozen=True):
    """A segment that is not in the index yet: the paths of its documents, and its description, pickled."""

    paths: frozenset[str]
    described: bytes


NOTHING = Part(frozenset(), b"")


class PartWriter:
    """A part in the making. It is in memory until it is written: some seven times the size of its text."""

    def __init__(self) -> None:
        self._builder = Builder()

    def add(self, document: Document) -> None:
        """Add a document, whose path must differ from those of all others."""
        self._builder.add(document)

    def write(self, folder: Path) -> Part:
        """Write the part to the folder that `Index.gather` hands out. Raises OSError."""
        return write(self._builder, folder)


def write_part(folder: Path, documents: Iterable[Document]) -> Part:
    """Write a part of `documents`, whose paths must differ; see `PartWriter`."""
    writer = PartWriter()
    for document in documents:
        writer.add(document)
    return writer.write(folder)


def write(builder: Builder, folder: Path) -> Part:
    """Write what a builder has gathered."""
    if not len(builder):
        return NOTHING
    return Part(frozenset(builder.paths), pickle.dumps(builder.write(FileStorage(str(folder)))))


def adopt(part: Part, source: Path, target: Path) -> list[Any]:
    """Move the files of a part into the index, and return its description for the next commit."""
    if not part.described:
        return []
    described = pickle.loads(part.described)  # noqa: S301 - it comes from this program, over a pipe of its own
    for file in source.glob(f"{described.segment_id()}.*"):
        file.rename(target / file.name)
    return [described]
