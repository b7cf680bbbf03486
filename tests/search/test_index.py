import logging
import multiprocessing
import os
import random
import re
import signal
import stat
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import whoosh.index
import whoosh.query
from hypothesis import given, settings, strategies as st
from msgspec.structs import replace

from reader.core.note import Stamp
from reader.core.query import parse
from reader.core.results import Document
from reader.errors import UnreadableError, UnwritableError
from reader.search import index as index_module
from reader.search.index import Index

WORDS = ("ash", "birch", "cedar", "elm", "fir", "larch", "oak", "pine", "rowan", "yew", "ashen", "oaken")


def note(path: str, body: str = "", **facts: object) -> Document:
    """Return a document with a stamp of its own; its title is the path's name."""
    stamp = Stamp(abs(hash((path, body))) % 10**12, len(body))
    base = Document(path, stamp, path.rpartition("/")[2].removesuffix(".md"), body, modified="2026-01-02T03:04:05Z")
    return replace(base, **facts)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Return an empty index."""
    made = Index(tmp_path / "index")
    yield made
    made.close()


def found(index: Index, text: str, *, prefix: bool = False) -> list[str]:
    """Return the paths that a query finds, best first."""
    return [hit.path for hit in index.search(parse(text), 1000, prefix=prefix).hits]


def test_finds_what_was_added(index: Index) -> None:
    """Added notes are found by their words, with title, tags and a marked passage."""
    assert index.update([note("a.md", "The *quick* brown fox.", tags=("animal/fox",)), note("b.md", "A slow snail.")])
    results = index.search(parse("quick"))
    hit = results.hits[0]
    assert (1, True, "a.md", "a", ("animal/fox",)) == (
        results.total,
        results.total_exact,
        hit.path,
        hit.title,
        hit.tags,
    )
    (snippet,) = hit.snippets
    assert "The quick brown fox." == snippet.text
    assert ["quick"] == [snippet.text[start:end] for start, end in snippet.marks]
    assert (2, 2) == (index.document_count(), len(index.stamps()))
    assert index.size_bytes() > 0


def test_replaces_and_removes(index: Index) -> None:
    """A note added again replaces the old one; a removed one is gone."""
    index.update([note("a.md", "old"), note("b.md", "both"), note("c.md", "both")])
    changed = note("a.md", "new both")
    index.update([changed], ["b.md", "never.md"])
    assert ([], ["a.md"]) == (found(index, "old"), found(index, "new"))
    assert {"a.md", "c.md"} == set(found(index, "both"))
    assert {"a.md": changed.stamp, "c.md": note("c.md", "both").stamp} == index.stamps()


def test_last_of_equal_paths_wins(index: Index) -> None:
    """A path that comes twice in one update keeps its last text."""
    index.update([note("a.md", "first"), note("b.md", "other"), note("a.md", "second")])
    assert ([], ["a.md"], 2) == (found(index, "first"), found(index, "second"), index.document_count())


def test_sees_commits_of_others(tmp_path: Path) -> None:
    """A reader that is open sees what another one commits, before and after a merge."""
    with_reader, with_writer = Index(tmp_path), Index(tmp_path)
    assert [] == found(with_reader, "ash")
    for number in range(12):
        with_writer.update([note(f"{number}.md", "ash")])
        assert number + 1 == len(found(with_reader, "ash"))
    with_writer.optimise()
    assert 12 == len(found(with_reader, "ash"))
    with_reader.close()
    with_writer.close()


def test_many_small_commits_stay_few_segments(index: Index) -> None:
    """A note saved often does not leave a segment for each time."""
    for number in range(30):
        index.update([note("same.md", f"word{number} always"), note(f"{number}.md", "other")])
    assert len(list(index._store.folder.glob("*.docs"))) < 10  # noqa: SLF001 - the number of segments has no other face
    assert ["same.md"] == found(index, "always")
    assert 31 == index.document_count()


def test_big_builds_commit_in_parts(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first part of a big build can be searched before the last was read, and progress is told."""
    monkeypatch.setattr(index_module, "_FIRST_PART", 100)
    other = Index(index._store.home)  # noqa: SLF001 - a second reader of the same index
    seen: list[int] = []
    steps: list[int] = []

    def documents() -> Iterator[Document]:
        for number in range(60):
            seen.append(len(found(other, "ash")))
            yield note(f"{number}.md", "ash " * 10)

    assert index.update(documents(), progress=steps.append)
    assert 0 == seen[0]
    assert 0 < seen[30] < 60
    assert list(range(1, 61)) == steps
    assert 60 == len(found(other, "ash"))
    other.close()


