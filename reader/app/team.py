"""A big build: several processes read notes and write parts of the index, each as many as it can.

The notes go out in small batches, so that all processes end at the same time; what they know of each note comes back
for the catalogue at once, and a part of the index whenever enough text has come together. A process that dies takes
nothing with it but time: its notes are left over, for the caller to read.
"""

import logging
import queue
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from reader.app.catalogue import Entry
from reader.app.crew import Crew
from reader.app.index_messages import NotesRead, PartFailed, PartWritten, ReadNotes, WritePart
from reader.app.pipe import Pipe
from reader.core.note import Stamp
from reader.errors import UnwritableError
from reader.search.parts import Part

_LOG = logging.getLogger(__name__)
_TEXT = 36_000_000
"""Bytes of notes that all processes together hold in memory, some seven times as large there."""
_FIRST = 400_000
"""Bytes of notes in the first part of each process, which is soon there to be searched."""
_NOTE = 1_000
"""Bytes of text that a note itself counts for: one without any costs time, too."""
_BATCH_SIZE = 250_000
_BATCH = 100
_AHEAD = 2
"""Batches that a process has at hand, so that it never waits for one."""

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


class Team:
    """The processes of one build; end it with `close`, also in the midst of it."""

    def __init__(self, crew: Crew) -> None:
        self.left: list[str] = []
        """The notes that were not taken in, because their process died or could not be started."""
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
        batches = _batches(notes)
        waiting = next(batches, None)
        while True:
            for member in self._members:
                while waiting is not None and member.batches < _AHEAD:
                    self._feed(member, root, waiting, folder)
                    waiting = next(batches, None)
                if waiting is None:
                    member.finish(folder)
            if not any(member.notes for member in self._members):
                break
            member, fact = self._facts.get()
            if isinstance(fact, NotesRead):
                member.batches -= 1
                take(fact.entries)
            elif isinstance(fact, PartWritten):
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
        while waiting is not None:
            self.left += [path for path, _ in waiting]
            waiting = next(batches, None)

    def _feed(self, member: _Member, root: Path, batch: Notes, folder: Path) -> None:
        member.batches += 1
        member.notes.update(path for path, _ in batch)
        member.size += sum(_NOTE + stamp.size for _, stamp in batch)
        member.send(ReadNotes(root, tuple(batch)))
        if member.size >= member.limit:
            member.finish(folder)
            member.limit = _TEXT // len(self._members)


def _batches(notes: Notes) -> Iterator[Notes]:
    start = size = 0
    for at, (_, stamp) in enumerate(notes, 1):
        size += _NOTE + stamp.size
        if size >= _BATCH_SIZE or at - start == _BATCH or at == len(notes):
            yield notes[start:at]
            start, size = at, 0
