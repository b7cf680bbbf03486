"""The outer face of `docs/interface.md`, asked from outside."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


def found(done: subprocess.CompletedProcess[str]) -> Any:  # noqa: ANN401 - any JSON
    """Return the JSON that a command printed."""
    assert not done.stderr.startswith("Traceback"), done.stderr
    return json.loads(done.stdout)


def test_list_tells_all_of_every_note(postil: Run) -> None:
    """The keys are those of the outer face, and no note is left out."""
    done = postil("list", "--json")
    assert 0 == done.returncode
    notes = {note["path"]: note for note in found(done)}
    assert {"tide.md", "sub/Moon.md", "plain.txt"} == set(notes)
    tide = notes["tide.md"]
    keys = {"path", "title", "tags", "created", "modified", "words", "citations", "problems"}
    assert keys == set(tide)
    assert ("The Tide", ["sea", "sea/moon"], "2025-01-02", 3) == (
        tide["title"], tide["tags"], tide["created"], tide["citations"],
    )  # fmt: skip


def test_tags_find_what_is_below_them_in_any_case(postil: Run) -> None:
    """`--tag SEA` finds `sea` and `sea/moon`; several tags mean all of them."""
    assert ["tide.md"] == [note["path"] for note in found(postil("list", "--tag", "SEA", "--json"))]
    assert [] == found(postil("list", "--tag", "sea", "--tag", "nothing", "--json"))


def test_search_finds_marks_and_explains(postil: Run) -> None:
    """A hit has a passage with the found words marked, and the answer says how the query was read."""
    answer = found(postil("search", "zymur", "--json"))
    assert {"query", "understood", "total", "total_exact", "took_ms", "hits", "suggestion"} == set(answer)
    assert 1 == answer["total"]
    snippet = answer["hits"][0]["snippets"][0]
    start, end = snippet["marks"][0]
    assert "zymurgy" == snippet["text"][start:end]


def test_cite_has_exact_places(postil: Run) -> None:
    """Lines and columns are those of the file on disk; the mark without a source dangles."""
    answer = found(postil("cite", "tide.md", "--json"))
    states = {source["label"]: source["state"] for source in answer["sources"]}
    assert {"1": "cited", "2": "cited", "3": "uncited"} == states
    first = answer["sources"][0]["mentions"][0]
    assert (8, 24, "[1]") == (first["line"], first["column"], first["text"])
    assert ["9"] == [mark["label"] for mark in answer["dangling"]]


def test_cite_of_several_notes_is_a_list(postil: Run) -> None:
    """One note gives an object, several give a list."""
    assert ["tide.md", "sub/Moon.md"] == [
        one["path"] for one in found(postil("cite", "tide.md", "sub/Moon.md", "--json"))
    ]


@pytest.mark.parametrize("form", ["table", "bibtex", "ris", "csl-json", "markdown", "bibliography"])
def test_references_come_in_every_format(postil: Run, form: str) -> None:
    """Every format names the source."""
    done = postil("cite", "tide.md", "--format", form)
    assert 0 == done.returncode
    assert "tides.example/rise" in done.stdout


def test_sources_of_the_library(postil: Run) -> None:
    """One source that two notes cite is one row, and stands first."""
    first = found(postil("sources", "--json"))[0]
    assert "https://moon.example/pull" == first["url"]
    assert ["sub/Moon.md", "tide.md"] == sorted(note["path"] for note in first["notes"])
    assert "https://moon.example/pull" in postil("sources", "--csv").stdout


def test_related_notes_share_sources(postil: Run) -> None:
    """Two notes that cite one page are related, and the page is named."""
    related = found(postil("related", "tide.md", "--json"))
    assert ["sub/Moon.md"] == [note["path"] for note in related]
    assert related[0]["shared_sources"]


def test_check_finds_what_is_wrong(postil: Run) -> None:
    """Problems have a place and a kind, and make the exit code 1."""
    done = postil("check", "--json")
    assert 1 == done.returncode
    kinds = {(problem["path"], problem["kind"]): problem["line"] for problem in found(done)}
    assert 8 == kinds["tide.md", "dangling-citation"]
    assert 10 == kinds["tide.md", "broken-link"]
    assert ("tide.md", "uncited-source") in kinds


def test_show_in_every_format(postil: Run, library: Path) -> None:
    """HTML, text and source of a note; several notes in order."""
    assert (library / "tide.md").read_text(encoding="utf-8") == postil("show", "tide.md", "--format", "source").stdout
    assert "<h1" in postil("show", "tide.md", "--format", "html").stdout
    shown = found(postil("show", "plain.txt", "tide.md", "nothing.md", "--json"))
    assert ["plain.txt", "tide.md"] == [note["path"] for note in shown[:2]]
    assert 'href="/sub/Moon.md"' in shown[1]["html"]
    assert shown[2]["problems"]


@pytest.mark.parametrize(("form", "suffix"), [("html", "html"), ("markdown", "md"), ("text", "txt")])
def test_export_writes_files(postil: Run, tmp_path: Path, form: str, suffix: str) -> None:
    """One note becomes one file, which is replaced only by force."""
    output = tmp_path / f"out.{suffix}"
    arguments = ("export", "tide.md", "-o", str(output), "--format", form)
    assert 0 == postil(*arguments).returncode
    assert "Water rises" in output.read_text(encoding="utf-8")
    again = postil(*arguments)
    assert 3 == again.returncode
    assert "--force" in again.stderr
    assert 0 == postil(*arguments, "--force").returncode


def test_export_of_several_is_a_folder(postil: Run, tmp_path: Path) -> None:
    """Several notes become files in a folder; one that is missing does not stop the others."""
    done = postil("export", "tide.md", "gone.md", "-o", str(tmp_path / "out"), "--format", "text", "--json")
    assert 1 == done.returncode
    outcomes = found(done)
    assert [True, False] == [bool(outcome["output"]) for outcome in outcomes]
    assert 1 == len(list((tmp_path / "out").iterdir()))


def test_a_library_that_is_gone_is_spoken_of(tmp_path: Path) -> None:
    """Where the folder opened last is away, the manual is read, and nobody takes it for their notes."""
    own = ["--config", str(tmp_path / "config"), "--cache", str(tmp_path / "cache")]
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.json").write_text('{"library": "/away/notes"}', encoding="utf-8")
    command = [sys.executable, "-P", "-m", "reader", *own, "list"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert (0, True, True) == (done.returncode, "Start here" in done.stdout, "/away/notes" in done.stderr)
    assert 1 == done.stderr.count("\n")


def test_a_slash_at_the_end_of_an_output_is_a_folder(postil: Run, tmp_path: Path) -> None:
    """However many notes come out, there or not; one joined document and a file are no folder."""
    folder = tmp_path / "out"
    for notes, files in ((["tide.md"], 1), (["plain.txt"], 2), (["tide.md", "plain.txt"], 2)):
        assert 0 == postil("export", *notes, "-o", f"{folder}/", "--format", "text", "--force").returncode
        assert files == len(list(folder.glob("*.txt")))
    file = next(folder.iterdir())
    for arguments in (("tide.md", "plain.txt", "--merge", "-o", f"{folder}/"), ("tide.md", "-o", f"{file}/")):
        done = postil("export", *arguments, "--format", "text")
        assert 3 == done.returncode, done.stderr
        assert "folder" in done.stderr


def test_index_counts_what_it_did(postil: Run, library: Path) -> None:
    """The first run adds, the second finds nothing to do, a change is a change."""
    assert 3 == found(postil("index", "--json"))["added"]
    assert 0 == found(postil("index", "--json"))["added"]
    (library / "tide.md").write_text("other", encoding="utf-8")
    (library / "plain.txt").unlink()
    last = found(postil("index", "--json"))
    assert (1, 1, 2) == (last["changed"], last["removed"], last["notes"])
    assert 2 == found(postil("index", "--rebuild", "--json"))["notes"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "nowhere.md"), 3),
        (("list", "--sort", "colour"), 2),
        (("cite",), 2),
        (("export", "tide.md", "-o", "/nowhere/at/all.txt", "--format", "text"), 3),
        (("cite", "tide.md", "--format", "bibliography", "--style", "no-such-style"), 2),
    ],
)
def test_bad_input_is_one_sentence(postil: Run, arguments: tuple[str, ...], code: int) -> None:
    """What cannot be done is said in one line, with the exit code of its kind."""
    done = postil(*arguments)
    assert code == done.returncode, done.stderr
    assert 1 == len(done.stderr.strip().splitlines())
    assert done.stderr.startswith("postil: ")


def test_a_library_that_cannot_be(postil: Run, tmp_path: Path) -> None:
    """A missing folder, a file, and an empty folder."""
    assert 3 == postil("list", given=tmp_path / "none").returncode
    file = tmp_path / "file.md"
    file.write_text("x", encoding="utf-8")
    assert 3 == postil("list", given=file).returncode
    (tmp_path / "empty").mkdir()
    assert [] == found(postil("list", "--json", given=tmp_path / "empty"))


def test_a_note_that_is_no_text_is_listed(postil: Run, library: Path) -> None:
    """A binary file with a note's name, and broken front matter, are listed with what is odd about them."""
    (library / "binary.md").write_bytes(bytes(range(256)) * 20)
    (library / "broken.md").write_text("---\ntitle: a: b: c\n  - {{\n---\nBody stays.\n", encoding="utf-8")
    notes = {note["path"]: note for note in found(postil("list", "--json"))}
    assert notes["binary.md"]["problems"]
    assert "broken.md" in notes
    assert "Body stays." in postil("show", "broken.md").stdout


