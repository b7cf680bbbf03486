"""Formulas as MathML, or as their own source where they cannot be read."""

import re
from html import unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markdown_it.token import Token

from reader.markup.tree import Handler, TreeBuilder

_CHEMISTRY = re.compile(r"\\ce\{((?:[^{}]|\{[^{}]{0,80}\}){0,400})\}")
_CHARGE = re.compile(r"\^(\d*[+-])")
_COUNT = re.compile(r"(?<=[A-Za-z)\]])(\d+)")
_DROPPED = re.compile(
    r"\\label\{[^{}]*\}|\\(?:nonumber|notag|nolimits|middle)(?![A-Za-z])"
    r"|\\[bB]igg?[lrm]?(?=\\(?:[{}|]|[lr](?:floor|ceil|angle)))"
)
_OTHER_WORDS = {
    r"\hdots": r"\dots", r"\arg": r"\operatorname{arg}", r"\P": "¶", r"\copyright": "©", r"\textasciitilde": "~",
}  # fmt: skip
_OTHER_WORD = re.compile(r"\\(?:hdots|arg|P|copyright|textasciitilde)(?![A-Za-z])")

LONGEST = 4_000
"""Characters of a formula; a longer one is shown as its source."""


def mathml(source: str, *, display: bool) -> Element | None:
    """Return the MathML of a formula in TeX's language, or None where it cannot be read.

    The element keeps the source in its attribute `alttext`.
    """
    if len(source) > LONGEST:
        return None
    try:
        element = convert_to_element(_plainer(source), display="block" if display else "inline")
    # The library has no error of its own: it fails with whatever its parser stumbles over.
    except Exception:  # noqa: BLE001
        return None
    for part in element.iter():
        # Its texts are entities, as if they were to be pasted into HTML.
        part.text = unescape(part.text) if part.text else part.text
        if part.text and part.text.startswith("\\") and len(part.text) > 1:
            return None
    element.set("alttext", source)
    return element


def _plainer(source: str) -> str:
    """Return a formula in the words that the library knows; what is left out does not change its meaning."""
    source = _CHEMISTRY.sub(lambda match: _chemistry(match[1]), source)
    source = _DROPPED.sub("", source)
    return _OTHER_WORD.sub(lambda match: _OTHER_WORDS[match[0]], source)


def _chemistry(source: str) -> str:
    r"""Return a simple formula of mhchem (`\ce{2 H2 + O2 -> 2 H2O}`) as one of mathematics."""
    for arrow, word in (("<=>", r"\rightleftharpoons "), ("->", r"\rightarrow "), ("<-", r"\leftarrow ")):
        source = source.replace(arrow, word)
    source = _COUNT.sub(r"_{\1}", _CHARGE.sub(r"^{\1}", source))
    return rf"\mathrm{{{source}}}"


def _formula(builder: TreeBuilder, token: Token) -> None:
    source = builder.context.marks.restore(token.content)
    block = token.type == "math_block"
    display = block or bool(token.meta.get("display"))
    element = mathml(source, display=display)
    builder.open("div" if block else "span", {"class": "math display" if display else "math"})
    if element is None:
        builder.leaf("code", {"class": "math-source"}, source)
    else:
        builder.append(element)
    builder.close()


HANDLERS: dict[str, Handler] = {"math_block": _formula, "math_inline": _formula}
