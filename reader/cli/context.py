"""What every command has at hand, and the ways in which all of them print."""

import argparse
import json
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from reader.app.paths import Places
from reader.app.printer import Printer
from reader.app.settings import Settings
from reader.app.trace import Trace
from reader.app.workers import Worker
from reader.core.library import Unreadable
from reader.core.text import one_line
from reader.errors import ReaderError
from reader.files.names import from_disk, to_disk

if TYPE_CHECKING:
    # The export of a note that is named opens no library, and must not wait for the search engine.
    from reader.app.session import Session

Engine = Callable[[], tuple[str, tuple[str, ...]]]
"""Load Qt, and return what its page engine is and a sentence for each thing that it misses."""

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What could steer a terminal."""


class Tools(Struct, frozen=True):
    """What takes long to load, and is loaded where it is wanted; `page` is a page process that was started early."""

    printer: Printer
    engine: Engine
    open_session: Callable[[Path, Places, tuple[str, ...]], "Session"]
    page: Worker | None = None


class Context(Struct, frozen=True):
    """One run of one command."""

    options: argparse.Namespace
    places: Places
    settings: Settings
    root: Path
    trace: Trace
    tools: Tools

    @contextmanager
    def session(self) -> "Iterator[Session]":
        """Open the library."""
        with self.tools.open_session(self.root, self.places, self.settings.exclude) as session:
            yield session

    @contextmanager
    def fresh_session(self) -> "Iterator[Session]":
        """Open the library and bring it up to date; say so where another process is writing it."""
        with self.session() as session:
            self.trace.mark("index_started")
            refreshed = session.refresh(progress("Reading notes"))
            self.trace.mark("index_finished", notes=len(session.snapshot.notes), seconds=refreshed.seconds)
            if refreshed.busy:
                say("Another Postil is updating this library; what it has finished is used.")
            if self.options.command != "check":
                _tell_unreadable(refreshed.failed)
            yield session

    def note_path(self, given: str) -> str:
        """Return the path of a NOTE: relative to the library where it is inside it, absolute otherwise.

        A relative one is tried in the current folder, then in the library.
        """
        wanted = to_disk(given)
        here = Path(os.path.normpath(Path.cwd() / wanted))
        path = here if os.path.lexists(here) else Path(os.path.normpath(self.root / wanted))
        for known in (path, path.parent.resolve() / path.name):
            if known.is_relative_to(self.root):
                return from_disk(known.relative_to(self.root).as_posix())
        return from_disk(path.as_posix())


def _tell_unreadable(failed: Sequence[Unreadable]) -> None:
    """Tell of what could not be read, in one line."""
    if len(failed) == 1:
        say(f"{failed[0].path}: {failed[0].reason}")
    elif failed:
        say(f"{len(failed):,} files of the library cannot be read; 'postil check' names them.")


def print_text(text: str, end: str = "\n") -> None:
    """Print the text of a note; on a terminal, without what could steer it."""
    print(_STEERING.sub("\ufffd", text) if sys.stdout.isatty() else text, end=end)


def print_json(value: object) -> None:
    """Print a value as JSON, in UTF-8."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
    """Print rows in columns, the last one as long as it is; the columns in `right` are set flush right."""
    lines = [[_printable(cell) for cell in row] for row in rows]
    widths = [min(60, max(map(_columns, column))) for column in zip(*lines, strict=True)] if lines else []
    for line in lines:
        cells = []
        for column, (cell, width) in enumerate(zip(line[:-1], widths, strict=False)):
            gap = " " * (width - _columns(cell))
            cells.append(gap + cell if column in right else cell + gap)
        print("  ".join([*cells, line[-1]]).rstrip())


def each(paths: Sequence[str], do: Callable[[str], object]) -> int:
    """Do it for every note; one that fails is told and does not stop the others. Return the exit code."""
    codes = []
    for path in paths:
        try:
            do(path)
        except ReaderError as error:
            say(str(error))
            codes.append(error.exit_code)
    return 1 if 0 < len(codes) < len(paths) else max(codes, default=0)


def say(sentence: str) -> None:
    """Print one sentence on standard error."""
    print(f"postil: {_printable(sentence)}", file=sys.stderr)


def counted(number: int, thing: str) -> str:
    """Return a number with what it counts.

    >>> counted(1, "note"), counted(1200, "note")
    ('1 note', '1,200 notes')
    """
    return f"{number:,} {thing}{'s' * (number != 1)}"


def progress(what: str) -> Callable[[int, int], None] | None:
    """Return a function that shows progress on a terminal; None where nobody looks."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if done % 25 == 0 or done == total:
            end = "\n" if done == total else ""
            print(f"\r{what}: {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)

    return show


def _columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes: two for a wide character, none for a combining one."""
    return sum(0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF") for one in text)


def _printable(text: str) -> str:
    """Return text that cannot steer a terminal."""
    return one_line(text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"), 2000)
