"""How much finding the citations adds to parsing a note, over all notes of some folders.

Run `python tests/bench_citations.py FOLDER...`; processor time of one process, without and with citations by turns, and
the best of five rounds of each counts. At most 1.5 times is what the project wants. Two things are called parsing:
reading the notes of a folder (bytes, front matter, title, tags), and parsing their Markdown into pages, for which up to
400 notes stand. A note with 5,000 marks and 2,000 sources is measured as well.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from reader.citations.read import read
from reader.core.citation import Citations
from reader.core.note import Note, Stamp
from reader.files.parse import parse
from reader.files.scan import scan
from reader.markup.renderer import render

RUNS = 5
MARKS = 5000
SOURCES = 2000
PAGES = 400
NONE = Citations((), ())


class Nowhere:
    """A library without any other note."""

    def note(self, _target: str) -> str | None:
        """Return None."""
        return None

    def file(self, _target: str) -> str | None:
        """Return None."""
        return None

    def read(self, _path: str) -> Note | None:
        """Return None."""
        return None


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few runs of `work`."""
    return min(spent(work) for _ in range(RUNS))


def spent(work: Callable[[], object]) -> float:
    """Return the processor seconds of one run of `work`."""
    began = time.process_time()
    work()
    return time.process_time() - began


def by_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds of the fastest runs of two pieces of work, run by turns, so that both suffer alike."""
    rounds = [(spent(one), spent(other)) for _ in range(RUNS)]
    return min(each for each, _ in rounds), min(each for _, each in rounds)


def measure(folder: Path) -> str:
    """Return one line about the notes in `folder`."""
    raw = [((folder / path).read_bytes(), path, stamp) for path, stamp in scan(folder).notes.items()]

    def notes() -> list[Note]:
        return [parse(data, path, Stamp(stamp.mtime_ns, stamp.size)) for data, path, stamp in raw]

    alone, cited = by_turns(notes, lambda: [read(note) for note in notes()])
    found = sum(len(read(note).sources) for note in notes())
    some = notes()[:: -(-len(raw) // PAGES)]
    plain, marked = by_turns(
        lambda: [render(note, NONE, Nowhere()) for note in some],
        lambda: [render(note, read(note), Nowhere()) for note in some],
    )
    return (
        f"{folder.name}: {len(raw)} notes, {found} sources: {cited / alone:.2f} x reading alone, "
        f"{marked / plain:.2f} x parsing into pages alone"
    )


def heavy() -> str:
    """Return one line about a note with very many marks and sources."""
    lines = [f"Claim {number} stands here[{number % SOURCES + 1}]." for number in range(MARKS)]
    listed = [f"[{number}] Title {number} https://example.org/{number}" for number in range(1, SOURCES + 1)]
    text = "\n\n".join([*(" ".join(lines[at : at + 5]) for at in range(0, MARKS, 5)), "Sources:\n" + "\n".join(listed)])
    note = parse(text.encode(), "heavy.md", Stamp(0, 0))
    citations = read(note)
    reading, setting = best(lambda: read(note)), best(lambda: render(note, citations, Nowhere()))
    counts = f"{len(citations.marks()):,} marks, {len(citations.sources):,} sources, {len(text) / 2**20:.2f} MB"
    return f"one note with {counts}: read in {reading:.2f} s, set in {setting:.2f} s"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        print(measure(Path(name)))
    print(heavy())
