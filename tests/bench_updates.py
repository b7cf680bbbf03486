"""How soon a change in a library is found, as a window sees it: the library process, its watcher and its builder.

usage: python tests/bench_updates.py [--notes 10000] [--words 120] [--like FOLDER] [--saves 7] [--changed 500]

A library of random sentences is made in a temporary folder. Then one note after the other is saved with a new word,
and the time from the save to the answer that has it is taken, the watcher's 300 ms of quiet included; at last many
notes are changed at once, as a `git checkout` does it. The project wants 600 ms for the one, and 3 s for 500 of 10,000.
"""

import argparse
import os
import queue
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reader.app.messages import Found, IndexFinished, LibraryChanged, Search
from reader.app.opening_messages import OpenLibrary
from reader.app.paths import Places
from reader.app.workers import Worker

PATIENCE_S = 900.0
MAKE = Path(__file__).with_name("make_library.py")


class Library:
    """The library process, and what it says."""

    def __init__(self, places: Places) -> None:
        self._facts: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.worker = Worker("library", places, self._facts.put)
        self._ticket = 0

    def wait_for(self, kind: type) -> object:
        """Return the next fact of a kind."""
        while True:
            fact = self._facts.get(timeout=PATIENCE_S)
            if fact is None:
                sys.exit("The library process has ended.")
            if isinstance(fact, kind):
                return fact

    def count(self, word: str) -> int:
        """Return how many notes a search finds."""
        self._ticket += 1
        self.worker.send(Search(self._ticket, word))
        while True:
            found = self.wait_for(Found)
            assert isinstance(found, Found)
            if found.ticket == self._ticket:
                return found.results.total

    def found_after(self, word: str, notes: int, began: float) -> float:
        """Return the seconds since `began` until a search finds as many notes, asked after each change."""
        while self.count(word) < notes:
            self.wait_for(LibraryChanged)
        return time.perf_counter() - began


def main() -> None:
    """Make the library, change it, and print one line for each measurement."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--notes", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=120, help="words per note in the mean")
    parser.add_argument("--like", type=Path, help="the folder whose words are learned (default: the manual)")
    parser.add_argument("--saves", type=int, default=7)
    parser.add_argument("--changed", type=int, default=500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "library")
        like = ["--like", str(options.like)] if options.like else []
        words = ["--words", str(options.words)]
        subprocess.run([sys.executable, MAKE, str(root), str(options.notes), *words, *like], check=True)
        library = Library(Places(Path(scratch, "config"), Path(scratch, "cache")))
        try:
            began = time.perf_counter()
            library.worker.send(OpenLibrary(str(root)))
            library.wait_for(IndexFinished)
            print(f"first reading of {options.notes} notes: {time.perf_counter() - began:.1f} s")
            measure(library, root, options.saves, options.changed)
        finally:
            library.worker.kill()
    print("load of the machine:", *(f"{load:.1f}" for load in os.getloadavg()))


def measure(library: Library, root: Path, saves: int, changed: int) -> None:
    """Save single notes and many at once, and print how soon they were found."""
    notes = sorted(root.rglob("*.md"))
    chance = random.Random(1)
    taken = []
    for _ in range(saves):
        note = chance.choice(notes)
        text = note.read_text(encoding="utf-8")
        # Words that are no typos of each other: one of them would be found in place of the other.
        word = "".join(chance.choices("bcdfghjklmnpqrstvwxz", k=14))
        began = time.perf_counter()
        note.write_text(f"{text}\n\n{word}\n", encoding="utf-8")
        taken.append(library.found_after(word, 1, began))
        time.sleep(1)
    median = statistics.median(taken) * 1000
    print(f"one saved note is found after {median:.0f} ms ({min(taken) * 1000:.0f}–{max(taken) * 1000:.0f})")
    some = chance.sample(notes, min(changed, len(notes)))
    texts = [note.read_text(encoding="utf-8") for note in some]
    began = time.perf_counter()
    for note, text in zip(some, texts, strict=True):
        note.write_text(f"{text}\n\nwombatish\n", encoding="utf-8")
    seconds = library.found_after("wombatish", len(some), began)
    print(f"{len(some)} changed notes are found after {seconds:.2f} s")


if __name__ == "__main__":
    main()