def test_only_one_writes(tmp_path: Path) -> None:
    """While one writes, another one's update is refused, nothing is lost, and searching goes on."""
    first, second = Index(tmp_path), Index(tmp_path)
    first.update([note("a.md", "ash")])
    refused: list[bool] = []

    def documents() -> Iterator[Document]:
        refused.append(second.update([note("c.md", "cedar")]))
        refused.append(second.optimise())
        refused.append(second.clear())
        assert ["a.md"] == found(second, "ash")
        yield note("b.md", "birch")

    assert first.update(documents())
    assert [False, False, False] == refused
    assert (["b.md"], []) == (found(second, "birch"), found(second, "cedar"))
    assert second.update([note("c.md", "cedar")])
    assert ["c.md"] == found(first, "cedar")
    first.close()
    second.close()


def test_clear_and_reuse(index: Index) -> None:
    """A cleared index is empty and takes new notes, also for those who had it open."""
    other = Index(index._store.home)  # noqa: SLF001 - a second reader of the same index
    index.update([note("a.md", "ash")])
    assert ["a.md"] == found(other, "ash")
    assert index.clear()
    assert ({}, []) == (index.stamps(), found(other, "ash"))
    index.update([note("b.md", "ash")])
    assert ["b.md"] == found(other, "ash")
    other.close()


@pytest.mark.parametrize("kind", ["toc", "trm", "pst", "docs", "text", "col"])
@pytest.mark.parametrize("damage", ["cut", "gone", "noise"])
def test_damage_empties_the_index(tmp_path: Path, kind: str, damage: str) -> None:
    """A file that was cut, removed or overwritten leaves an empty index that can be filled again."""
    made = Index(tmp_path)
    made.update([note("a.md", "ash " * 50), note("b.md", "ash birch")])
    made.close()
    rnd = random.Random(3)
    for file in tmp_path.rglob(f"*.{kind}"):
        match damage:
            case "cut":
                file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
            case "gone":
                file.unlink()
            case _:
                file.write_bytes(rnd.randbytes(file.stat().st_size + 1))
    assert {} == made.stamps()
    assert [] == found(made, "ash")
    made.update([note("a.md", "ash")])
    assert ["a.md"] == found(made, "ash")
    made.close()


def test_silent_damage_is_found_while_searching(tmp_path: Path) -> None:
    """Postings that were overwritten in place are noticed when they are read, and the index is emptied."""
    made = Index(tmp_path)
    made.update([note(f"{number}.md", "ash birch") for number in range(5)])
    made.close()
    (postings,) = tmp_path.rglob("*.pst")
    postings.write_bytes(b"\xff" * postings.stat().st_size)
    assert [] == found(made, '"ash birch"')
    assert {} == made.stamps()
    made.close()


def test_a_bug_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that has nothing to do with the files empties nothing."""
    made = Index(tmp_path)
    made.update([note("a.md", "ash birch")])

    def broken(*_: object) -> None:
        raise ValueError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr("reader.search.answer.best", broken)
        with pytest.raises(ValueError, match="a bug"):
            made.search(parse("ash"))
    assert ["a.md"] == found(made, "ash")
    made.close()


def test_other_versions_are_removed(tmp_path: Path) -> None:
    """The index of another schema is neither read nor kept."""
    old = tmp_path / "v0"
    old.mkdir()
    old.joinpath("_MAIN_7.toc").write_bytes(b"old")
    made = Index(tmp_path)
    assert {} == made.stamps()
    made.update([note("a.md", "ash")])
    assert not old.exists()
    made.close()


def test_private_to_the_user(tmp_path: Path) -> None:
    """The index is made for its user alone, and closed to others where it was not."""
    made = Index(tmp_path / "index")
    made.update([note("a.md", "ash")])
    folder = made._store.folder  # noqa: SLF001 - its place on the disk has no other face
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)
    folder.chmod(0o777)
    made.close()
    assert ["a.md"] == found(made, "ash")
    assert 0o700 == stat.S_IMODE(folder.stat().st_mode)
    made.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_refuses_the_folder_of_another_user(tmp_path: Path) -> None:
    """An index that somebody else could have written is not read: reading it would run what it says."""
    made = Index(tmp_path / "index")
    made.update([note("a.md", "ash")])
    made.close()
    os.chown(tmp_path / "index", 12345, 12345)
    with pytest.raises(UnreadableError, match="belongs to another user"):
        made.stamps()


def test_a_full_disk_keeps_the_old_index(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where writing fails, the error is one sentence, the last commit serves, and no half segment stays."""
    index.update([note("a.md", "ash")])
    before = sorted(file.name for file in index._store.folder.iterdir())  # noqa: SLF001 - what is on the disk

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("reader.search.segment_writer._write_documents", full)
        with pytest.raises(UnwritableError, match="No space left on device"):
            index.update([note("b.md", "ash"), note("a.md", "new")])
    assert before == sorted(file.name for file in index._store.folder.iterdir())  # noqa: SLF001
    assert ["a.md"] == found(index, "ash")
    index.update([note("b.md", "ash")])
    assert 2 == len(found(index, "ash"))


