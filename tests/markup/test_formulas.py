"""Formulas become MathML, and one that cannot be read is its own source."""

from xml.etree.ElementTree import tostring

import pytest

from reader.markup.formulas import LONGEST, mathml


def text(source: str) -> str:
    """Return the letters of a formula's MathML."""
    element = mathml(source, display=False)
    return "none" if element is None else "".join(element.itertext())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"a<b", "a<b"),
        (r"\text{a & <b>}", "a\N{NO-BREAK SPACE}&\N{NO-BREAK SPACE}<b>"),
        (r"\bigl\lfloor x \bigr\rfloor", "⌊x⌋"),
        (r"\arg\max_x f \label{eq:1}\nonumber", "argmaxxf"),
        (r"1, \hdots, n", "1,…,n"),
        (r"\ce{2 H2 + O2 -> 2 H2O}", "2H2+O2→2H2O"),
        (r"\ce{Hg^2+}", "Hg2+"),
        (r"\mathbf{A}\boldsymbol{v} \in \mathbb{R}, \mathscr{F}\pmb{1}", "𝐀𝒗∈ℝ,ℱ𝟏"),
        (r"\begin{aligned}[t] a &= b \\[1ex] c &= d \end{aligned}", "a=bc=d"),
        ("a % a comment\n+ b", "a+b"),
        (r"\SI{5}{km} \unit{s}", "5kms"),
        (r"see \eqref{sum} x \vcentcolon y", "see(sum)x:y"),
    ],
)
def test_a_formula_is_read(source: str, expected: str) -> None:
    """The words of TeX, also those that the library does not know by themselves."""
    assert expected == text(source)


@pytest.mark.parametrize("source", [r"\frac{1}{", r"\nosuchcommand{x}", "{" * 3000 + "}" * 3000, "x" * (LONGEST + 1)])
def test_a_formula_that_cannot_be_read(source: str) -> None:
    """Broken, unknown, nested beyond all sense or endless: none."""
    assert "none" == text(source)


def test_the_source_is_kept() -> None:
    """A reader of the page, or a copy of it, has the formula as it was typed."""
    element = mathml(r"\frac{1}{2}", display=True)
    assert element is not None
    assert r"\frac{1}{2}" == element.get("alttext")
    assert 'display="block"' in tostring(element, encoding="unicode")
