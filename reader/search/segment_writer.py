"""Write one segment: Whoosh's own files, and beside them what Postil keeps of each document.

A segment is a set of files that share a name. Nobody reads them before the index's table of contents names them, so
nothing here needs to be atomic. Besides Whoosh's files (terms, postings, field lengths, stored fields) there are
`.docs`, a table of the documents, written last with the sizes of all other files, `.text`, their bodies, and `.words`,
the terms of the fields of words once more: to go through all of them in Whoosh's file takes a hundred times as long.
"""

import json
import struct
import zlib
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from whoosh.codec.whoosh3 import STORED_COLUMN, W3Codec, W3Segment
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.filedb.structfile import StructFile
from whoosh.util.numeric import length_to_byte
from whoosh.util.numlists import GrowableArray

from reader.search import blocks, schema

_LENGTHS = struct.Struct("!ii")
_SLOT = struct.Struct("!Iq")
_FIELD = struct.Struct("!H")
_CRC = 1
_FLUSH = 1 << 20

Terms = Iterable[tuple[str, Iterable[tuple[str, blocks.Posting]]]]
"""Fields, and for each its terms in ascending order with their postings."""
_Words = dict[str, bytes]
"""By field of words, its terms in ascending order with a line end behind each."""


class Documents(Struct):
    """What is kept of each document of a segment, one list for each fact, by document number."""

    paths: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The words of the title as the analysis sees them, joined by blanks."""
    tags: list[Sequence[str]] = field(default_factory=list)
    modified: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    """The bodies."""
    deflated: bool = False
    """Whether the bodies are deflated. A new segment's are not: that waits until segments are put together."""
    lengths: dict[str, bytearray] = field(default_factory=dict)
    """By field of words, the lengths as Whoosh's bytes."""
    totals: dict[str, int] = field(default_factory=dict)
    """By field of words, the sum of the true lengths."""

    def __len__(self) -> int:
        return len(self.paths)

    def set_length(self, name: str, length: int) -> None:
        """Note the length of a field of the document added last."""
        self.lengths.setdefault(name, bytearray()).append(length_to_byte(length) if length else 0)
        self.totals[name] = self.totals.get(name, 0) + length


class TermsFile(OrderedHashWriter):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's ordered hash file, with a quick hash, and handed its bytes in large pieces."""

    def __init__(self, file: StructFile) -> None:
        HashWriter.__init__(self, file, hashtype=_CRC)
        self.index = GrowableArray("I")
        self._at = file.tell()
        self._pieces: list[bytes] = []
        self._waiting = 0

    def put(self, key: bytes, value: bytes) -> None:
        """Add one entry; keys must ascend."""
        size = _LENGTHS.size + len(key) + len(value)
        self._pieces.append(_LENGTHS.pack(len(key), len(value)) + key + value)
        self.index.append(self._at)
        hashed = zlib.crc32(key)
        self.buckets[hashed & 255].append((hashed, self._at))
        self._at += size
        self._waiting += size
        if self._waiting > _FLUSH:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        self.dbfile.write(b"".join(self._pieces))
        self._pieces.clear()
        self._waiting = 0

    def _write_hashes(self) -> None:
        self.flush()
        at = self.dbfile.tell()
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((at, slots))
            table = [b""] * slots
            for hashed, position in entries:
                slot = (hashed >> 8) % slots
                while table[slot]:
                    slot = slot + 1 if slot + 1 < slots else 0
                table[slot] = _SLOT.pack(hashed, position)
            empty = bytes(_SLOT.size)
            self.dbfile.write(b"".join(entry or empty for entry in table))
            at += slots * _SLOT.size


def write_segment(storage: Any, documents: Documents, terms: Terms) -> W3Segment:  # noqa: ANN401 - Whoosh has no types
    """Write all files of a new segment and return Whoosh's description of it. An OSError leaves no file behind."""
    segment = W3Segment(W3Codec(), schema.NAME)
    try:
        words = _write_terms(storage, segment, documents, terms)
        _write_columns(storage, segment, documents)
        _write_documents(Path(storage.folder), segment, documents, words)
    except BaseException:
        remove_files(Path(storage.folder), segment.segment_id())
        raise
    segment.set_doc_count(len(documents))
    segment._fieldlengths = dict(documents.totals)  # noqa: SLF001 - Whoosh's own writers set it from outside
    return segment


def remove_files(folder: Path, name: str) -> None:
    """Remove the files of a segment that nobody will read."""
    for file in folder.glob(f"{name}.*"):
        file.unlink(missing_ok=True)


def _write_terms(storage: Any, segment: W3Segment, documents: Documents, terms: Terms) -> _Words:  # noqa: ANN401 - Whoosh has no types
    """Write the terms with their postings, and return those of the fields of words, with a line end behind each."""
    words: _Words = {}
    with (
        segment.create_file(storage, W3Codec.TERMS_EXT) as terms_file,
        segment.create_file(storage, W3Codec.POSTS_EXT) as postings,
    ):
        table = TermsFile(terms_file)
        numbers: dict[str, int] = {}
        table.extras["fieldmap"] = numbers
        offset, waiting, size = 0, [], 0
        for name, entries in terms:
            number = _FIELD.pack(numbers.setdefault(name, len(numbers)))
            lengths = documents.lengths.get(name)
            known: list[bytes] = []
            for term, posting in entries:
                entry, block = blocks.encode(posting, lengths, offset)
                key = term.encode("utf-8", "replace")
                table.put(number + key, entry)
                known.append(key)
                if block:
                    waiting.append(block)
                    offset += len(block)
                    size += len(block)
                if size > _FLUSH:
                    postings.write(b"".join(waiting))
                    waiting.clear()
                    size = 0
            if lengths is not None and known:
                words[name] = b"\n".join((*known, b""))
        postings.write(b"".join(waiting))
        table.close()
        # The hash file has closed its file itself.
        terms_file.close = lambda: None
    return words


def _write_columns(storage: Any, segment: W3Segment, documents: Documents) -> None:  # noqa: ANN401 - Whoosh has no types
    for name, lengths in documents.lengths.items():
        with storage.create_file(W3Codec.column_filename(segment, f"_{name}_len")) as file:
            file.write(bytes(lengths))
    with storage.create_file(W3Codec.column_filename(segment, "_stored")) as file:
        column = STORED_COLUMN.writer(file)
        for number, (path, title) in enumerate(zip(documents.paths, documents.titles, strict=True)):
            column.add(number, {"path": path, "title": title})
        column.finish(len(documents))


def _write_documents(folder: Path, segment: W3Segment, documents: Documents, words: _Words) -> None:
    name = segment.segment_id()
    (folder / f"{name}.words").write_bytes(b"".join(words.values()))
    (folder / f"{name}.text").write_bytes(b"".join(documents.texts))
    table = {
        "paths": documents.paths,
        "titles": documents.titles,
        "keys": documents.keys,
        "names": documents.names,
        "tags": documents.tags,
        "modified": documents.modified,
        "sizes": documents.sizes,
        "languages": documents.languages,
        "texts": _lengths(documents.texts),
        "deflated": documents.deflated,
        "words": {field: len(text) for field, text in words.items()},
        "files": {file.name: file.stat().st_size for file in sorted(folder.glob(f"{name}.*"))},
    }
    (folder / f"{name}.docs").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8", errors="replace")


def _lengths(texts: Sequence[bytes]) -> list[int]:
    return array("q", map(len, texts)).tolist()
