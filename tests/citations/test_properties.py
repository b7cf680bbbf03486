"""Whatever a note holds, reading it ends, raises nothing and tells true places."""

from hypothesis import given, settings, strategies as st

from reader.citations.read import read
from reader.citations.sheet import lay
from reader.core.note import Note, Stamp
from reader.core.text import LineIndex

_PIECES = st.sampled_from(
    (
        *"[]()<>^`$|*_>#:.,;-\\!@&%\n\r\t 1299axZé¹²【】†",
        *(
            "[1]",
            "[1, 3]",
            "[2-4]",
            "[^1]",
            "[^a]:",
            "[1]: https://a.example/x",
            "[1] https://b.example\n",
            "[text][1]",
        ),
        *("\n\n", "\r\n", "## References\n", "Sources:", "参考文献\n", "1. ", "- ", "| # | url |\n|--|--|\n", "^1^"),
        *("<sup>1</sup>", "```\n", "~~~", "$$", "<!--", "-->", "<code>", "</code>", "</span>", "[@key]", "@key", "> "),
        *(
            "<span style='display:none'>",
            "[@tag:x]: doi:10.1000/1",
            "【1†source】",
            "[web:1]",
            "citeturn0search3",
            "word",
        ),
        *(":contentReference[oaicite:0]{index=0}", "[cite: 4, 5]", "https://c.example/(x", "doi:10.1000/x(1)", "end.3"),
        *("    ", "\n---\n", "\u2028", "\x00"),
    ),
)
_TEXTS = st.lists(_PIECES, max_size=60).map("".join) | st.text(max_size=200)


def _note(text: str, start: int = 0) -> Note:
    return Note(path="note.md", stamp=Stamp(0, 0), text=text, body_start=start, title="note", modified="")


@settings(max_examples=400, deadline=2000)
@given(st.sampled_from(("", "---\ntitle: x\n---\n", "---\r\n---\r\n")), _TEXTS)
def test_places_are_true(head: str, body: str) -> None:
    """Every span cuts the mark's text out of the note, and line and column agree with it."""
    text, start = head + body, len(head)
    read_citations = read(_note(text, start))
    lines = LineIndex(text)
    for mention in [*read_citations.dangling, *(each for source in read_citations.sources for each in source.mentions)]:
        assert text[mention.start : mention.end] == mention.text
        assert lines.position(mention.start) == (mention.line, mention.column)
        assert start <= mention.start < mention.end <= len(text)
    for source in read_citations.sources:
        assert lines.line(source.start) == source.line
        assert source.start <= source.end <= len(text)


@settings(max_examples=300, deadline=2000)
@given(_TEXTS)
def test_no_mention_is_hidden(text: str) -> None:
    """No mark begins inside what the sheet hides: code, mathematics, comments, attributes."""
    sheet = lay(text, 0)
    read_citations = read(_note(text))
    for mention in [*read_citations.dangling, *(each for source in read_citations.sources for each in source.mentions)]:
        assert "\0" not in sheet.mask[mention.start + 1]


@settings(max_examples=200, deadline=2000)
@given(_TEXTS)
def test_order_and_states(text: str) -> None:
    """Sources stand in the order of the text, and a source is cited exactly when it has a mention."""
    sources = read(_note(text)).sources
    assert [each.start for each in sources] == sorted(each.start for each in sources)
    assert all((each.state == "cited") == bool(each.mentions) for each in sources)
    assert all(each.title for each in sources)


@settings(max_examples=200, deadline=2000)
@given(_TEXTS)
def test_mask_keeps_every_place(text: str) -> None:
    """The sheet and its mask have the length of the body and one line end more, with the same lines."""
    sheet = lay(text, 0)
    assert len(sheet.text) == len(sheet.mask) == len(text) + 1
    assert [place for place, sign in enumerate(sheet.text) if sign == "\n"] == [
        place for place, sign in enumerate(sheet.mask) if sign == "\n"
    ]
