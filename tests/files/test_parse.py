"""Any bytes become a note, in bounded time, with their text in it."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from reader.core.note import Note, ProblemKind, Reading, Stamp
from reader.files.parse import PART, flatten, parse, read
from reader.files.summary import LENGTH, excerpt, word_count
from tests.pace import at_most

MEGABYTE = 1_000_000

# fmt: off
PIECES = st.sampled_from(
    [
        b"---\n", b"+++\n", b"...\n", b"\n", b"\r\n", b"\r", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00", b"\xff",
        b"\xe9", b"title: ", b"tags:", b" #a", b"#", b"# One\n", b"===\n", b"```\n", b"`", b"[[", b"]]", b"[",
        b"](", b")", b"{", b"}", b'"', b"'", b": ", b"- ", b"&a ", b"*a ", b"!!python/name:os.system ", b"|\n",
        b"> ", b"\t", b"    ", b"$", b"$$\n", b"<!--", b"-->", b"<a b", b"\\|", b"{{x}}", b"a:: b\n",
        b"Title: x\n", b"2024-01-05", b"\xed\xa0\x80", b"a.b = 1\n", b"\xe2\x80\xa8", b"\xc3\xa9",
        b"\xe6\xb7\xb1\xe5\xba\xa6",
    ]
)
# fmt: on
NOTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(PIECES, max_size=40).map(b"".join),
    st.lists(PIECES, max_size=20).map(lambda pieces: b"---\n" + b"".join(pieces) + b"\n---\nBody.\n"),
    st.lists(PIECES, max_size=20).map(lambda pieces: b"---\n{" + b"".join(pieces) + b"}\n---\nBody.\n"),
)


def note_of(data: bytes) -> Note:
    """Return `data` as a note."""
    return parse(data, "folder/name.md", Stamp(1_700_000_000_000_000_000, len(data)))


def scalars(value: object) -> list[object]:
    """Return everything in a property that is no list and no mapping."""
    if isinstance(value, dict):
        return [scalar for key, inner in value.items() for scalar in (key, *scalars(inner))]
    if isinstance(value, list):
        return [scalar for inner in value for scalar in scalars(inner)]
    return [value]


@given(NOTES)
@settings(max_examples=600)
def test_any_bytes_become_a_note(data: bytes) -> None:
    """Nothing is raised or lost, and every value keeps what the core promises of it."""
    note = note_of(data)
    assert note.text == note.text[: note.body_start] + note.body
    assert 0 <= note.body_start <= len(note.text)
    assert len(note.text) == len(flatten(note.text))
    assert note.title == " ".join(note.title.split())
    assert 1 <= len(note.title) <= 300
    assert all(isinstance(scalar, str) for scalar in scalars(note.metadata))
    assert [] == [tag for tag in note.tags if not tag.strip("/") or tag.startswith("#") or "\n" in tag]
    assert not note.metadata or note.reading is not Reading.NONE
    lines = len(flatten(note.text).split("\n"))
    assert [] == [problem for problem in note.problems if not 0 <= problem.line <= lines]
    # All of it can be stored and printed.
    repr((note.title, note.tags, note.aliases, note.metadata, note.text)).encode()
    "".join([note.title, *note.tags, *map(str, scalars(note.metadata))]).encode()
    assert len(excerpt(note)) <= LENGTH
    assert word_count(note) <= len(note.text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_text_in_utf8_is_kept_to_the_letter(text: str) -> None:
    """What was UTF-8 without NULs and marks is in the note as it is on disk."""
    if "\0" not in text and "\x1b" not in text and not text.startswith("\ufeff"):
        assert text == note_of(text.encode()).text


@given(
    st.lists(st.sampled_from(["a", "", "# b", "c: d", "---", "é"]), max_size=12), st.sampled_from(["\n", "\r\n", "\r"])
)
def test_line_ends_make_no_difference(lines: list[str], end: str) -> None:
    """The same lines give the same note, whatever ends them, and the body begins on the same line."""
    plain, other = (note_of(sign.join(lines).encode()) for sign in ("\n", end))
    assert (plain.title, plain.tags, plain.metadata) == (other.title, other.tags, other.metadata)
    assert plain.body_line == other.body_line
    assert plain.body == other.body.replace(end, "\n")


HOSTILE = {
    "backticks": "`" * MEGABYTE,
    "backtick runs": "".join("`" * (number % 50) + " " for number in range(40_000)) + "#a",
    "brackets": "#a " + "[" * MEGABYTE,
    "links": "#a " + "[a](" * 250_000,
    "wikilinks": "#a " + "[[a" * 300_000,
    "angles": "#a " + "<a " * 300_000,
    "dollars": "#a " + "$a " * 300_000,
    "double dollars": "#a " + "$$a" * 300_000,
    "comments": "#a " + "<!--" * 250_000,
    "closed comments": "#a " + "<!--" * 120_000 + "-->" * 120_000,
    "signs": "#" * MEGABYTE,
    "tags": "#a " * 300_000,
    "escaped brackets": "#a " + "\\[" * 300_000,
    "blanks": "# a" + " " * MEGABYTE + "b",
    "blank lines": " \n" * 500_000,
    "heading blanks": "# " + "a  " * 300_000 + "#" * 1000,
    "comments in code": "```\n" + "# a\n" * 250_000,
    "signs in a line": "x" + "# a" * 300_000,
    "setext in code": "```\n" + "a\n=\n" * 200_000,
    "comments in fences": "```\n<!-- #a -->\n```\n" * 40_000,
    "setext": "a" * MEGABYTE + "\n=",
    "setext lines": "a\n" * 250_000 + "===",
    "quotes": "> " * 500_000,
    "dashes": "- " * 500_000 + "#a",
    "fences": "```\n" * 250_000,
    "underscores": "# " + "_a " * 300_000,
    "stars": "# " + "*a" * 500_000,
    "an open YAML fence": "---\n" + "a: b\n" * 200_000,
    "a YAML string": '---\na: "' + "x" * MEGABYTE + "\n---\n",
    "YAML keys": "---\n" + "".join(f"k{number}: [\n" for number in range(15_000)) + "---\n",
    "YAML questions": "---\n" + "? " * 100_000 + "\n---\n",
    "YAML braces": "---\n" + "a: " + "{" * 100_000 + "\n---\n",
    "YAML anchors": "---\n" + "".join(f"k{number}: &a{number} x\n" for number in range(10_000)) + "---\n",
    "YAML blanks": "---\na:" + " " * 200_000 + "b: c\n---\n",
    "YAML directives": "---\n" + "".join(f"%TAG !t{number}! x\n" for number in range(10_000)) + "---\n",
    "YAML quotes": "---\na: '" + "' " * 100_000 + "\n---\n",
    "JSON pairs": "---\n{" + '"a":"' * 40_000 + "\n---\n",
    "JSON depth": "---\n" + '{"a":' * 50_000 + "\n---\n",
    "JSON blanks": '---\n{"a"' + " " * 200_000 + "\n---\n",
    "JSON backslashes": '---\n{"a":"' + "\\" * 200_001 + '"\n---\n',
    "TOML dots": "+++\n" + "a." * 100_000 + "a = 1\n+++\n",
    "TOML headers": "+++\n" + "".join(f"[a.b{number}]\n" for number in range(15_000)) + "+++\n",
    "TOML quoted dots": "+++\n" + '"a".' * 50_000 + "a = 1\n+++\n",
    "TOML inline tables": "+++\na = " + "{a=" * 50_000 + "\n+++\n",
    "headers": "Title: x\n" * 100_000,
    "properties": "a:: b\n" * 150_000,
    "a wikilink tag": "---\ntags: '" + "[[" * 60_000 + "a" + "]]" * 60_000 + "'\n---\n",
    "a long article": "Word. " * 150_000 + "\n" + ("word " * 40 + "end.\n") * 100,
    "dots": "." * MEGABYTE,
    "table rules": "|-" * 500_000,
    "data": "data:" * 200_000,
    "lone CR": "#a\r" * 300_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_notes_are_read_in_bounded_time(text: str) -> None:
    """What is worst for a reader costs no more than a bounded number of times what prose does: `.md` and `.txt`."""

    def work(data: bytes) -> None:
        for name in ("a.md", "a.txt"):
            note = parse(data, name, Stamp(0, len(data)))
            excerpt(note)
            word_count(note)

    prose = b"A word or two, and a *third* one.\n\n" * (MEGABYTE // 35)
    assert at_most(200, lambda: work(text.encode()), lambda: work(prose))


def test_a_very_large_file_is_opened_in_part(tmp_path: Path) -> None:
    """The beginning is shown, and the user is told how much that is."""
    file = tmp_path / "large.md"
    with file.open("wb") as out:
        out.write(b"# Large\n")
        out.truncate(100_000_000)
    note = read(tmp_path, "large.md")
    assert PART == len(note.text)
    assert "Large" == note.title
    (problem,) = [problem for problem in note.problems if problem.kind is ProblemKind.RENDER_LIMIT]
    assert "The file has 100 MB; only its first 17 MB are shown." == problem.message


def test_the_files_own_time_is_told_with_its_zone(tmp_path: Path) -> None:
    """`modified` is ISO 8601 and comes from the file, `created` only from the front matter."""
    note = note_of(b"x")
    assert 1_700_000_000 == time.mktime(time.strptime(note.modified[:19], "%Y-%m-%dT%H:%M:%S"))
    assert note.modified[19] in "+-"
    assert (None, None) == (note.created, note.updated)


@pytest.mark.parametrize("mtime_ns", [-(10**30), 10**30])
def test_a_files_impossible_time_is_no_reason_to_fail(mtime_ns: int) -> None:
    """Broken disks have files from the year 300,000."""
    assert "1970-01-01T00:00:00+00:00" == parse(b"x", "a.md", Stamp(mtime_ns, 1)).modified
