from hypothesis import given, strategies as st

from reader.core.text import LineIndex, beside, fold, one_line

PIECES = st.sampled_from(["a", "é", "\n", "\r\n", "\r", "\u2028", "\x85", "\f", "😀"])


def test_fold_knows_case_and_normal_form() -> None:
    """One name in two normal forms and cases is one name."""
    assert fold("\u00c9tude") == fold("e\u0301TUDE")


@given(st.text())
def test_fold_is_stable(text: str) -> None:
    """Folding twice changes nothing more."""
    assert fold(text) == fold(fold(text))


@given(st.lists(PIECES).map("".join))
def test_positions_count_like_a_file(text: str) -> None:
    """Line and column agree with counting one by one, for every offset."""
    index = LineIndex(text)
    line = column = 1
    for offset, character in enumerate(text):
        assert (line, column) == index.position(offset)
        ends = character == "\n" or (character == "\r" and text[offset + 1 : offset + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)


@given(st.text(), st.integers(1, 50))
def test_one_line_is_one_short_line(text: str, limit: int) -> None:
    """The result has no line end and no control character, and keeps to the limit."""
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())
    assert not any(ord(character) < 32 for character in line)


def test_one_line_drops_direction_overrides() -> None:
    """A name cannot turn the text around it."""
    assert "gpj.exe" == one_line("\u202egpj.exe")


def test_parts_beside_each_other_keep_their_order() -> None:
    """A number that follows an Arabic name belongs to what is said behind it; elsewhere nothing is added."""
    assert "Low 1984 · a.example · 1 mention" == beside("Low 1984", "a.example", "1 mention")
    assert "\u2068سينا 1020\u2069 · \u20681 mention\u2069" == beside("سينا 1020", "", "1 mention")
    assert "" == beside("", "")
