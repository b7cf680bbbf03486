"""Where a line end is a line break: verses, logs and letters' heads, but no prose that a column has cut."""

import pytest

from reader.markup.breaks import guess, is_verse
from tests.markup.conftest import make_note

VERSES = {
    "poem": "The bay is wide\nthe bay is deep\nthe gulls are loud\nthe fishers sleep\n\nand no one hears\nthe weir\n",
    "song": "[Verse 1]\nOh the tide\nhigh and wide\n\n[Chorus]\nHey, the boats,\nhey, the floats\n",
    "letter": "From: a@bay.example\nTo: b@bay.example\nSubject: Tides\nDate: Monday\n\nThey were high today.\n",
    "log": "".join(
        f"2025-01-0{day} 06:00 INFO the gauge of the bay reads {day}.2 metres, <init> done, and nothing else moves\n"
        for day in range(1, 8)
    ),
    "talk": "[00:01] Ann: How deep is it?\n[00:04] Ben: Deep.\n[00:09] Ann: I see.\n[00:12] Ben: Do you?\n",
    "ingredients": "For the soup:\n2 crabs\n1 onion\nsalt\n\nBoil it all.\n",
}
PROSE = {
    "wrapped": "The bay is wide and the bay is deep, and where the gulls are loud\n" * 4 + "they sleep.\n",
    "narrow": "The bay is wide and the bay is deep, and the gulls\nthat are loud in it never sleep, as the\n" * 3,
    "a sentence a line": "It rains.\nThe harbour master said that it would rain all week, and so it does today.\n" * 4,
    "marked": "# Tides\n\nHigh\nLow\nHigh\nLow\nHigh\n",
    "linked": "[High](high.md)\nLow\nHigh\nLow\nHigh\nLow\n",
    "scanned": "The bay is wi-\nde and the bay\nis deep and no-\nbody knows it\nyet.\n",
    "list": "- a\n- b\n- c\n- d\n- e\n",
    "short": "One\nTwo\n",
}


@pytest.mark.parametrize("name", VERSES)
def test_lines_that_an_author_has_ended_stay(name: str) -> None:
    """Short lines of plain text, and lines that begin with a time, are lines."""
    assert is_verse(make_note(VERSES[name]))
    assert guess(make_note(VERSES[name]))


@pytest.mark.parametrize("name", PROSE)
def test_lines_that_a_column_has_cut_are_joined(name: str) -> None:
    """Prose, marked text and lists are read as CommonMark reads them."""
    assert not is_verse(make_note(PROSE[name]))
