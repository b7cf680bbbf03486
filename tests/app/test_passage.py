from reader.app.passage import with_sources
from reader.core.citation import Citations, Mention, Source, State


def mark(label: str, start: int) -> Mention:
    """Return a mark."""
    return Mention(1, start, f"[{label}]", label, "So.", start, start + 3)


def source(label: str, title: str, url: str, *starts: int) -> Source:
    """Return a source with marks."""
    marks = tuple(mark(label, start) for start in starts)
    return Source(label, title, url, "sea.example", 1, 0, 5, State.CITED, marks, url)


CITATIONS = Citations(
    (source("3", "Ebb", "https://sea.example/ebb", 40), source("8", "Flood", "https://sea.example/flood", 10, 30)),
    (mark("9", 20),),
)


def block(kind: str, *runs: dict[str, object]) -> dict[str, object]:
    """Return a block as the page gives it."""
    return {"kind": kind, "runs": list(runs)}


def test_marks_are_numbered_anew() -> None:
    """In the order of the passage, each source once; a mark without a source says so."""
    runs: list[dict[str, object]] = [
        {"text": "It comes"},
        {"mark": 0},
        {"text": " and goes"},
        {"mark": 3},
        {"mark": 2},
        {"mark": 1},
    ]
    expected = (
        "It comes[1] and goes[2][1][?]\n\nSources:\n\n"
        "1. [Flood](https://sea.example/flood)\n2. [Ebb](https://sea.example/ebb)\n"
    )
    assert expected == with_sources([block("p", *runs)], CITATIONS)


def test_a_passage_without_marks_has_no_list() -> None:
    """Only what is cited is listed."""
    assert "The sea.\n" == with_sources([block("p", {"text": "The sea."})], CITATIONS)
    assert "" == with_sources([], CITATIONS)


def test_headings_lists_quotes_and_code_stay_what_they_are() -> None:
    """Blocks become Markdown's own, with their emphasis and their links."""
    blocks = [
        block("h2", {"text": "Tides"}),
        block("li", {"text": "first, "}, {"text": "in bold", "style": "strong"}),
        block("li", {"text": "second "}, {"text": "x * y", "style": "code"}),
        block("blockquote", {"text": "said", "href": "https://e.example/a b"}),
        block("pre", {"text": "a[1] = 2\nb = 3\n"}),
    ]
    expected = (
        "## Tides\n\n- first, **in bold**\n- second `x * y`\n\n> [said](<https://e.example/a b>)\n\n"
        "    a[1] = 2\n    b = 3\n"
    )
    assert expected == with_sources(blocks, CITATIONS)


def test_text_cannot_become_markup() -> None:
    """Stars, brackets and angle brackets of the text are escaped."""
    assert "a \\*b\\* \\[c\\] \\<d\\>\n" == with_sources([block("p", {"text": "a *b* [c] <d>"})], CITATIONS)
