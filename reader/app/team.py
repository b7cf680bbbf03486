"""A big build: several processes read notes and write parts of the index, each as many as it can.

The notes go out in small batches, so that all processes end at the same time; what they know of each note comes back
for the catalogue at once, and a part of the index whenever enough text has come together. The build reads as well
while it hears nothing: it has loaded all that it takes. A process that dies takes nothing with it but time: its notes
are left over, for the caller to read.
"""

import logging
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from reader.app.catalogue import Entry
from reader.app.crew import Crew
from reader.app.index_messages import NotesRead, PartFailed, PartWritten, ReadNotes, WritePart
from reader.app.intake import take_in
from reader.app.pipe import Pipe
from reader.core.note import Stamp
from reader.errors import UnwritableError
from reader.search.parts import Part, PartWriter

_LOG = logging.getLogger(__name__)
_TEXT = 36_000_000
"""Bytes of notes that all processes together hold in memory, some seven times as large there."""
_FIRST = 400_000
"""Bytes of notes in the first part of each process, which is soon there to be searched."""
_NOTE = 1_000
"""Bytes of text that a note itself counts for: one without any costs time, too."""
_BATCH_SIZE = 250_000
_SMALLEST = 50_000
_LAST = 20
"""A batch is a part of what is left, one of so many, where that is less."""
_BATCH = 100
_END = 4
"""Where less than one part in so many is left, no part is written any more but the last ones."""
_AHEAD, _FAR_AHEAD = 3, 16
"""Batches that a process has at hand, so that it never waits for one, also while the build writes a part of its own."""

Notes = Sequence[tuple[str, Stamp]]
Take = Callable[[Sequence[Entry]], None]


class _Member:
    """One process, and what it has at hand: batches to read, notes whose part is not written, the size of the part."""

    def __init__(self, process: "subprocess.Popen[bytes]", tell: "Callable[[_Member, object], None]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._files = process, (process.stdout, process.stdin)
        self._pipe = Pipe(*self._files)
        self._tell = tell
        self.limit = _FIRST
        self.batches = 0
        self.size = 0
        self.notes: set[str] = set()
        self._thread = threading.Thread(target=self._hear, name="index process", daemon=True)
        self._thread.start()

    def send(self, wish: ReadNotes | WritePart) -> None:
        """Send a wish. Where the process has ended, its thread tells."""
        with suppress(OSError):
            self._pipe.send(wish)

    def finish(self, folder: Path) -> None:
        """Ask for the part of what was read, if anything was."""
        if self.size:
            self.size = 0
            self.send(WritePart(folder))

    def end(self) -> None:
        """Kill the process and let go of it."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for file in self._files:
            # What was still to be written has no reader any more.
            with suppress(OSError):
                file.close()

    def _hear(self) -> None:
        try:
            while True:
                self._tell(self, self._pipe.receive())
        except (EOFError, OSError, ValueError):
            self._tell(self, None)


class _Own:
    """What the build reads itself for a part of its own."""

    def __init__(self) -> None:
        self._writer = PartWriter()
        self.size = 0

    def read(self, root: Path, batch: Notes) -> list[Entry]:
        """Read a batch of notes, and return what the catalogue keeps of them."""
        entries = []
        for path, stamp in batch:
            entry, document = take_in(root, path, stamp)
            self._writer.add(document)
            entries.append(entry)
        self.size += _size(batch)
        return entries

    def write(self, folder: Path) -> Part:
        """Write the part of what was read, and begin another one."""
        part = self._writer.write(folder)
        self._writer, self.size = PartWriter(), 0
        return part


class Team:
    """The processes of one build; end it with `close`, also in the midst of it."""

    def __init__(self, crew: Crew) -> None:
        self.left: list[str] = []
        """The notes that were not taken in, because their process died or could not be started."""
        self._rest = 0
        self._facts: queue.SimpleQueue[tuple[_Member, object]] = queue.SimpleQueue()
        self._members = [
            _Member(process, lambda member, fact: self._facts.put((member, fact))) for process in crew.take()
        ]

    def close(self) -> None:
        """End the processes at once."""
        while self._members:
            self._members.pop().end()

    def build(self, root: Path, notes: Notes, folder: Path, take: Take) -> Iterator[Part]:
        """Read `notes` in their order and yield the parts, which lie in `folder`; `take` gets what the catalogue keeps.

        Raises UnwritableError where the disk is full.
        """
        batches = deque(_batches(notes))
        self._rest = _size(notes)
        own = _Own()
        while batches or own.size or any(member.notes for member in self._members):
            self._feed(batches, root, folder, _AHEAD)
            if own.size and (not batches or (own.size >= self._limit and self._is_far)):
                self._feed(batches, root, folder, _FAR_AHEAD)
                yield own.write(folder)
            elif batches and self._facts.empty():
                take(own.read(root, self._next(batches)))
            else:
                member, fact = self._facts.get()
                if isinstance(fact, NotesRead):
                    member.batches -= 1
                    take(fact.entries)
                else:
                    yield from self._part_of(member, fact)

    def _next(self, batches: deque[Notes]) -> Notes:
        batch = batches.popleft()
        self._rest -= _size(batch)
        return batch

    @property
    def _is_far(self) -> bool:
        """Return whether the end is so far that another part is worth to be written."""
        return self._rest * _END > self._limit

    def _part_of(self, member: _Member, fact: object) -> Iterator[Part]:
        """Yield the part that a process has written; where it tells of none, it has ended."""
        if isinstance(fact, PartWritten):
            member.notes -= fact.part.paths
            yield fact.part
        elif isinstance(fact, PartFailed):
            message = f"The search index cannot be written: {fact.reason}."
            raise UnwritableError(message, "Make room on the disk and try again.")
        else:
            _LOG.info("An index process has ended with %d notes at hand.", len(member.notes))
            self.left += sorted(member.notes)
            self._members.remove(member)
            member.end()

    @property
    def _limit(self) -> int:
        """Return how many bytes of notes each process holds in memory before it writes a part."""
        return _TEXT // (len(self._members) + 1)

    def _feed(self, batches: deque[Notes], root: Path, folder: Path, ahead: int) -> None:
        """Hand out batches until each process has some at hand; the last one is asked for its part."""
        for member in self._members:
            while batches and member.batches < ahead:
                batch = self._next(batches)
                member.batches += 1
                member.notes.update(path for path, _ in batch)
                member.size += _size(batch)
                member.send(ReadNotes(root, tuple(batch)))
                if member.size >= member.limit and (self._is_far or member.limit == _FIRST):
                    member.finish(folder)
                    member.limit = self._limit
            if not batches:
                member.finish(folder)


def _size(batch: Notes) -> int:
    return sum(_NOTE + stamp.size for _, stamp in batch)


def _batches(notes: Notes) -> Iterator[Notes]:
    """Yield notes together, the last ones in smaller batches, so that nobody waits long for another one's last."""
    rest = _size(notes)
    start = size = 0
    for at, (_, stamp) in enumerate(notes, 1):
        size += _NOTE + stamp.size
        enough = min(_BATCH_SIZE, max(_SMALLEST, rest // _LAST))
        if size >= enough or at - start == _BATCH or at == len(notes):
            yield notes[start:at]
            rest -= size
            start, size = at, 0
