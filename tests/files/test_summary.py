"""The excerpt and the count of words are what a reader would see and count."""

import pytest

from reader.core.note import Note, Stamp, Summary
from reader.files.parse import parse
from reader.files.summary import LENGTH, excerpt, word_count


def note_of(text: str) -> Note:
    """Return `text` as a note."""
    return parse(text.encode(), "a.md", Stamp(0, len(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\n\nTwo *three* [four](https://x.org).\n", "Two three four."),
        ("---\ntitle: One\n---\n\n# One\n\nTwo.\n\nThree.\n", "Two. Three."),
        ("One\n===\n\nTwo.\n", "Two."),
        ("```py\ncode()\n```\n\nText.\n", "Text."),
        ("- [ ] one\n- two\n\n> three\n", "one two three"),
        ("![x](a.png)\n\n| a | b |\n|---|---|\n\nText.\n", "Text."),
        ("> [!note] Mind\n> this.\n", "Mind this."),
        ("<!-- hidden -->\n<p>Text</p>\n", "Text"),
        ("[1]: https://x.org\nText.\n", "Text."),
        ("", ""),
        ("word " * 100, "word " * 47 + "word…"),
        ("<script>\nalert(1)\n</script>\n\nThe tide.", "The tide."),
        ("<style>p{}</style>\nThe *tide* %%or not%% &amp; the moon.", "The tide & the moon."),
        ('!!! note "A box"\n    The tide.\n\n:::tip\nThe moon.\n:::', "The tide. The moon."),
    ],
)
def test_an_excerpt_is_the_beginning_of_the_prose(text: str, expected: str) -> None:
    """Headings, code, tables and marks are left out."""
    assert expected == Summary("a.md", Stamp(0, 0), "a", "", excerpt=excerpt(note_of(text))).passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two, three.\n", 3),
        ("It's a well-known 3.5 % - fact\n", 5),
        ("---\ntitle: not counted\n---\nOne.\n", 1),
        ("![x](data:image/png;base64,iVBORw0KGgo+AAA/BBB) one\n", 2),
        ("深度学习 and カタカナ\n", 9),
        ("| a | b |\n|---|---|\n", 2),
        ("** __ -- ##\n", 0),
        ("naïve café\n", 2),
        ("안녕하세요 세계\n", 2),
    ],
)
def test_words_are_counted_as_a_person_counts(text: str, expected: int) -> None:
    """Marks are no words, a Han or Kana character is one, and an embedded image is not counted."""
    assert expected == word_count(note_of(text))


def test_an_excerpt_that_was_cut_is_shown_with_an_ellipsis() -> None:
    """It is stored without one, and one that is whole never gets one."""
    long, short = (
        Summary("a.md", Stamp(0, 0), "a", "", excerpt=excerpt(note_of("Boats. " * count))) for count in (90, 3)
    )
    assert long.excerpt.isascii()
    assert long.passage.endswith("…")
    assert len(long.passage) <= LENGTH
    assert "Boats. Boats. Boats." == short.passage