def test_whoosh_alone_finds_the_same(index: Index) -> None:
    """Whoosh, opened on the folder without Postil, finds the same notes for words, phrases and beginnings."""
    rnd = random.Random(5)
    documents = [note(f"{number}.md", " ".join(rnd.choices(WORDS, k=rnd.randint(1, 400)))) for number in range(300)]
    index.update(documents[:200])
    index.update(documents[200:], ["7.md", "250.md"])
    folder = str(index._store.folder)  # noqa: SLF001 - Whoosh wants the place on the disk
    opened = whoosh.index.open_dir(folder)
    term, phrase, prefix = whoosh.query.Term, whoosh.query.Phrase, whoosh.query.Prefix
    queries = {
        "body:larch": term("body", "larch"),
        "body:nothing": term("body", "nothing"),
        'body:"ash birch"': phrase("body", ["ash", "birch"]),
        'body:"oak oak pine"': phrase("body", ["oak", "oak", "pine"]),
        "body:oak*": prefix("body", "oak"),
        "body:elm -body:fir": term("body", "elm") - term("body", "fir"),
        "tag:none": term("tag", "none"),
    }
    with opened.searcher() as searcher:
        for text, query in queries.items():
            theirs = {hit["path"] for hit in searcher.search(query, limit=None)}
            ours = set(found(index, text)) if "oak*" in text or " " in text else set(exact(index, text))
            assert theirs == ours, text
    opened.close()


def exact(index: Index, text: str) -> list[str]:
    """Return what a query finds without other forms of its words: as a phrase of one word."""
    field, _, word = text.partition(":")
    return found(index, f'{field}:"{word}"')


def forms(body: str) -> list[str]:
    """Return the words of a body of plain words."""
    return body.split()


class Truth:
    """Answers to queries by looking at every note."""

    def __init__(self, bodies: Sequence[str]) -> None:
        self.bodies = [forms(body) for body in bodies]

    def word(self, word: str) -> set[int]:
        """Return the notes with exactly this word."""
        return {number for number, body in enumerate(self.bodies) if word in body}

    def phrase(self, words: Sequence[str]) -> set[int]:
        """Return the notes with these words in a row."""
        size = len(words)
        return {
            number
            for number, body in enumerate(self.bodies)
            if any(body[at : at + size] == list(words) for at in range(len(body)))
        }

    def prefix(self, start: str) -> set[int]:
        """Return the notes with a word that begins so."""
        return {number for number, body in enumerate(self.bodies) if any(word.startswith(start) for word in body)}

    def pattern(self, pattern: str) -> set[int]:
        """Return the notes with a word that the pattern describes."""
        fits = re.compile(pattern.replace("*", ".*").replace("?", ".")).fullmatch
        return {number for number, body in enumerate(self.bodies) if any(map(fits, body))}

    def near(self, one: str, other: str, distance: int) -> set[int]:
        """Return the notes where the two words stand near each other."""
        return {
            number
            for number, body in enumerate(self.bodies)
            if any(
                first == one and second == other and 0 < abs(here - there) <= distance
                for here, first in enumerate(body)
                for there, second in enumerate(body)
            )
        }


