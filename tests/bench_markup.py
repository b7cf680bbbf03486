"""How long drawing a page takes, beside Python-Markdown with its usual extensions and markdown-it-py alone.

Run `python tests/bench_markup.py FOLDER...`. All three see the same notes in the same run, one after another, so that a
busy machine slows them alike; the best of three runs of each note counts.

`python tests/bench_markup.py long` draws notes of three megabytes, each of one kind of text, as the page process does,
citations and document included, and prints the processor's seconds until the first screen and until the whole.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from markdown import Markdown
from markdown_it import MarkdownIt

from reader.app.look import Look
from reader.app.messages import OpenNote
from reader.app.paths import Places
from reader.app.reading import Reading
from reader.citations.read import read as read_citations
from reader.files.parse import read as read_note
from reader.files.scan import scan
from reader.markup.renderer import render

RUNS = 3
MOST = 400
"""Notes of a folder, evenly chosen; a long one is drawn often enough as it is."""

LONG = 3_000_000
FAIR = frozenset(("prose", "code", "formulas"))
"""Kinds of text that Python-Markdown draws in this lifetime, or without half of what is in them."""

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


def long_notes() -> dict[str, str]:
    """Return notes of three megabytes, each of one kind of text."""
    sentence = "The tide comes twice a day, and nobody who lives *near* the sea asks why. "
    cells = "| Spring | `4.2` | full moon |\n" * 20
    code = "def tide(hour):\n    # metres\n    return {'height': 2.4 * hour, 'name': \"spring\"}\n" * 5
    kinds: dict[str, Callable[[int], str]] = {
        "prose": lambda n: f"## Section {n}\n\n" + f"{sentence * 5}\n\n" * 6,
        "lists": lambda n: f"- {sentence}\n  - {sentence}\n    1. **{n}** `code`\n",
        "tables": lambda n: f"### Table {n}\n\n| Name | Height | When |\n|---|--:|---|\n{cells}\n",
        "code": lambda n: f"## Step {n}\n\n{sentence}\n\n```python\n{code}```\n\n",
        "links": lambda n: f"{sentence}[a link](https://sea.example/{n}) and [[Note {n % 50}|a note]].\n\n" * 3,
        "formulas": lambda n: f"{sentence}$x_{{{n}}}^2 + \\frac{{a}}{{b + {n}}}$ {sentence}\n\n",
        "footnotes": lambda n: f"{sentence}[^{n}]\n\n[^{n}]: {sentence}https://sea.example/{n}\n\n",
    }
    notes = {}
    for kind, piece in kinds.items():
        whole = "".join(piece(number) for number in range(1 + LONG // len(piece(1000))))
        notes[kind] = whole[: whole.rfind("\n", 0, LONG)]
    wide = "|" + " x |" * 100 + "\n"
    notes["wide table"] = wide + "|" + "---|" * 100 + "\n" + wide.replace("x", "1.25") * 3000
    return notes


def measure_long() -> None:
    """Print how long notes of three megabytes take."""
    gc.disable()  # as in the page process
    commonmark = MarkdownIt("commonmark").enable("table")
    usual = Markdown(extensions=list(USUAL), extension_configs={"codehilite": {"guess_lang": False}})
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as scratch:
        reading = Reading(Path(scratch), Places(Path(scratch, ".config"), Path(scratch, ".cache")))
        for kind, text in long_notes().items():
            Path(scratch, f"{kind}.md").write_text(text, encoding="utf-8")
            firsts: list[float] = []
            began = time.process_time()
            wish = OpenNote(1, scratch, f"{kind}.md", Look(), early=True)
            reading.document(wish, partial(note_first, firsts, began))
            whole = time.process_time() - began
            bare = seconds(partial(commonmark.render, text))
            theirs = seconds(partial(usual.reset().convert, text)) if kind in FAIR else 0.0
            print(
                f"{kind:12} {len(text) / 1e6:.1f} MB  first screen {firsts[0]:.2f} s, whole {whole:.2f} s, "
                f"{whole / bare:.1f} x markdown-it-py" + (f", {whole / theirs:.2f} x Python-Markdown" if theirs else "")
            )
        reading.close()


def note_first(firsts: list[float], began: float, _screen: object) -> None:
    """Note when the first screen was there."""
    firsts.append(time.process_time() - began)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor's seconds of `work`."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    if sys.argv[1:] == ["long"]:
        measure_long()
    else:
        for name in sys.argv[1:]:
            measure(Path(name))
