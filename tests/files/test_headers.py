"""Metadata that stands without a fence at the beginning of a note."""

import pytest

from reader.core.note import Stamp
from reader.files.byline import authors
from reader.files.parse import parse


@pytest.mark.parametrize(
    ("text", "title", "names", "created", "body"),
    [
        (
            "% The Bore\n% Ada Byron; Karl Gauss\n% 3 May 2021\n\nIt *comes*.\n",
            "The Bore",
            2,
            "2021-05-03",
            "It *comes*.\n",
        ),
        ("% The Bore\n  and the Bay\n% Ada Byron\n  Karl Gauss\n\nText.\n", "The Bore and the Bay", 2, None, "Text.\n"),
        ("% The Bore\n%\n% 2021-05-03\n\nText.\n", "The Bore", 0, "2021-05-03", "Text.\n"),
        ("% Bore\r\n% Ada\r\n\r\nText.\r\n", "Bore", 1, None, "Text.\r\n"),
        ("% Only a title\n", "Only a title", 0, None, ""),
    ],
)
def test_pandocs_title_block(text: str, title: str, names: int, created: str | None, body: str) -> None:
    """Title, authors and date, each of which may go over several lines or be missing."""
    note = parse(text.encode(), "tide.md", Stamp(0, len(text)))
    assert (title, names, created, body) == (note.title, len(authors(note)), note.created, note.body)


@pytest.mark.parametrize(
    "text",
    [
        "% of all boats leak.\n",
        "%A title needs a blank\n",
        "% One\n% two\n% three\n% comments in a row\n",
        "% A title\nand a line of text\n",
        "%%\nhidden\n%%\n",
        "\n% Not at the top\n% Ada\n",
        "%\n% No title\n",
    ],
)
def test_what_is_no_title_block(text: str) -> None:
    """Prose and comments that begin with a percent sign stay in the body."""
    assert text == parse(text.encode(), "tide.md", Stamp(0, len(text))).body
