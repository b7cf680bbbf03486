"""Formulas as MathML, or as their own source where they cannot be read."""

from html import escape

from latex2mathml.converter import convert
from markdown_it.token import Token

from reader.markup.tree import Handler, TreeBuilder

LONGEST = 4_000
"""Characters of a formula; a longer one is shown as its source."""


def mathml(source: str, *, display: bool) -> str | None:
    """Return the MathML of a formula in TeX's language, or None where it cannot be read."""
    if len(source) > LONGEST:
        return None
    try:
        made = str(convert(source, display="block" if display else "inline"))
    # The library has no error of its own: it fails with whatever its parser stumbles over.
    except Exception:  # noqa: BLE001
        return None
    return made.replace("<math ", f'<math alttext="{escape(source)}" ', 1)


def _formula(builder: TreeBuilder, token: Token) -> None:
    source = builder.context.marks.restore(token.content)
    block = token.type == "math_block"
    display = block or bool(token.meta.get("display"))
    html = mathml(source, display=display)
    builder.open("div" if block else "span", {"class": "math display" if display else "math"})
    if html is None:
        builder.leaf("code", {"class": "math-source"}, source)
    else:
        builder.html(html)
    builder.close()


HANDLERS: dict[str, Handler] = {"math_block": _formula, "math_inline": _formula}