SYLLABLES = ("ka", "lo", "mi", "zu", "kalo", "mizu", "zumi")
BODIES = st.lists(st.lists(st.sampled_from(SYLLABLES), min_size=0, max_size=12).map(" ".join), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(bodies=BODIES, words=st.lists(st.sampled_from(SYLLABLES), min_size=3, max_size=3), cut=st.integers(0, 12))
def test_agrees_with_a_plain_scan(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[str], words: list[str], cut: int
) -> None:
    """Words, phrases, beginnings, patterns, distances and their combinations find what a scan of all notes finds."""
    made = Index(tmp_path_factory.mktemp("index"))
    documents = [note(f"n{number}", body, title="x", language="none") for number, body in enumerate(bodies)]
    made.update(documents[:cut])
    made.update(documents[cut:])
    truth = Truth(bodies)
    one, two, three = words
    everything = set(range(len(bodies)))
    a, b, c = truth.word(one), truth.word(two), truth.word(three)
    cases = {
        one: a,
        f"{one} {two}": a & b,
        f"{one} OR {two}": a | b,
        f"{one} -{two}": a - b,
        f"-{one}": everything - a,
        f"({one} OR {two}) {three}": (a | b) & c,
        f"{one} {two} OR {three}": (a & b) | c,
        f"-({one} {two})": everything - (a & b),
        f'"{one} {two}"': truth.phrase([one, two]),
        f'"{one} {two} {three}"': truth.phrase([one, two, three]),
        f'"{one} {two}" -"{two} {three}"': truth.phrase([one, two]) - truth.phrase([two, three]),
        f"{one}* -{two}": truth.prefix(one) - b,
        f"?{one[-1]}": truth.pattern(f"?{one[-1]}"),
        f"*{one[-1]}": truth.pattern(f"*{one[-1]}"),
        f"/{one}.*/": truth.prefix(one),
        f"{one} NEAR/2 {two}": truth.near(one, two, 2),
        "*": everything,
    }
    for text, expected in cases.items():
        assert expected == {int(path[1:]) for path in found(made, text)}, text
    made.optimise()
    for text, expected in cases.items():
        assert expected == {int(path[1:]) for path in found(made, text)}, f"{text} after merging"
    made.close()


def write_for_ever(folder: Path) -> None:
    """Update an index in small and big steps until the process is killed."""
    made = Index(folder)
    rnd = random.Random(os.getpid())
    while True:
        names = rnd.sample(range(80), rnd.choice((1, 1, 3, 30)))
        made.update([note(f"{name}.md", f"{rnd.choice(WORDS)} {rnd.choice(WORDS)}") for name in names], ["0.md"])
        if rnd.random() < 0.1:
            made.optimise()


def consistent(index: Index) -> bool:
    """Return whether searching gives what the stored bodies say."""
    bodies = {hit.path: hit.snippets[0].text.split() for hit in index.search(parse("*"), 1000, 1000).hits}
    words = {word: {path for path, body in bodies.items() if word in body} for word in WORDS}
    rows = {pair: {path for path, body in bodies.items() if tuple(body) == pair} for pair in pairwise(WORDS)}
    return (
        set(bodies) == set(index.stamps())
        and all(set(found(index, f'body:"{word}"')) == paths for word, paths in words.items())
        and all(set(found(index, f'body:"{" ".join(pair)}"')) == paths for pair, paths in rows.items())
    )


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.deep)])
def test_survives_being_killed(tmp_path: Path, kills: int) -> None:
    """A writer killed at any moment leaves an index that opens and is right, and no lock."""
    context = multiprocessing.get_context("spawn")
    rnd = random.Random(11)
    for _ in range(kills):
        before = set(tmp_path.glob("*/*.toc"))
        writer = context.Process(target=write_for_ever, args=(tmp_path,))
        writer.start()
        began = time.monotonic()
        while set(tmp_path.glob("*/*.toc")) <= before:
            assert time.monotonic() < began + 60, "the writer never committed"
            time.sleep(0.002)
        time.sleep(rnd.random() * 0.2)
        os.kill(writer.pid or 0, signal.SIGKILL)
        writer.join()
        made = Index(tmp_path)
        assert consistent(made)
        assert made.update([note("last.md", "larch")])
        assert "last.md" in found(made, "larch")
        made.close()


def test_renewing_is_no_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """That an index is built anew is written to the log as news, not as trouble."""
    made = Index(tmp_path)
    made.update([note("a.md", "ash")])
    made.close()
    next(tmp_path.rglob("*.docs")).write_text("{}")
    with caplog.at_level(logging.INFO):
        assert {} == made.stamps()
    assert ["INFO"] == [record.levelname for record in caplog.records]
    made.close()
