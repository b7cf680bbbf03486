import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from reader.core.note import Stamp
from reader.core.query import parse
from reader.core.results import Document
from reader.search.index import Index
from reader.search.parts import Part, write_part


def document(number: int) -> Document:
    """Return a small document."""
    body = f"ash number{number}"
    return Document(f"{number}.md", Stamp(number, len(body)), f"Note {number}", body)


def work(folder: Path, numbers: range) -> Part:
    """Write one part, in a process of its own."""
    return write_part(folder, map(document, numbers))


def build(folder: Path) -> Iterator[Part]:
    """Write three parts with two processes."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(partial(work, folder), (range(40), range(40, 80), range(80, 100)))


def test_several_processes_build_one_index(tmp_path: Path) -> None:
    """Parts that other processes wrote are found like any other notes, and replace old ones."""
    index = Index(tmp_path)
    index.update([Document("7.md", Stamp(0, 0), "Old", "old"), Document("old.md", Stamp(0, 0), "Old", "old")])
    assert index.gather(build, ["old.md"])
    assert 100 == index.document_count()
    assert {document(number).path: document(number).stamp for number in range(100)} == index.stamps()
    assert 100 == index.search(parse("ash")).total
    assert ["83.md"] == [hit.path for hit in index.search(parse("number83 ")).hits]
    assert 0 == index.search(parse("body:old")).total
    index.close()


def test_gathering_needs_the_lock(tmp_path: Path) -> None:
    """While one gathers, another one is refused before it starts anything."""
    first, second = Index(tmp_path), Index(tmp_path)
    asked: list[bool] = []

    def parts(folder: Path) -> Iterator[Part]:
        asked.append(second.gather(build))
        yield write_part(folder, [document(1)])

    assert first.gather(parts)
    assert ([False], 1) == (asked, second.document_count())
    first.close()
    second.close()


def test_what_killed_writers_left_is_removed(tmp_path: Path) -> None:
    """Parts that nobody took in are gone with the next write."""
    index = Index(tmp_path)
    index.update([document(1)])
    left = next(tmp_path.rglob("*.toc")).parent / "parts"
    write_part(left, [document(2)])
    assert list(left.iterdir())
    index.update([document(3)])
    assert not list(left.iterdir())
    assert {"1.md", "3.md"} == set(index.stamps())
    index.close()


def test_an_empty_part_changes_nothing(tmp_path: Path) -> None:
    """No documents give a part that can be gathered all the same."""
    index = Index(tmp_path)
    index.update([document(1), document(2)])
    assert index.gather(lambda folder: [write_part(folder, [])], ["2.md"])
    assert {"1.md"} == set(index.stamps())
    index.close()
