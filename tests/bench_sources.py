"""How quickly the Sources view of a large library gets its rows, asked of the catalogue as the window asks for them.

Run `python tests/bench_sources.py [NOTES [SOURCES]]`: it makes a catalogue with so many notes and sources (10,000 and
60,000) in a folder of its own, asks from a fresh connection, and opens the view on it. At most 300 ms is what the
project wants of opening.
"""

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from reader.app.catalogue import Catalogue, Entry
from reader.app.source_facts import Order, Question
from reader.core.citation import Citations, Mention, Source, State
from reader.core.note import Stamp, Summary
from reader.qt.sources_view import SourcesView

Value = TypeVar("Value")

BATCH = 250
RUNS = 3


def entries(notes: int, sources: int) -> Iterator[Entry]:
    """Yield the entries of a library in which every tenth source is cited by more than one note."""
    each = sources // notes
    for number in range(notes):
        listed = tuple(_source(number * each + place, place) for place in range(each))
        day = f"{2015 + number % 11}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        path = f"folder {number % 40}/note {number}.md"
        yield Entry(Summary(path, Stamp(number, number), f"Note {number}", day, citations=each), Citations(listed))


def _source(number: int, place: int) -> Source:
    if not number % 10:
        number %= 997
    url = f"https://www.site{number % 4999}.example/articles/{number}/how-the-tide-came-in"
    sentence = f"The tide of the year {number} came in with {place} boats and a good deal of silver."
    marks = tuple(
        Mention(place, 3, f"[{place}]", str(place), sentence, 100 * place + turn, 100 * place + turn + 3)
        for turn in range(1 + number % 2)
    )
    host = f"site{number % 4999}.example"
    return Source(str(place), f"How the tide {number} came in", url, host, place, 0, 9, State.CITED, marks, url[8:])


def best(work: Callable[[], object]) -> float:
    """Return the milliseconds of the fastest of a few runs of `work`."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return 1000 * min(times)


def open_view(catalogue: Catalogue) -> tuple[float, float]:
    """Return the milliseconds, on the clock and of the processor, that the view takes to open.

    Its values are pickled, as on their way from the library process to the window.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication([])
    clock, processor = time.perf_counter(), time.process_time()
    view = SourcesView(None)

    def show_rows(question: Question) -> None:
        view.show_rows(question, _sent(catalogue.sources.page(question)))

    def show_passages(key: str, domain: object) -> None:
        view.show_passages(key, _sent(catalogue.sources.passages(key, domain=bool(domain))))

    view.rows_requested.connect(show_rows)
    view.passages_requested.connect(show_passages)
    view.show()
    view.ask()
    application.processEvents()
    assert view.rows
    assert view.passages
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


def _sent(value: Value) -> Value:
    copy: Value = pickle.loads(pickle.dumps(value))  # noqa: S301 - our own value
    return copy


def main(notes: int = 10_000, sources: int = 60_000) -> None:
    """Make the catalogue and print what each question takes."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        writer = Catalogue(Path(folder))
        batch: list[Entry] = []
        for entry in entries(notes, sources):
            batch.append(entry)
            if len(batch) == BATCH:
                writer.write(batch)
                batch.clear()
        writer.write(batch)
        writer.close()
        print(f"{notes:,} notes, {sources:,} sources, stored in {time.perf_counter() - began:.1f} s")
        catalogue = Catalogue(Path(folder))
        began = time.perf_counter()
        first = catalogue.sources.page(Question())
        print(f"opening: {1000 * (time.perf_counter() - began):.0f} ms, {first.total:,} sources")
        asked = {
            "by name": Question(order=Order.NAME),
            "by date": Question(order=Order.LAST),
            "words": Question(words="tide 123"),
            "domains": Question(domains=True),
            "the last rows": Question(offset=first.total - 100),
        }
        for name, question in asked.items():
            print(f"{name}: {best(partial(catalogue.sources.page, question)):.0f} ms")
        key = first.rows[0].key
        print(f"sentences: {best(lambda: catalogue.sources.passages(key)):.0f} ms")
        clock, processor = open_view(catalogue)
        print(f"the view with its rows and sentences: {clock:.0f} ms, of which the processor works {processor:.0f} ms")
        catalogue.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
