"""Measure how well results are ordered: MRR and nDCG over labelled queries.

usage: python tests/bench_ranking.py [--worst 10]

The queries and their labels are in `tests/search/ranking.json`: half of them over 165 notes that are made here (each
topic has a note of its own, a guide, a tagged note, a list with a heading and a journal that only mentions it), half
over the bundled manual. A label of 3 is what the person wanted, 2 would do, 1 is better than nothing. MRR looks at the
first note labelled 3, nDCG at the first ten.
"""

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import log2
from pathlib import Path
from typing import NamedTuple

from reader.app.paths import Places, bundled
from reader.app.session import Session

DATA = json.loads(Path(__file__).with_name("search").joinpath("ranking.json").read_text(encoding="utf-8"))
FILLER = (
    "and then the rest of the day went by as such days do with some letters to write a walk before it was dark "
    "people who came to ask for this or that and a good deal that is not worth a line here but was done all the same"
).split()


SHORTEST_TYPO = 6


class Question(NamedTuple):
    """A labelled query; `kind` groups those of one sort."""

    kind: str
    query: str
    labels: Mapping[str, int]


def topics() -> list[tuple[str, list[str]]]:
    """Return names with their words."""
    return [(name, words.split()) for name, words in DATA["topics"].items()]


def write_notes(root: Path) -> None:
    """Write the notes of all topics below `root`."""
    chance = random.Random(3)
    for number, (name, words) in enumerate(topics()):
        texts = {
            f"{name}.md": f"# {name.capitalize()}\n\n{_prose(chance, words, 40)}",
            f"guides/guide-{number}.md": f"# A guide to {name}\n\n## First steps\n\n{_prose(chance, words, 80)}",
            f"{words[1]} notes.md": f"---\ntags: [{name.replace(' ', '-')}]\n---\n\n{_prose(chance, words[1:3], 30)}",
            f"lists/list-{number}.md": f"# Shelf {number}\n\n## {name.capitalize()}\n\n{_prose(chance, words[3:], 5)}",
            f"journal/2024-{number % 12 + 1:02}-{number % 28 + 1:02}-{number}.md": _journal(chance, name, words),
        }
        for path, text in texts.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def _prose(chance: random.Random, words: Sequence[str], count: int) -> str:
    picked = [chance.choice(words if chance.random() < 0.25 else FILLER) for _ in range(count)]
    return " ".join([*words, *picked]).capitalize() + "."


def _journal(chance: random.Random, name: str, words: Sequence[str]) -> str:
    lines = [" ".join(chance.choices(FILLER, k=12)).capitalize() + "." for _ in range(20)]
    for _ in range(4):
        lines.insert(chance.randrange(20), f"Some {name} with {words[0]}.")
    return "\n\n".join(lines) + "\n"


def made_questions() -> Iterator[Question]:
    """Yield the questions that can be asked of every topic."""
    for number, (name, words) in enumerate(topics()):
        own, guide = f"{name}.md", f"guides/guide-{number}.md"
        tagged, listed = f"{words[1]} notes.md", f"lists/list-{number}.md"
        journal = f"journal/2024-{number % 12 + 1:02}-{number % 28 + 1:02}-{number}.md"
        everything = {own: 3, guide: 2, listed: 2, tagged: 1, journal: 1}
        yield Question("name", name, everything)
        yield Question("beginning of a name", name[:-2], everything)
        yield Question("other form", f"{name}s ", everything)
        yield Question("name and word", f"{name} {words[0]} ", {own: 3, guide: 2, journal: 1})
        yield Question("guide", f"guide {name} ", {guide: 3})
        yield Question("file name", f"list-{number}", {listed: 3})
        yield Question("title of two words", f"{words[1]} notes", {tagged: 3})
        if len(name) >= SHORTEST_TYPO:
            yield Question("typo", name[:2] + name[3] + name[2] + name[4:] + " ", everything)


def questions() -> dict[str, list[Question]]:
    """Return the questions by the library that they are asked of."""
    manual = [Question("manual", line["query"], line["labels"]) for line in DATA["manual"]]
    return {"made": list(made_questions()), "manual": manual}


@contextmanager
def libraries() -> Iterator[dict[str, Session]]:
    """Yield sessions of both libraries, indexed."""
    with tempfile.TemporaryDirectory(prefix="postil-ranking-") as scratch:
        places = Places(Path(scratch, "config"), Path(scratch, "cache"))
        write_notes(Path(scratch, "made"))
        with Session(Path(scratch, "made"), places) as made, Session(bundled("notes"), places) as manual:
            made.refresh()
            manual.refresh()
            yield {"made": made, "manual": manual}


def judge(session: Session, question: Question) -> tuple[float, float]:
    """Return the reciprocal rank of the first note that was wanted, and nDCG of the first ten."""
    found = [hit.path for hit in session.search(question.query, limit=10, snippets=0).hits]
    ranks = [rank for rank, path in enumerate(found, 1) if question.labels.get(path, 0) == 3]
    gain = sum((2 ** question.labels.get(path, 0) - 1) / log2(rank + 1) for rank, path in enumerate(found, 1))
    best = sorted(question.labels.values(), reverse=True)
    ideal = sum((2**label - 1) / log2(rank + 1) for rank, label in enumerate(best, 1))
    return (1 / ranks[0] if ranks else 0.0), gain / ideal


def main() -> None:
    """Print the figures of every sort of question, and the worst ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--worst", type=int, default=10)
    options = parser.parse_args()
    figures: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    with libraries() as sessions:
        for library, asked in questions().items():
            for question in asked:
                figures[question.kind].append((*judge(sessions[library], question), question.query))
    for kind, judged in [*figures.items(), ("all", [line for lines in figures.values() for line in lines])]:
        mrr, ndcg = sum(line[0] for line in judged) / len(judged), sum(line[1] for line in judged) / len(judged)
        print(f"{kind} ({len(judged)} queries): MRR {mrr:.3f}, nDCG {ndcg:.3f}")
    worst = sorted((line for lines in figures.values() for line in lines), key=lambda line: line[1])[: options.worst]
    for mrr, ndcg, query in worst:
        print(f"  {query!r}: reciprocal rank {mrr:.2f}, nDCG {ndcg:.2f}")


if __name__ == "__main__":
    main()
