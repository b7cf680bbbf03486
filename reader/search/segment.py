"""Read one segment: terms and postings straight from its mapped files, documents from its table."""

import mmap
import struct
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.filedb.structfile import StructFile

from reader.search import blocks, schema
from reader.search.lexicon import Lexicon
from reader.search.segment_files import DamagedError, Starts, map_file, read_table

_LENGTHS = struct.Struct("!ii")
_FIELD = struct.Struct("!H")
_STEP = 64
"""One in so many keys is kept in memory: a term is looked up among these first."""


class Segment:
    """An open segment. Raises DamagedError where its files are not whole."""

    def __init__(self, folder: Path, described: Any) -> None:  # noqa: ANN401 - Whoosh's description of a segment
        self.name: str = described.segment_id()
        self.count: int = described.doc_count_all()
        self.deleted: frozenset[int] = frozenset(described.deleted_docs())
        self._totals: dict[str, int] = described._fieldlengths  # noqa: SLF001 - read by Whoosh's own readers too
        self._folder = folder
        self.table = read_table(folder, self.name, self.count)
        terms = folder / f"{self.name}{W3Codec.TERMS_EXT}"
        self._terms = map_file(terms)
        try:
            with StructFile(terms.open("rb")) as file:
                index = OrderedHashReader(file, terms.stat().st_size)
                self._fields: dict[str, int] = index.extras["fieldmap"]
                self._starts = Starts(self._terms, index.extras["indextype"], index.indexbase, index.indexlen)
        except Exception as error:
            # Whoosh unpickles and unpacks here: damage shows as any error at all.
            raise DamagedError(f"{terms.name}: {error}") from error
        self._postings = map_file(folder / f"{self.name}{W3Codec.POSTS_EXT}")
        # All files are opened now: a commit of another process may remove them at any time.
        self._texts = map_file(folder / f"{self.name}.text")
        self._words = map_file(folder / f"{self.name}.words")
        self._lexicons: dict[str, Lexicon] = {}
        self._lengths = {field.name: self._read_lengths(field.name) for field in schema.WORD_FIELDS}

    def close(self) -> None:
        """Let go of the mapped files."""
        for mapped in (self._terms, self._postings, self._texts, self._words):
            if isinstance(mapped, mmap.mmap):
                mapped.close()

    def rest(self) -> None:
        """Leave to the system what was read of the mapped files: it gives it back from its own memory when asked."""
        for mapped in (self._terms, self._postings, self._texts, self._words):
            if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
                mapped.madvise(mmap.MADV_DONTNEED)

    def marked(self, described: Any) -> None:  # noqa: ANN401 - Whoosh's description of a segment
        """Take over which documents are deleted by now."""
        self.deleted = frozenset(described.deleted_docs())

    def check(self) -> None:
        """Read everything; raise DamagedError where something cannot be read."""
        try:
            for field in self._fields:
                if field in self._lengths:
                    self._check_words(field)
                for _, entry in self.entries(field):
                    for value in self.posting(entry).places or ():
                        if value:
                            blocks.positions_of(value)
            for number in range(self.count):
                self.text(number)
        except Exception as error:
            # Bytes that are not what was written show as any error at all.
            raise DamagedError(f"{self.name}: {error}") from error

    def _check_words(self, field: str) -> None:
        if self.lexicon(field).words() != [term for term, _ in self.entries(field)]:
            raise DamagedError(f"{self.name}.words: other words than the terms of {field}")

    def entry(self, field: str, term: str) -> blocks.Entry | None:
        """Return what the index holds of a term, or None."""
        number = self._fields.get(field)
        if number is None:
            return None
        key = _FIELD.pack(number) + encoded(term)
        at = self._find(key)
        if at == len(self._starts):
            return None
        found, value = self._read(self._starts[at])
        return blocks.read_entry(value) if found == key else None

    def entries(
        self, field: str, low: str = "", high: str | None = None, fits: Callable[[str], object] | None = None
    ) -> Iterator[tuple[str, blocks.Entry]]:
        """Yield the terms of a field in order, from `low` up to `high` (outside); None is the end of the field.

        With `fits` only the terms that it returns true for.
        """
        at, end = self._range(field, low, high)
        for start in self._starts.between(at, end):
            key, value = self._read(start)
            term = key[_FIELD.size :].decode()
            if fits is None or fits(term):
                yield term, blocks.read_entry(value)

    def entry_at(self, field: str, place: int) -> blocks.Entry:
        """Return what the index holds of the term that is number `place` of its field; see `lexicon`."""
        low, _ = self._range(field, "", None)
        return blocks.read_entry(self._read(self._starts[low + place])[1])

    def lexicon(self, field: str) -> Lexicon:
        """Return the terms of a field of words; made at the first call."""
        found = self._lexicons.get(field)
        if found is None:
            start, end = self._words_of(field)
            found = self._lexicons[field] = Lexicon(self._words[start:end].decode())
        return found

    def words(self, field: str) -> list[str]:
        """Return the terms of a field of words in ascending order; they are not kept."""
        start, end = self._words_of(field)
        return self._words[start:end].decode().split("\n")[:-1]

    def has_part(self, field: str, part: str) -> bool:
        """Return whether a term of a field of words holds `part`."""
        return self._words.find(encoded(part), *self._words_of(field)) >= 0

    @cached_property
    def titles_in_order(self) -> list[tuple[str, int]]:
        """Return the words of the titles with their documents, in ascending order."""
        return sorted(zip(self.table.keys, range(self.count), strict=True))

    @cached_property
    def names_in_order(self) -> list[tuple[str, int]]:
        """Return the words of those file names that say something else than the title, as `titles_in_order`."""
        return sorted((name, number) for number, name in enumerate(self.table.names) if name)

    def _words_of(self, field: str) -> tuple[int, int]:
        """Return where the words of a field begin and end in the file of words."""
        start = 0
        for other, size in self.table.words.items():
            if other == field:
                return start, start + size
            start += size
        return 0, 0

    @cached_property
    def _samples(self) -> list[bytes]:
        return [self._key(self._starts[at]) for at in range(0, len(self._starts), _STEP)]

    def _find(self, key: bytes) -> int:
        """Return the number of the first key that is not before `key`."""
        block = bisect_left(self._samples, key)
        low, high = max(0, (block - 1) * _STEP), min(block * _STEP, len(self._starts))
        return bisect_left(self._starts, key, low, high, key=self._key)

    def _range(self, field: str, low: str, high: str | None) -> tuple[int, int]:
        number = self._fields.get(field)
        if number is None:
            return 0, 0
        mark = _FIELD.pack(number)
        end_key = _FIELD.pack(number + 1) if high is None else mark + encoded(high)
        return self._find(mark + encoded(low)), self._find(end_key)

    def counted(self, entry: blocks.Entry) -> tuple[list[int], Any]:
        """Return documents and frequencies (None: all one) of a term."""
        if entry.is_inline:
            return [entry.first], (int(entry.weight),)
        return blocks.counted(self._block(entry))

    def posting(self, entry: blocks.Entry) -> blocks.Posting:
        """Return documents, frequencies and the values that hold the positions."""
        return blocks.decode(entry, b"" if entry.is_inline else self._block(entry))

    def lengths(self, field: str) -> bytes:
        """Return the lengths of a field by document, as Whoosh's bytes."""
        return self._lengths[field]

    def _read_lengths(self, field: str) -> bytes:
        file = self._folder / f"{self.name}._{field}_len{W3Codec.COLUMN_EXT}"
        try:
            return file.read_bytes()
        except OSError as error:
            raise DamagedError(f"{file.name}: {error}") from error

    def total(self, field: str) -> int:
        """Return the sum of the lengths of a field."""
        return self._totals.get(field, 0)

    def text(self, number: int) -> str:
        """Return the body of a document, as it was read for the index."""
        stored = self._stored(number)
        return (zlib.decompress(stored) if self.table.deflated else stored).decode("utf-8", "replace")

    def deflated(self, number: int) -> bytes:
        """Return the body of a document, deflated."""
        stored = self._stored(number)
        return stored if self.table.deflated else zlib.compress(stored, 1)

    def _stored(self, number: int) -> bytes:
        return self._texts[self._text_starts[number] : self._text_starts[number + 1]]

    @cached_property
    def _text_starts(self) -> list[int]:
        return list(accumulate(self.table.texts, initial=0))

    def _key(self, start: int) -> bytes:
        size = _LENGTHS.unpack_from(self._terms, start)[0]
        return self._terms[start + 8 : start + 8 + size]

    def _read(self, start: int) -> tuple[bytes, bytes]:
        key_size, value_size = _LENGTHS.unpack_from(self._terms, start)
        key_end = start + 8 + key_size
        return self._terms[start + 8 : key_end], self._terms[key_end : key_end + value_size]

    def _block(self, entry: blocks.Entry) -> bytes:
        offset, length = blocks.extent(entry)
        return self._postings[offset : offset + length]


def encoded(term: str) -> bytes:
    """Return a term as the bytes of a key; what is no text (half of a surrogate pair) becomes a question mark."""
    return term.encode("utf-8", "replace")


def prefix_end(prefix: str) -> str:
    """Return the end of the range of terms that begin with `prefix`: no term of the range follows it."""
    return prefix + "\U0010ffff"
