"""How long drawing a page takes, beside Python-Markdown with its usual extensions and markdown-it-py alone.

Run `python tests/bench_markup.py FOLDER...`. All three see the same notes in the same run, one after another, so that a
busy machine slows them alike; the best of three runs of each note counts.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from markdown import Markdown
from markdown_it import MarkdownIt

from reader.citations.read import read as read_citations
from reader.files.parse import read as read_note
from reader.files.scan import scan
from reader.markup.renderer import render

RUNS = 3
MOST = 400
"""Notes of a folder, evenly chosen; a long one is drawn often enough as it is."""

USUAL = ("extra", "sane_lists", "codehilite", "toc", "admonition", "smarty")


class NoLibrary:
    """A library without notes and files."""

    def note(self, target: str) -> None:
        """Find no note."""

    def file(self, target: str) -> None:
        """Find no file."""

    def read(self, path: str) -> None:
        """Read nothing."""


def best(work: Callable[[], object]) -> float:
    """Return the milliseconds of the fastest of a few runs of `work`; one that fails counts like the others."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        try:
            work()
        except (RecursionError, TypeError, ValueError, AttributeError) as error:
            print(f"  failed: {error!r}"[:100])
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def measure(folder: Path) -> None:
    """Print what the notes of `folder` take."""
    paths = sorted(scan(folder).notes)
    notes = [read_note(folder, path) for path in paths[:: max(1, len(paths) // MOST)]]
    usual = Markdown(extensions=list(USUAL), extension_configs={"codehilite": {"guess_lang": False}})
    commonmark = MarkdownIt("commonmark").enable("table")

    def usual_page(text: str) -> str:
        return usual.reset().convert(text)

    ours, theirs, bare = [], [], []
    for note in notes:
        ours.append(best(partial(render, note, read_citations(note), NoLibrary())))
        theirs.append(best(partial(usual_page, note.body)))
        bare.append(best(partial(commonmark.render, note.body)))
    print(f"{folder.name}: {len(notes)} notes, {sum(len(note.body) for note in notes) / 1e6:.1f} MB")
    for name, times in (("Postil", ours), ("Python-Markdown", theirs), ("markdown-it-py", bare)):
        middle, slow = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(f"  {name:16} median {middle:6.2f} ms, 99 % within {slow:7.2f} ms, all in {sum(times) / 1000:6.2f} s")
    print(
        f"  Postil takes {sum(ours) / sum(theirs):.2f} x Python-Markdown, {sum(ours) / sum(bare):.2f} x markdown-it-py"
    )
    slowest = sorted(zip(ours, theirs, notes, strict=True), key=lambda row: row[0], reverse=True)[:5]
    for mine, other, note in slowest:
        print(f"  slowest: {mine:7.1f} ms (Python-Markdown {other:7.1f}) {note.path}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        measure(Path(name))
