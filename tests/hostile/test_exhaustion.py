"""Notes that want more than they may have end in time, with readable text: page, search, citations and paper."""

import json
import time
from pathlib import Path

import pytest

from reader.app.limits import limit_s
from reader.app.page_maker import PageMaker
from reader.app.paths import Places
from tests.export.conftest import postil
from tests.hostile.exhaustion import big, lay, notes
from tests.hostile.paper import pdf_faults

WORD = "exhaustible"
SOME = ("brackets", "quotes", "alias bomb", "deep json", "embeds 1", "fractions", "itself", "no characters", "one word")
GRACE_S = 40.0
"""What a page may take beyond its two limits: the process is started anew after the first, on a busy machine."""

HUNDRED_MEGABYTES = 100_000_000


@pytest.fixture(scope="module")
def greedy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library of all of them."""
    root = tmp_path_factory.mktemp("greedy") / "library"
    assert len(notes()) == len(list(lay(root)))
    return root


def own(root: Path) -> tuple[str | Path, ...]:
    """Return the options that keep a run of the command to itself."""
    return ("--library", root, "--config", root.parent / "config", "--cache", root.parent / "cache")


@pytest.mark.parametrize(
    "name", [name if name in SOME else pytest.param(name, marks=pytest.mark.deep) for name in notes()]
)
def test_a_page_is_there_in_time(greedy: Path, name: str) -> None:
    """As it was meant, or as plain text; the words of the note can be read in any case."""
    places = Places(greedy.parent / "config", greedy.parent / "cache")
    size = (greedy / f"{name}.md").stat().st_size
    began = time.monotonic()
    with PageMaker(greedy, places) as maker:
        read = maker.read(f"{name}.md")
    assert WORD in read.page.text.lower()
    assert time.monotonic() - began < 2 * limit_s(size) + GRACE_S


@pytest.mark.deep
def test_all_of_them_are_indexed_and_found(greedy: Path) -> None:
    """No note keeps the others from being found."""
    done = postil("index", "--json", *own(greedy))
    assert 0 == done.returncode, done.stderr
    assert [] == json.loads(done.stdout)["failed"]
    found = json.loads(postil("search", WORD, "--limit", "500", "--json", *own(greedy)).stdout)
    assert {f"{name}.md" for name in notes()} == {hit["path"] for hit in found["hits"]}
    for command in ("list", "sources"):
        assert 0 == postil(command, "--json", *own(greedy)).returncode
    assert 1 == postil("check", "--json", *own(greedy)).returncode


@pytest.mark.deep
@pytest.mark.parametrize("form", ["pdf", "html", "text", "markdown"])
def test_each_is_written_or_one_sentence_says_why(greedy: Path, form: str) -> None:
    """And nothing is left of what could not be finished."""
    out = greedy.parent / form
    out.mkdir()
    for name in notes():
        target = out / f"{name}.{form}"
        done = postil("export", greedy / f"{name}.md", "-o", target, "--format", form, *own(greedy))
        said = [line for line in done.stderr.splitlines() if "sandbox" not in line]
        assert (0, True) == (len(said), target.exists()) if done.returncode == 0 else len(said) == 1, (name, said)
        if form == "pdf":
            assert target.exists(), (name, said)
            assert [] == pdf_faults(target)
    assert not list(out.glob(".*"))


@pytest.mark.deep
def test_a_note_of_a_hundred_megabytes(tmp_path: Path) -> None:
    """It is listed, found and shown, if only as plain text or with a sentence."""
    root = tmp_path / "library"
    root.mkdir()
    big(root / "big.md", HUNDRED_MEGABYTES)
    (root / "small.md").write_text(f"# Small\n\nAlso {WORD}.\n", encoding="utf-8")
    found = json.loads(postil("search", WORD, "--json", *own(root)).stdout)
    assert {"big.md", "small.md"} == {hit["path"] for hit in found["hits"]}
    done = postil("show", root / "big.md", "--format", "text", *own(root))
    assert WORD in done.stdout or len(done.stderr.splitlines()) == 1
