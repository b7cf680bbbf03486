"""The bundled notes: complete as a sample, true as a manual, and unlike the material that inspired them."""

import itertools
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from reader.app.paths import Places, bundled
from reader.app.reading import Reading as Renderer
from reader.app.session import Session
from reader.cli.arguments import COMMANDS, parse as parse_command
from reader.core.article import is_article
from reader.core.citation import State
from reader.core.note import Note, ProblemKind, Reading
from reader.core.query import parse as parse_query
from reader.core.text import fold
from reader.qt.actions import ACTIONS

NOTES = bundled("notes")
SHARED_AT_MOST = 60
"""A passage of so many characters that stands in a seed as well was copied."""
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CODE_CELL = re.compile(r"`([^`]+)`")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Return folders of the user for this module alone."""
    home = tmp_path_factory.mktemp("user")
    return Places(home / "config", home / "cache")


@pytest.fixture(scope="module")
def session(places: Places) -> Iterator[Session]:
    """Return the bundled notes as a library that is up to date."""
    with Session(NOTES, places) as opened:
        opened.refresh()
        yield opened


@pytest.fixture(scope="module")
def notes(session: Session) -> list[Note]:
    """Return every bundled note, read whole."""
    return [session.note(summary.path) for summary in session.snapshot.notes]


def named(notes: list[Note], title: str) -> Note:
    """Return the note with `title`."""
    return next(note for note in notes if note.title == title)


def rows(text: str) -> list[list[str]]:
    """Return the cells of every line that is a row of a table."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_size_of_the_library(notes: list[Note]) -> None:
    """There is enough to look around, and not too much to read."""
    assert 12 <= len(notes) <= 20


def test_titles_and_aliases_differ(notes: list[Note]) -> None:
    """No two notes answer to the same name."""
    names = sorted(fold(name) for note in notes for name in (note.title, *note.aliases))
    assert sorted(set(names)) == names


