"""CommonMark's and GFM's own examples come out as their authors say, but for what is listed here."""

from pathlib import Path

from tests.markup.spec import drawn, examples, normal

COMMONMARK = {
    175: "an unclosed <style> would hide the rest of the note: it is shown as text, as GFM's tag filter does",
    550: "[[foo]] is a wikilink",
    592: "![[foo]] is an embed",
    604: "a bare address is a link (GFM), also behind a <",
    610: "a bare address is a link (GFM), also behind a <",
    613: "a bare address is a link (GFM)",
    614: "a bare e-mail address is a link (GFM)",
}
GFM = dict.fromkeys((26, 27, 28), "the box of a task is drawn: the sanitiser lets no form control pass")


def failing(path: Path) -> tuple[int, set[int]]:
    """Return how many examples there are, and those that come out otherwise."""
    found = list(examples(path))
    bad = {
        example.number
        for example in found
        if "<IGNORE>" not in example.html and normal(drawn(example.markdown)) != normal(example.html)
    }
    return len(found), bad


def test_commonmark(shared: Path) -> None:
    """All examples but the listed ones; the reasons stand beside them."""
    total, bad = failing(shared / "spec" / "commonmark-spec.txt")
    assert (655, set(COMMONMARK)) == (total, bad)


def test_gfm(shared: Path) -> None:
    """All examples of the extensions that the sanitiser does not forbid."""
    total, bad = failing(shared / "spec" / "gfm-extensions.txt")
    assert (28, set(GFM)) == (total, bad)


def test_normal_form_ignores_what_does_not_matter() -> None:
    """Blanks between blocks, the order of attributes, ids and classes make no difference; content does."""
    assert normal('<p id="x">a\n b</p>\n\n<hr />') == normal("<p>a b</p><hr>")
    assert normal('<a href="x" title="y">z</a>') == normal('<a title="y" href="x">z</a>')
    assert normal("<p>a</p>") != normal("<p>b</p>")
    assert normal("<pre>a\n  b</pre>") != normal("<pre>a b</pre>")
