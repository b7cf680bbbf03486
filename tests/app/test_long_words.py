"""Only words that may be too long for their line may be broken."""

import pytest

from reader.app.export.long_words import loosen_long_words
from reader.app.export.nodes import parse, write

LONG = "https://example.org/a/very/long/way"


def loosened(html: str, width: float = 156) -> str:
    """Return a fragment with its long words loosened for a line of `width` millimetres."""
    root = parse(html)
    loosen_long_words(root, width)
    return write(root)


@pytest.mark.parametrize(
    "html",
    [
        "<p>short <b>words</b> here</p>",
        f"<p><code>{LONG}</code></p>",
        f"<pre><code>{LONG}</code></pre>",
        f'<p><span class="printed-url">{LONG}</span></p>',
        "<p>二十世纪以来的研究表明这些材料的性质可以通过计算预测而不必逐一试验</p>",
        "<ul><li>elevenchars</li><li>elevenchars</li></ul>",
        "<p>elevenchars<br>elevenchars</p>",
        "<p>elevenchars <em>elevenchars</em></p>",
    ],
)
def test_what_fits_is_left_alone(html: str) -> None:
    """Also what breaks by itself, and what looks after itself."""
    assert html == loosened(html)


def test_an_entity_is_one_letter() -> None:
    """On a line for words of four letters, too."""
    assert "<p>&gt;&lt;&#x27; &quot;</p>" == loosened("<p>&gt;&lt;&#x27; &quot;</p>", 32)


def test_a_long_word_is_loosened_alone() -> None:
    """The words beside it are not."""
    assert f'<p>see <span class="breaks">{LONG}</span> &amp; so on</p>' == loosened(f"<p>see {LONG} &amp; so on</p>")


def test_a_word_goes_through_its_marks() -> None:
    """The end of a word that is long only with its beginning may be broken."""
    assert '<p>half<b>xxxxxxxxxx</b><span class="breaks">yyyyyyyyyyyy</span> z</p>' == loosened(
        "<p>half<b>xxxxxxxxxx</b>yyyyyyyyyyyy z</p>"
    )


def test_a_narrow_line_loosens_shorter_words() -> None:
    """Deep lists and small sheets leave little room."""
    assert "breaks" in loosened("<p>considerable</p>", width=80)
    assert "breaks" in loosened("<ul><li>" * 18 + "considerable" + "</li></ul>" * 18)
    assert "breaks" in loosened("<table><tr><td>considerable</td></tr></table>")


def test_what_is_loosened_stays_so() -> None:
    """A second time changes nothing."""
    once = loosened(f"<p>{LONG}</p>")
    assert once == loosened(once)