KINDS: dict[str, Callable[[Note], object]] = {
    "garden note": lambda note: (
        note.reading is Reading.JSON and note.text.splitlines()[1].startswith('{"dg-publish":true')
    ),
    "YAML": lambda note: note.reading is Reading.YAML,
    "TOML": lambda note: note.reading is Reading.TOML,
    "plain article": lambda note: is_article(note.text) and re.search(r"\w.*\n- \w", note.text),
    "URLs by number": lambda note: re.search(r"\bCitations:\n(\[\d+\] https://\S+\n){12}", note.text),
    "numbered titles": lambda note: re.search(r"^\[1\] \w.* https://", note.text, re.MULTILINE),
    "numbered links": lambda note: re.search(r"^1\. \[.*\]\(https://", note.text, re.MULTILINE),
    "link definitions": lambda note: re.search(r'^\[1\]: https://\S+ "', note.text, re.MULTILINE),
    "footnotes": lambda note: re.search(r"^\[\^[a-z]+\]: .*\n\n {4}\w", note.text, re.MULTILINE),
    "inline footnote": lambda note: "^[" in note.text,
    "table": lambda note: re.search(r"^\|[ :|-]+-[ :|-]+\|$", note.text, re.MULTILINE),
    "code in many languages": lambda note: len({found[1] for found in FENCE.finditer(note.text)}) >= 5,
    "formulas": lambda note: "$$\n" in note.text and re.search(r"[^$]\$[^$\n]+\$[^$]", note.text),
    "callout in a callout": lambda note: re.search(r"^> > \[!", note.text, re.MULTILINE),
    "foldable callout": lambda note: re.search(r"^> \[!\w+\]- ", note.text, re.MULTILINE),
    "tasks": lambda note: re.search(r"^- \[ \] ", note.text, re.MULTILINE),
    "drawing": lambda note: re.search(r"\]\([^)]+\.svg\)", note.text),
    "bitmap": lambda note: re.search(r"\]\([^)]+\.png\)", note.text),
    "embedded note": lambda note: re.search(r"!\[\[[^\].]+#", note.text),
    "embedded image": lambda note: re.search(r"!\[\[[^\]]+\.svg\|\d+\]\]", note.text),
    "Chinese": lambda note: note.language == "zh" and len(re.findall("[\u4e00-\u9fff]", note.text)) > 500,
    "Arabic": lambda note: note.language == "ar" and len(re.findall("[\u0621-\u064a]", note.text)) > 1000,
    "nested tags": lambda note: {"history/china", "history/printing"} <= set(note.tags),
    "tags as a line": lambda note: re.search(r'"tags":"\w', note.text),
    "inline tag": lambda note: re.search(r"\s#[a-z]+\b", note.body),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_note_is_there(notes: list[Note], kind: str) -> None:
    """The sample shows each thing that Postil reads."""
    assert [note.path for note in notes if KINDS[kind](note)]


def test_nothing_in_the_library_is_broken(session: Session, places: Places) -> None:
    """Links, images, embeds and front matter are whole; only the citations have faults, and those on purpose."""
    renderer = Renderer(session.root, places)
    found = {
        (summary.path, problem.kind, problem.message)
        for summary in session.snapshot.notes
        for problem in (*summary.problems, *renderer.page(0, summary.path).page.problems)
        if problem.kind not in {ProblemKind.DANGLING_CITATION, ProblemKind.UNCITED_SOURCE}
    }
    renderer.close()
    assert set() == found


def test_every_anchor_exists(session: Session, places: Places) -> None:
    """Links to headings, footnotes and sources lead to an element of the page, here or in another note."""
    renderer = Renderer(session.root, places)
    pages = {summary.path: renderer.page(0, summary.path).page.html for summary in session.snapshot.notes}
    renderer.close()
    wanted = [
        (unquote(path).lstrip("/") or origin, unquote(anchor))
        for origin, html in pages.items()
        for path, anchor in re.findall(r'<a [^>]*href="(|/[^"#]*)#(?!tag:)([^"]+)"', html)
    ]
    assert len(wanted) > 50
    assert [] == [(path, anchor) for path, anchor in wanted if f'id="{anchor}"' not in pages[path]]


def test_every_image_is_used_and_harmless(notes: list[Note]) -> None:
    """Each drawing stands in a note, runs nothing and loads nothing."""
    images = sorted((NOTES / "images").iterdir())
    text = "\n".join(note.text for note in notes)
    assert images
    assert [] == [image.name for image in images if image.name not in text]
    drawings = [image.read_text(encoding="utf-8") for image in images if image.suffix == ".svg"]
    assert [] == [drawing for drawing in drawings if re.search(r"<script|href|url\(|\son\w+=", drawing)]


def test_one_mark_dangles_on_purpose(session: Session, notes: list[Note]) -> None:
    """The note that explains dangling marks has the only one."""
    dangling = {note.title: [mark.label for mark in session.citations(note).dangling] for note in notes}
    assert {"Notes in the margin": ["9"]} == {title: labels for title, labels in dangling.items() if labels}


CITED = {
    "DeepSeek and the cheap model": (12, ["10", "11", "12"]),
    "The space between words": (8, []),
    "Notes in the margin": (6, ["6"]),
    "Why the tide is late": (3, []),
    "Citations": (2, []),
    "活字印刷小史": (5, []),
    "الورق في بغداد": (5, ["5"]),
}
"""How many sources a note lists, and which of them no sentence cites."""


@pytest.mark.parametrize("title", CITED)
def test_sources_are_cited_as_the_notes_say(session: Session, notes: list[Note], title: str) -> None:
    """The numbers that the manual tells about its own sample are right."""
    sources = session.citations(named(notes, title)).sources
    uncited = [source.label for source in sources if source.state is State.UNCITED]
    assert CITED[title] == (len(sources), uncited)
    assert [] == [source for source in sources if not source.url]


def test_code_of_the_manual_holds_no_citations(session: Session, notes: list[Note]) -> None:
    """The marks that the specimen and the manual show as code are not marks."""
    found = {
        title: session.citations(named(notes, title)).dangling for title in ("Citations", "The furniture of a page")
    }
    assert {"Citations": (), "The furniture of a page": ()} == found


def queries(notes: list[Note]) -> list[str]:
    """Return the queries of the table in the note about searching."""
    found = [CODE_CELL.findall(row[0]) for row in rows(named(notes, "Searching").text)]
    return list(itertools.chain.from_iterable(found))


def test_every_query_of_the_manual_finds_something(session: Session, notes: list[Note]) -> None:
    """The table of the query language is read as it says, and each line of it works in this library."""
    asked = queries(notes)
    assert len(asked) >= 15
    assert [] == [query for query in asked if parse_query(query).notices]
    assert [] == [query for query in asked if not session.search(query).total]


def test_dangling_is_found_where_the_manual_says(session: Session) -> None:
    """`has:dangling` finds the one note that explains it."""
    assert ["Notes in the margin"] == [hit.title for hit in session.search("has:dangling").hits]


def test_two_notes_are_tagged_science(session: Session) -> None:
    """The first exercise of the manual comes out as it promises."""
    assert 2 == len(session.tagged(["science"]))


def test_commands_of_the_manual_can_be_given(notes: list[Note]) -> None:
    """Every command in the manual's code is one that the command line reads, and every command is in the table."""
    blocks = [found[2] for note in notes for found in FENCE.finditer(note.text) if found[1] == "sh"]
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    given = [shlex.split(re.split(r" [|>] ", line)[0])[1:] for line in lines if line.startswith("postil")]
    assert {"export", "cite", "check"} <= {parse_command(words).command for words in given}
    table = {row[0].split()[1].strip("`") for row in rows(named(notes, "The command line").text) if "postil" in row[0]}
    assert set(COMMANDS) == table


def test_shortcuts_are_those_of_the_window(notes: list[Note]) -> None:
    """The manual names every action by its name in the menu, with its keys or with its menu."""
    table = rows(named(notes, "Keyboard shortcuts").text)
    assert ["Action", "Keys"] == table[0]
    told = {row[0]: tuple(row[1].split(" or ")) for row in itertools.takewhile(lambda row: len(row) == 2, table[2:])}
    assert {line.text.replace("&", "").strip("…"): line.shortcuts for line in ACTIONS if line.shortcuts} == told
    others = list(itertools.dropwhile(lambda row: row[0] != "Without keys", table))
    named_there = {row[0]: row[1].split(", ") for row in itertools.takewhile(lambda row: len(row) == 3, others[2:])}
    keyless = [line for line in ACTIONS if not line.shortcuts]
    menus = {line.text.replace("&", "").strip("…"): line.menu.replace("&", "").split("/") for line in keyless}
    assert menus.items() <= named_there.items()


def test_program_in_the_note_computes_the_table(notes: list[Note]) -> None:
    """The week of tides is what the Python program beside it computes."""
    note = named(notes, "Predicting high water")
    program = next(found[2] for found in FENCE.finditer(note.text) if found[1] == "python")
    names: dict[str, Callable[[float], float]] = {}
    exec(program, names)  # noqa: S102 - our own note, whose program is under test
    heights = [names["height"](minute / 60) for minute in range(7 * 24 * 60 + 1)]
    table = {row[0].strip("*"): row[1:] for row in rows(note.text) if len(row) == 8}
    turns = [(max, "High water"), (min, "Low water")]
    for pick, name in turns:
        times = [next(at for at in range(day * 1440 + 1, (day + 1) * 1440)
                      if heights[at] == pick(heights[at - 1 : at + 2])) for day in range(7)]  # fmt: skip
        assert table[name] == [f"{at % 1440 // 60:02}:{at % 60:02}" for at in times]


def test_nothing_was_copied_from_the_seeds(shared: Path, notes: list[Note]) -> None:
    """No passage of a note stands in one of the documents that the project was started for."""
    seeds = [" ".join(file.read_text(encoding="utf-8").split()) for file in (shared / "seeds").iterdir()]
    assert seeds
    passages = {seed[at : at + SHARED_AT_MOST] for seed in seeds for at in range(len(seed) - SHARED_AT_MOST + 1)}
    for note in notes:
        text = " ".join(note.text.split())
        copied = [
            text[at : at + SHARED_AT_MOST] for at in range(len(text)) if text[at : at + SHARED_AT_MOST] in passages
        ]
        assert [] == copied, note.path
