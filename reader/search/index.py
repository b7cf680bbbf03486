"""The index of one library: bring it up to date, and search it."""

import logging
import pickle
import struct
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reader.core.note import Stamp
from reader.core.query import Query
from reader.core.results import Document, Results
from reader.errors import UnwritableError
from reader.search import answer, parts
from reader.search.builder import Builder
from reader.search.merge import merge_segments
from reader.search.parts import NOTHING, Part
from reader.search.searcher import Searcher
from reader.search.segment import Segment
from reader.search.segment_files import DamagedError
from reader.search.store import Store
from reader.search.vocabulary import Vocabulary

_LOG = logging.getLogger(__name__)
_FIRST_PART = 1_000_000
_PART = 48_000_000
"""Characters of text in the first part of a build, which is soon there to be searched, and in every other part."""
_SMALL = 256
_MANY = 8
"""When so many segments have fewer than `_SMALL` documents, the next commit makes one of them."""
_FEW_DELETED = 5
"""One in so many documents may be deleted before it is worth to write the others anew."""
_DAMAGE = (ValueError, IndexError, KeyError, TypeError, EOFError, zlib.error, struct.error, pickle.UnpicklingError)
"""What reading a posting list or a text that is not what was written can raise."""

Progress = Callable[[int], None]


class Index:
    """The index of a library in `folder`, which is private to the user; made where it is missing.

    Opened at first use. Any number of processes may search; one at a time may write. A damaged index is emptied, so
    that `stamps` is empty and the caller adds everything again. Raises UnreadableError where the folder belongs to
    somebody else, UnwritableError where the disk is full or must not be written.
    """

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)
        self._searcher: Searcher | None = None
        self._answers = answer.Answers()
        self._vocabulary = Vocabulary()
        self._lock = threading.RLock()
        self._is_writing = False

    def stamps(self) -> dict[str, Stamp]:
        """Return the documents of the index, and the state of the file that each was read from."""
        with self._lock:
            found = {}
            for segment in self._open().segments:
                table = segment.table
                for number, path in enumerate(table.paths):
                    if number not in segment.deleted:
                        found[path] = Stamp(table.modified[number], table.sizes[number])
            return found

    def update(
        self,
        documents: Iterable[Document],
        removed: Collection[str] = (),
        progress: Progress | None = None,
    ) -> bool:
        """Add documents, in place of those with the same path, and remove others. A big build commits in parts.

        `progress` is told how many documents were read. Returns False, without having read any, where another process
        writes.
        """
        with self._writing() as mine:
            if mine:
                self._write(documents, set(removed), progress)
            return mine

    def search(
        self, query: Query, limit: int = 50, snippets: int = 50, *, prefix: bool = True, paths: int = 0
    ) -> Results:
        """Return the best `limit` notes, the first `snippets` with passages; with `prefix` the last word may go on.

        The paths of all notes found come with them where there are at most `paths`.
        """
        began = time.perf_counter()
        wish = answer.Wish(limit, snippets, prefix, paths)
        with self._lock:
            searcher = self._open()
            try:
                return self._answers.answer(searcher, query, wish, began)
            except _DAMAGE:
                if _is_whole(searcher):
                    raise
                return self._answers.answer(self._renewed(), query, wish, began)

    def learn(self) -> None:
        """Read all words, which the first typo would wait for, and let go of what else was read; for idle times."""
        with self._lock:
            searcher = self._open()
            searcher.vocabulary.learn(searcher.segments)
            for segment in searcher.segments:
                segment.rest()

    def gather(self, build: Callable[[Path], Iterable[Part]], removed: Collection[str] = ()) -> bool:
        """Add parts that other processes write (`reader.search.parts.write_part`), each as soon as it is there.

        `build` is called with the folder to write them to, once it is sure that nobody else writes; it starts the
        processes and yields what they return. Returns False, without having called it, where another process writes.
        """
        with self._writing() as mine:
            if mine:
                gone: Collection[str] = set(removed)
                for part in build(self._store.parts()):
                    self._commit(part, gone)
                    gone = ()
                if gone:
                    self._commit(NOTHING, gone)
            return mine

    def is_untidy(self) -> bool:
        """Return whether `optimise` is worth its time: there are several big segments, or many deleted documents."""
        with self._lock:
            searcher = self._open()
            big = sum(segment.count >= _SMALL for segment in searcher.segments)
            return big > 1 or len(searcher.deleted) * _FEW_DELETED > searcher.all_count

    def optimise(self) -> bool:
        """Make one segment of all, which searches fastest; for idle times. Returns False where another writes."""
        with self._writing() as mine:
            if mine:
                searcher = self._open()
                if len(searcher.segments) > 1 or searcher.deleted:
                    merged = [merge_segments(self._store.storage, searcher.segments)] if searcher.count else []
                    self._store.write(self._store.next_generation(), merged)
            return mine

    def clear(self) -> bool:
        """Forget all documents. Returns False where another process writes."""
        with self._writing() as mine:
            if mine:
                self._let_go()
                self._store.wipe()
            return mine

    def document_count(self) -> int:
        """Return the number of documents."""
        with self._lock:
            return self._open().count

    def size_bytes(self) -> int:
        """Return the bytes on disk."""
        return self._store.size()

    def close(self) -> None:
        """Let go of all files. The next use opens them again."""
        with self._lock:
            self._let_go()

    @contextmanager
    def _writing(self) -> Iterator[bool]:
        """Hold the writer's lock, or yield False. An OSError inside ends as one sentence, with the last commit kept."""
        self._store.prepare()
        with self._lock, self._store.locked() as mine:
            self._is_writing = mine or self._is_writing
            if mine:
                self._store.tidy()
            try:
                yield mine
            except OSError as error:
                self._let_go()
                raise UnwritableError(
                    f"The search index cannot be written: {error.strerror}.", "Make room on the disk and try again."
                ) from error
            finally:
                self._is_writing = self._is_writing and not mine

    def _let_go(self) -> None:
        if self._searcher is not None:
            for segment in self._searcher.segments:
                segment.close()
        self._searcher = None

    def _open(self) -> Searcher:
        """Return a searcher on the latest commit, whoever made it; on an empty one where the latest is damaged."""
        if self._searcher is not None and self._searcher.generation == self._store.generation():
            return self._searcher
        while True:
            generation = self._store.generation()
            try:
                return self._open_latest()
            except DamagedError as error:
                # Between the table of contents and its segments another process may have committed.
                if self._store.generation() == generation:
                    _LOG.info("The search index is built anew: %s", error)
                    return self._renewed()

    def _open_latest(self) -> Searcher:
        commit = self._store.read()
        known = {segment.name: segment for segment in self._searcher.segments} if self._searcher is not None else {}
        segments = []
        for described in commit.segments:
            segment = known.pop(described.segment_id(), None)
            if segment is None:
                segment = Segment(self._store.folder, described)
            else:
                segment.marked(described)
            segments.append(segment)
        for segment in known.values():
            segment.close()
        self._searcher = Searcher(segments, commit.generation, self._vocabulary)
        return self._searcher

    def _renewed(self) -> Searcher:
        """Empty a damaged index, unless another process is writing: then it sees the damage itself."""
        self._let_go()
        if self._is_writing:
            self._store.wipe()
            return self._open_latest()
        with self._store.locked() as mine:
            if mine:
                self._store.wipe()
        return self._open_latest() if mine else Searcher((), -1)

    def _write(self, documents: Iterable[Document], removed: set[str], progress: Progress | None) -> None:
        builder = Builder()
        limit = _PART if self._open().count else _FIRST_PART
        for done, document in enumerate(documents, 1):
            if document.path in builder.paths:
                self._commit(self._written(builder), removed)
                builder = Builder()
            builder.add(document)
            if builder.size >= limit or builder.is_full:
                self._commit(self._written(builder), removed)
                builder, removed, limit = Builder(), set(), _PART
            if progress is not None:
                progress(done)
        if len(builder) or removed:
            self._commit(self._written(builder), removed)

    def _written(self, builder: Builder) -> Part:
        return parts.write(builder, self._store.parts())

    def _commit(self, part: Part, removed: Collection[str]) -> None:
        """Add the documents of a part, and take out those that they replace and the removed ones."""
        searcher = self._open()
        described = self._store.read().segments
        kept: list[tuple[Segment, Any]] = []
        small: list[tuple[Segment, Any]] = []
        for segment, description in zip(searcher.segments, described, strict=True):
            for number, path in enumerate(segment.table.paths):
                if path in removed or path in part.paths:
                    description.delete_document(number)
            segment.marked(description)
            live = description.doc_count()
            if live:
                (small if live < _SMALL else kept).append((segment, description))
        segments = [description for _, description in kept]
        if len(small) >= _MANY:
            segments.append(merge_segments(self._store.storage, [segment for segment, _ in small]))
        else:
            segments.extend(description for _, description in small)
        segments.extend(parts.adopt(part, self._store.parts(), self._store.folder))
        self._store.write(self._store.next_generation(), segments)


def _is_whole(searcher: Searcher) -> bool:
    """Return whether everything in the index can be read, so that an error was none of its own."""
    try:
        for segment in searcher.segments:
            segment.check()
    except DamagedError as error:
        _LOG.info("The search index is built anew: %s", error)
        return False
    return True
