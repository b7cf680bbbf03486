"""Formulas as MathML, or as their own source where they cannot be read."""

import re
from collections.abc import Callable
from copy import deepcopy
from functools import cache, lru_cache
from html import unescape
from typing import cast
from xml.etree.ElementTree import Element

from markdown_it.token import Token

from reader.markup import math_letters
from reader.markup.tree import Handler, TreeBuilder

_CHEMISTRY = re.compile(r"\\ce\{((?:[^{}]|\{[^{}]{0,80}\}){0,400})\}")
_CHARGE = re.compile(r"\^(\d*[+-])")
_COUNT = re.compile(r"(?<=[A-Za-z)\]])(\d+)")
_DROPPED = re.compile(
    r"(?<!\\)%[^\n]*|\\(?:label|require|vspace\*?)\{[^{}]*\}|\\(?:nonumber|notag|nolimits|middle)(?![A-Za-z])"
    r"|\\[bB]igg?[lrm]?(?=\\(?:[{}|]|[lr](?:floor|ceil|angle)))"
)
_OPTION = re.compile(
    r"(\\begin\{(?:aligned|alignedat|gathered|array|cases)\})\[[tbc]\]|(\\\\)[ \t]*\[-?[\d.]+ ?[a-z]{2}\]"
)
"""Where a block stands on its line, and how far apart its lines are: neither has a place in a page."""

_ENVIRONMENT = re.compile(
    r"\\(begin|end)\{(align|aligned|alignat\*?|alignedat|flalign\*?|eqnarray\*?|gather\*?|gathered|multline\*?|subarray|"
    r"dcases|rcases|equation\*?)\}(\{[^{}]*\})?"
)
_CENTRED = ("gather", "multline", "subarray")
_REFERENCE = re.compile(r"\\(eqref|ref)\{([^{}]*)\}")
_QUANTITY = re.compile(r"\\(?:SI|qty)\{([^{}]*)\}\{([^{}]*)\}|\\(?:si|unit)\{([^{}]*)\}")
_TAG = re.compile(r"\\tag(\*?)\{([^{}$\\]{1,40})\}")
_SCRIPTS = {"msub": 1, "msup": 1, "msubsup": 2}
_OTHER_WORDS = {
    r"\hdots": r"\dots", r"\arg": r"\operatorname{arg}", r"\P": "¶", r"\copyright": "©", r"\textasciitilde": "~",
    r"\vcentcolon": ":", r"\ointop": r"\oint", r"\defeq": r"\mathrel{:=}", r"\newline": r"\\",
}  # fmt: skip
_OTHER_WORD = re.compile(r"\\(?:hdots|arg|P|copyright|textasciitilde|vcentcolon|ointop|defeq|newline)(?![A-Za-z])")

LONGEST = 4_000
"""Characters of a formula; a longer one is shown as its source."""

_SHORT = 60
"""Characters of a formula that is kept when it has been converted."""


@cache
def _converter() -> Callable[..., Element]:
    """Return what converts formulas."""
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 - a sixth of a start; few notes have formulas

    return cast("Callable[..., Element]", convert_to_element)


def mathml(source: str, *, display: bool) -> Element | None:
    """Return the MathML of a formula in TeX's language, or None where it cannot be read.

    The element keeps the source in its attribute `alttext`. A note says the same short formulas again and again.
    """
    if len(source) > _SHORT:
        return _converted(source, display) if len(source) <= LONGEST else None
    element = _kept(source, display)
    return None if element is None else deepcopy(element)


def _converted(source: str, display: bool) -> Element | None:
    try:
        element = _converter()(_plainer(source), display="block" if display else "inline")
    # The library has no error of its own: it fails with whatever its parser stumbles over.
    except Exception:  # noqa: BLE001
        return None
    for part in element.iter():
        # Its texts are entities, as if they were to be pasted into HTML.
        part.text = unescape(part.text) if part.text else part.text
        if part.text and part.text.startswith("\\") and len(part.text) > 1:
            return None
        if part.text == "&" and part.tag == "mi" and r"\&" not in source:
            return None  # a column of something that was not laid out
    _gather_bases(element)
    math_letters.settle(element)
    element.set("alttext", source)
    return element


_kept = lru_cache(maxsize=2_000)(_converted)


def _gather_bases(element: Element) -> None:
    """Let the whole of a matrix in its brackets carry an exponent: the library leaves its three parts side by side."""
    for part in element.iter():
        scripts = _SCRIPTS.get(part.tag, 0)
        if scripts and len(part) > scripts + 1:
            base = Element("mrow")
            base.extend(list(part)[:-scripts])
            part[:] = [base, *list(part)[-scripts:]]


def _plainer(source: str) -> str:
    """Return a formula in the words that the library knows; what is left out does not change its meaning."""
    source = _CHEMISTRY.sub(lambda match: _chemistry(match[1]), source)
    source = _DROPPED.sub("", source)
    source = _OPTION.sub(lambda match: match[1] or match[2], source)
    source = _ENVIRONMENT.sub(_environment, source)
    source = _REFERENCE.sub(
        lambda match: rf"\text{{({match[2]})}}" if match[1] == "eqref" else rf"\text{{{match[2]}}}", source
    )
    source = _QUANTITY.sub(_quantity, source)
    return _OTHER_WORD.sub(lambda match: _OTHER_WORDS[match[0]], source)


def _environment(match: re.Match[str]) -> str:
    """Return the beginning or end of an environment as one that the library lays out."""
    edge, name = match[1], match[2]
    if name.startswith("equation"):
        return match[3] or ""
    if name == "dcases":
        return rf"\{edge}{{cases}}"
    if name == "rcases":
        return r"\left.\begin{array}{ll}" if edge == "begin" else r"\end{array}\right\}"
    if name.startswith(_CENTRED):
        rest = match[3] if match[3] and name != "subarray" else ""
        return rf"\begin{{array}}{{c}}{rest}" if edge == "begin" else rf"\end{{array}}{rest}"
    counted = name.startswith(("alignedat", "alignat"))
    return rf"\{edge}{{align*}}" + ("" if counted and edge == "begin" else match[3] or "")


def _quantity(match: re.Match[str]) -> str:
    """Return a number with its unit, or a unit alone, as siunitx sets them."""
    unit = match[3] if match[1] is None else match[2]
    return rf"{match[1]}\,\mathrm{{{unit}}}" if match[1] is not None else rf"\mathrm{{{unit}}}"


def _numbered(source: str) -> tuple[str, str]:
    r"""Take the number out of a formula that has one; where several lines have one each, they stay there.

    >>> _numbered(r"a = b \tag{2}")
    ('a = b ', '(2)')
    """
    tags = _TAG.findall(source)
    if len(tags) != 1:
        return _TAG.sub(_number_in_line, source), ""
    starred, text = tags[0]
    return _TAG.sub("", source), text if starred else f"({text})"


def _number_in_line(match: re.Match[str]) -> str:
    number = match[2] if match[1] else f"({match[2]})"
    return rf"\qquad\text{{{number}}}"


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
    bare, number = _numbered(source) if display else (source, "")
    element = mathml(bare, display=display)
    if element is not None:
        element.set("alttext", source)
    builder.open("div" if block else "span", {"class": "math display" if display else "math"})
    if element is None:
        builder.leaf("code", {"class": "math-source"}, source)
    else:
        builder.append(element)
    if element is not None and number:
        builder.leaf("span", {"class": "equation-number"}, number)
    builder.close()


HANDLERS: dict[str, Handler] = {"math_block": _formula, "math_inline": _formula}
