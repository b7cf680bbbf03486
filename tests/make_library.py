"""Make a library of any size that has the words of a real one, for benchmarks.

usage: python tests/make_library.py TARGET NOTES [--like FOLDER] [--words MEAN] [--seed 1]

From FOLDER (the manual where none is given) it learns how often each word comes, how long notes are, how often a note
repeats its own words, and how the vocabulary grows with the text (Heaps' law), so that a library a hundred times as
big has as many rare words, long posting lists and typos as a real one. The sentences mean nothing. The same call
makes the same bytes.
"""

import argparse
import os
import random
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log
from pathlib import Path

from reader.files.parse import read
from reader.files.scan import scan

MANUAL = Path(__file__).resolve().parent.parent / "notes"
EPOCH = 1_420_000_000
"""The first note was saved at this time, the others one by one within ten years."""
YEARS = 10 * 365 * 86_400
NOTES_PER_FOLDER = 120
TAGS = 400
SITES = 900

_WORD = re.compile(r"\w(?:[\w.'’-]{0,38}\w)?")
_UNSAFE = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Style:
    """What was learned of a library.

    `words` come with `ends`, their counts added up; `lengths` are words per note, in order; `repeats` is the share of a
    note's words that it takes from itself; `total` words hold `len(words)` different ones, and the vocabulary grows
    with the text to the power of `growth`.
    """

    words: tuple[str, ...]
    ends: tuple[int, ...]
    lengths: tuple[int, ...]
    repeats: float
    growth: float

    @property
    def total(self) -> int:
        """The words that were read."""
        return self.ends[-1]


def learn(folder: Path, most: int = 4_000) -> Style:
    """Read at most `most` notes of a folder, and learn how they use words."""
    notes = [_WORD.findall(read(folder, path).body) for path in sorted(scan(folder).notes)[:most]]
    notes = [words for words in notes if words]
    counts: Counter[str] = Counter()
    half = (0, 0)
    for number, words in enumerate(notes):
        counts.update(words)
        if number == len(notes) // 2:
            half = len(counts), counts.total()
    known = counts.most_common()
    ends = tuple(accumulate(count for _, count in known))
    growth = log(len(known) / half[0]) / log(ends[-1] / half[1])
    plain = Style(tuple(word for word, _ in known), ends, tuple(sorted(map(len, notes))), 0.0, growth)
    return Style(plain.words, ends, plain.lengths, _repeats(plain, notes), min(0.9, max(0.3, growth)))


def _repeats(style: Style, notes: Sequence[Sequence[str]]) -> float:
    """Return how many of a note's words are its own again, so that it has as many different ones as real notes."""
    some = [words for words in notes if 80 <= len(words) <= 2_000][:200] or notes[:200]
    variety = sum(len(set(words)) / len(words) for words in some) / len(some)
    chance = random.Random(1)
    for share in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        made = [_draw(style, len(words), share, chance) for words in some]
        if sum(len(set(words)) / len(words) for words in made) / len(made) <= variety:
            return share
    return 0.6


def _draw(style: Style, count: int, repeats: float, chance: random.Random) -> list[str]:
    words = chance.choices(style.words, cum_weights=style.ends, k=count)
    for at in range(10, count):
        if chance.random() < repeats:
            words[at] = words[int(chance.random() * at)]
    return words


