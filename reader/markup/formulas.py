"""Formulas as MathML, or as their own source where they cannot be read."""

from html import unescape
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert_to_element
from markdown_it.token import Token

from reader.markup.tree import Handler, TreeBuilder

LONGEST = 4_000
"""Characters of a formula; a longer one is shown as its source."""


def mathml(source: str, *, display: bool) -> Element | None:
    """Return the MathML of a formula in TeX's language, or None where it cannot be read.

    The element keeps the source in its attribute `alttext`.
    """
    if len(source) > LONGEST:
        return None
    try:
        element = convert_to_element(source, display="block" if display else "inline")
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
