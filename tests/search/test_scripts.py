"""Scripts that put no spaces between words: every stretch of characters finds the notes that hold it."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reader.core.note import Stamp
from reader.core.query import parse
from reader.core.results import Document
from reader.search.index import Index

WORDS = json.loads(Path(__file__).with_name("scripts.json").read_text(encoding="utf-8"))
"""By language `words`, the `ends` of sentences, and what stands `between` words."""
NOTES = 60
QUERIES = 120


def notes() -> dict[str, str]:
    """Return 300 notes of nonsense, 60 in each language, some with a word of another one or in Latin letters."""
    chance = random.Random(5)
    made = {}
    for language, kind in WORDS.items():
        for number in range(NOTES):
            text = ""
            for _ in range(chance.randint(2, 8)):
                picked = chance.choices(kind["words"], k=chance.randint(2, 7))
                if chance.random() < 0.2:
                    picked.insert(1, chance.choice(["Postil", "２０２５年", "ＡＢＣ", "ｶﾀｶﾅ", "café"]))
                text += kind["between"].join(picked) + chance.choice(kind["ends"]) + chance.choice(["", "\n\n"])
            made[f"{language}{number}.md"] = text
    return made


TEXTS = notes()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Return the notes as an index of two segments."""
    made = Index(tmp_path_factory.mktemp("scripts"))
    for part in (0, 1):
        chosen = [path for number, path in enumerate(TEXTS) if number % 2 == part]
        made.update(Document(path, Stamp(1, 1), "", TEXTS[path]) for path in chosen)
    yield made
    made.close()


def stretches(language: str) -> list[str]:
    """Return stretches of one to six characters of the language's own script that stand in its notes."""
    chance = random.Random(language)
    own = {letter for word in WORDS[language]["words"] for letter in word}
    found: list[str] = []
    while len(found) < QUERIES:
        text = TEXTS[f"{language}{chance.randrange(NOTES)}.md"]
        at = chance.randrange(len(text))
        stretch = text[at : at + chance.choice((1, 1, 2, 2, 3, 4, 6))]
        if set(stretch) <= own:
            found.append(stretch)
    return found


def shares(index: Index, queries: Sequence[str]) -> tuple[float, float]:
    """Return recall and precision of queries against a plain scan, as means."""
    recall = precision = 0.0
    for query in queries:
        truth = {path for path, text in TEXTS.items() if query.strip('"') in text}
        found = {hit.path for hit in index.search(parse(query), len(TEXTS)).hits}
        recall += len(truth & found) / len(truth)
        precision += len(truth & found) / max(1, len(found))
    return recall / len(queries), precision / len(queries)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", ["{}", '"{}"'])
def test_every_stretch_is_found(index: Index, language: str, form: str) -> None:
    """Single characters, words, parts of words and stretches over words find all notes that hold them, and few more."""
    recall, precision = shares(index, [form.format(stretch) for stretch in stretches(language)])
    print(f"{language} {form}: recall {recall:.4f}, precision {precision:.4f}")
    assert recall >= 0.99
    assert precision >= 0.9


def test_wide_and_half_wide_letters_are_the_same(index: Index) -> None:
    """What was typed in another width is found."""
    for written, asked in (("ｶﾀｶﾅ", "カタカナ"), ("ＡＢＣ", "abc"), ("２０２５年", "2025年")):
        truth = {path for path, text in TEXTS.items() if written in text or asked in text}
        assert truth <= {hit.path for hit in index.search(parse(f"{asked} "), len(TEXTS)).hits}