class Writer:
    """Write notes in a style, one after the other; the vocabulary grows with what is written."""

    def __init__(self, style: Style, target: Path, words: int | None, seed: int) -> None:
        self._style = style
        self._target = target
        mean = sum(style.lengths) / len(style.lengths)
        self._scale = words / mean if words else 1.0
        self._chance = random.Random(seed)
        self._written = style.total
        self._fresh: list[str] = []
        middle = style.words[len(style.words) // 200 : len(style.words) // 4] or style.words
        names = [word.lower() for word in middle if word.isalpha() and len(word) > 3] or ["note"]
        self._tags = [self._chance.choice(names) for _ in range(TAGS // 8)]
        self._tags += [
            f"{self._chance.choice(self._tags)}/{self._chance.choice(names)}" for _ in range(TAGS - TAGS // 8)
        ]
        self._tag_ends = list(accumulate(1 / (rank + 1) for rank in range(TAGS)))
        self._sites = [f"{self._chance.choice(names)}-{number}.example" for number in range(SITES)]

    def write(self, number: int, of: int) -> Path:
        """Write note `number` of `of`."""
        style, chance = self._style, self._chance
        length = max(3, round(chance.choice(style.lengths) * self._scale))
        words = _draw(style, length, style.repeats, chance)
        self._sprinkle(words)
        rare = sorted(set(words[:200]), key=len)[-12:]
        title = " ".join(chance.sample(rare, min(len(rare), chance.randint(2, 5)))).capitalize()
        folder = (
            self._target / f"{style.words[number // NOTES_PER_FOLDER % len(style.words)]}-{number // NOTES_PER_FOLDER}"
        )
        path = folder / f"{_UNSAFE.sub('-', title)[:60].strip('-')}-{number}.md"
        folder.mkdir(parents=True, exist_ok=True)
        sources = chance.randint(1, 9) if chance.random() < 0.4 else 0
        text = self._head(title) + self._body(words, sources) + self._references(sources)
        path.write_text(text, encoding="utf-8")
        saved = EPOCH + YEARS * number // max(1, of)
        os.utime(path, (saved, saved))
        return path

    def _sprinkle(self, words: list[str]) -> None:
        """Put new words in, as many as Heaps' law wants after all that was written."""
        chance, known = self._chance, self._style.words
        share = self._style.growth * (len(known) + len(self._fresh)) / self._written
        # A new word comes again sooner or later, so not every place for one makes one.
        for at in range(len(words)):
            if chance.random() < 2 * share:
                if self._fresh and chance.random() < 0.5:
                    words[at] = self._fresh[int(len(self._fresh) * chance.random() ** 2)]
                else:
                    one, other = chance.choice(known), chance.choice(known)
                    words[at] = one[: len(one) // 2 + 1] + other[len(other) // 2 :]
                    self._fresh.append(words[at])
        self._written += len(words)

    def _head(self, title: str) -> str:
        chance = self._chance
        if chance.random() < 0.3:
            return f"# {title}\n\n"
        tags = {self._tags[self._pick_tag()] for _ in range(chance.randint(0, 5))}
        day = f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        listed = "".join(f"\n  - {tag}" for tag in sorted(tags))
        return f'---\ntitle: "{title}"\ntags:{listed or " []"}\ncreated: {day}\n---\n\n'

    def _pick_tag(self) -> int:
        return min(TAGS - 1, bisect_left(self._tag_ends, self._chance.random() * self._tag_ends[-1]))

    def _body(self, words: Sequence[str], sources: int) -> str:
        chance = self._chance
        parts: list[str] = []
        at = 0
        while at < len(words):
            size = chance.randint(5, 24)
            sentence = " ".join(words[at : at + size])
            parts.append(sentence[:1].upper() + sentence[1:] + ".")
            at += size
            kind = chance.random()
            if kind < 0.05:
                parts.append(f"\n\n## {' '.join(words[at : at + 3]).capitalize() or 'End'}\n\n")
                at += 3
            elif kind < 0.15 and sources:
                parts.append(f"[^{chance.randint(1, sources)}] ")
            else:
                parts.append("\n\n" if kind < 0.3 else "\n- " if kind < 0.35 else " ")
        return "".join(parts)

    def _references(self, sources: int) -> str:
        chance = self._chance
        lines = []
        for label in range(1, sources + 1):
            site = self._sites[int(SITES * chance.random() ** 3)]
            lines.append(f"[^{label}]: https://www.{site}/{chance.randint(1, 99_999)}")
        return "\n\n## References\n\n" + "\n".join(lines) + "\n" if lines else "\n"


def make_library(target: Path, notes: int, style: Style, words: int | None = None, seed: int = 1) -> None:
    """Write `notes` notes below `target`, of `words` words in the mean (None: as long as those learned from)."""
    writer = Writer(style, target, words, seed)
    for number in range(notes):
        writer.write(number, notes)


def main() -> None:
    """Learn, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("target", type=Path)
    parser.add_argument("notes", type=int)
    parser.add_argument("--like", type=Path, default=MANUAL, help="the folder whose words are learned")
    parser.add_argument("--words", type=int, help="words per note in the mean (default: as in the folder)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    style = learn(options.like.resolve())
    make_library(options.target, options.notes, style, options.words, options.seed)
    print(
        f"{options.notes} notes like {style.total:,} words of which {len(style.words):,} differ; "
        f"growth {style.growth:.2f}, repeats {style.repeats:.1f}"
    )


if __name__ == "__main__":
    main()
