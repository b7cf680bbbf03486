"""Code: coloured by class names, in colours that the stylesheet gives for light, sepia, dark and print."""

import re
from functools import lru_cache
from html import escape

from markdown_it.token import Token
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

from reader.markup.tree import Handler, TreeBuilder

MOST_COLOURED = 200_000
"""Characters of code that are coloured on one page; colouring is slow, and nobody reads more."""

_NAME = re.compile(r"[\w+#.-]{1,40}")
_TITLE = re.compile(r"\b(?:title|filename|caption)=(?:\"([^\"]{1,200})\"|'([^']{1,200})')")
_QUIET = frozenset({"dataview", "dataviewjs", "base", "query", "tasks"})
_DIAGRAMS = frozenset({"mermaid", "plantuml", "graphviz", "dot"})


def language_of(info: str) -> str:
    """Return the language that a fence names: `python` for `python title=x`, `{.python linenums=1}`, `{r}`."""
    match = _NAME.search(info.strip().lstrip("{.").strip())
    return match[0].lower() if match else ""


def coloured(code: str, language: str) -> str | None:
    """Return `code` as HTML with a span for each coloured token, or None for a language that is not known."""
    lexer = _lexer(language)
    if lexer is None:
        return None
    pieces: list[str] = []
    last, run = "", ""
    for kind, text in lexer.get_tokens(code):
        name = STANDARD_TYPES.get(kind, "")
        if name == last or (not text.strip() and text):
            run += text
            continue
        pieces.append(_span(last, run))
        last, run = name, text
    pieces.append(_span(last, run))
    return "".join(pieces)


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _span(name: str, text: str) -> str:
    if not text:
        return ""
    return f'<span class="{name}">{escape(text, quote=False)}</span>' if name else escape(text, quote=False)


def _block(builder: TreeBuilder, token: Token) -> None:
    context = builder.context
    code = context.marks.restore(token.content)
    language = language_of(token.info) if token.type == "fence" else ""
    if language == "math":
        builder.walk([Token("math_block", "", 0, content=token.content.strip())])
        return
    if language in _QUIET | _DIAGRAMS:
        builder.open("figure", {"class": "source-block"})
        builder.leaf("figcaption", None, language)
        builder.open("pre")
        builder.leaf("code", None, code)
        builder.close()
        builder.close()
        return
    title = _TITLE.search(token.info) if token.type == "fence" else None
    if title:
        builder.open("figure", {"class": "source-block"})
        builder.leaf("figcaption", None, title[1] or title[2])
    _coloured_block(builder, code, language)
    if title:
        builder.close()


def _coloured_block(builder: TreeBuilder, code: str, language: str) -> None:
    context = builder.context
    html = None
    if language and context.highlighted + len(code) <= MOST_COLOURED:
        context.highlighted += len(code)
        html = coloured(code, language)
    builder.open("pre", {"class": "highlight"} if html else None)
    builder.open("code", {"class": f"language-{language}"} if language else None)
    if html is None:
        builder.text(code)
    else:
        builder.html(html)
    builder.close()
    builder.close()


HANDLERS: dict[str, Handler] = {"fence": _block, "code_block": _block}