def test_a_name_that_is_not_unicode_is_one_path(postil: Run, library: Path) -> None:
    """However it is given, a name with a foreign byte comes back as the same text, and leads to its file."""
    name = os.fsdecode(b"b\xe9d.md")
    (library / name).write_text("# Bad name\n", encoding="utf-8")
    listed = next(note["path"] for note in found(postil("list", "--json")) if note["path"].startswith("b"))
    assert "b\uefe9d.md" == listed
    for given in (name, listed):
        assert listed == found(postil("show", given, "--json"))[0]["path"]


def test_what_cannot_be_written_is_a_sentence(postil: Run, library: Path, tmp_path: Path) -> None:
    """A full disk behind standard output is no bug of Postil's."""
    own = ["--config", str(tmp_path / "config"), "--cache", str(tmp_path / "cache"), "--library", str(library)]
    command = [sys.executable, "-P", "-m", "reader", *own, "list"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert 3 == done.returncode
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("query", ["", '"', "(((", "*", "a* b* c*", "[a TO z]", "OR", "-", "tag:", "/(a+)+$/"])
def test_no_query_is_an_error(postil: Run, query: str) -> None:
    """Whatever is typed, an answer comes."""
    assert 0 == postil("search", "--json", "--", query).returncode


def test_a_closed_pipe_ends_quietly(postil: Run, library: Path, tmp_path: Path) -> None:
    """`postil list | head -0` says nothing."""
    for number in range(400):
        (library / f"note {number} {'x' * 150}.md").write_text("word", encoding="utf-8")
    postil("index")
    own = ["--config", str(tmp_path / "config"), "--cache", str(tmp_path / "cache"), "--library", str(library)]
    command = [sys.executable, "-P", "-m", "reader", *own, "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert b"" == process.stderr.read()


def test_commands_load_no_qt(postil: Run, library: Path) -> None:
    """No command but the PDF export and the doctor imports PySide6."""
    code = (
        "import sys; from reader.__main__ import main; "
        f"main(['--library', {str(library)!r}, 'search', 'sea', '--json']); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert 0 == subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode


def test_no_command_changes_the_library(postil: Run, library: Path, tmp_path: Path) -> None:
    """Every byte, time and mode of the library is as it was after every command."""
    before = state(library)
    for arguments in (
        ("list",), ("search", "sea"), ("show", "tide.md"), ("cite", "tide.md"), ("sources",), ("related", "tide.md"),
        ("check",), ("index", "--rebuild"), ("export", "tide.md", "-o", str(tmp_path / "o.html"), "--format", "html"),
        ("export", "plain.txt", "-o", str(library / "tide.md"), "--format", "text", "--force"),
    ):  # fmt: skip
        postil(*arguments)
    assert before == state(library)


def state(library: Path) -> dict[str, tuple[str, int, int]]:
    """Return what can be told of every file and folder of a library from outside."""
    found: dict[str, tuple[str, int, int]] = {}
    for path in [library, *library.rglob("*")]:
        data = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path)] = (data, path.stat().st_mtime_ns, path.stat().st_mode)
    return found


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_command_sends_a_packet(library: Path, tmp_path: Path) -> None:
    """Under strace, no command makes a connection outside this machine's own sockets."""
    log = tmp_path / "strace.txt"
    own = ["--config", str(tmp_path / "config"), "--cache", str(tmp_path / "cache"), "--library", str(library)]
    for arguments in (
        ["check"],
        ["search", "sea"],
        ["export", "tide.md", "-o", str(tmp_path / "o.html"), "--format", "html"],
    ):
        command = [
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=connect,sendto,sendmsg",
            "-o",
            str(log),
            sys.executable,
            "-P",
            "-m",
            "reader",
        ]
        subprocess.run([*command, *own, *arguments], capture_output=True, check=False, env={**os.environ}, timeout=120)
        assert not [line for line in log.read_text().splitlines() if "AF_INET" in line]


def test_list_tells_few_problems_of_a_kind(postil: Run, library: Path) -> None:
    """Forty sources that nothing cites are four sentences in the list; the checks name each of them."""
    sources = "\n".join(f"{number}. [Plum {number}](https://plum.example/{number})" for number in range(1, 42))
    (library / "plums.md").write_text(f"Plums[1].\n\n## References\n\n{sources}\n", encoding="utf-8")
    listed = found(postil("list", "--json"))
    (note,) = [each for each in listed if each["path"] == "plums.md"]
    assert 4 == len(note["problems"])
    assert note["problems"][-1].startswith("37 more")
    checked = found(postil("check", "--json"))
    assert 40 == sum(each["path"] == "plums.md" and each["kind"] == "uncited-source" for each in checked)


def test_two_forms_at_once_are_one_sentence(postil: Run) -> None:
    """Neither of them is left out in silence."""
    done = postil("sources", "--csv", "--json")
    assert done.returncode == 2
    assert "not allowed with" in done.stderr
