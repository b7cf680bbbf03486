"""The user's own rules for a page, from `style.css` in the configuration folder, cleaned like everything else.

A stylesheet can fetch (`url()`, `@import`), and old engines ran code from one. So this reads a plain subset of CSS:
rules with selectors, declarations whose functions are known to compute and nothing else, and the conditions `@media`,
`@supports`, `@container` and `@layer` around them. What is not understood is left out, and the rest is written anew.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LONGEST = 64 * 1024
"""Bytes of a stylesheet; a longer one is not used."""

_DEEPEST = 4
_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_PIECE = re.compile(r"""[^"'{};]+|"[^"\n]*"|'[^'\n]*'|[{};"']""")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_CONDITION = re.compile(r"@(?:media|supports|container|layer)\b[^@\\<]*", re.IGNORECASE)
_PROPERTY = re.compile(r"\s*(--[\w-]{1,60}|-?[a-zA-Z][a-zA-Z-]{0,60})\s*:(.*)", re.DOTALL)
_FUNCTION = re.compile(r"([\w-]*)\(")
_FORBIDDEN = re.compile(r"[\\<@]|\x00")
_ACTING = frozenset({"behavior", "-moz-binding", "-ms-behavior"})
_KNOWN = frozenset(
    "calc min max clamp var env rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark counter counters "
    "linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeat minmax fit-content translate "
    "translatex translatey scale rotate cubic-bezier steps blur brightness contrast grayscale saturate sepia invert "
    "opacity round abs sign".split()
)
"""Functions in values that only compute."""

_KNOWN_IN_SELECTORS = frozenset(
    "not is where has nth-child nth-last-child nth-of-type nth-last-of-type lang dir highlight".split()
)
_KNOWN_IN_CONDITIONS = frozenset({"", "and", "or", "not", "selector", "calc", "media", "supports", "container"})


class _Block(NamedTuple):
    """What stands before a brace, and the declarations and blocks inside."""

    head: str
    lines: list[str]
    blocks: "list[_Block]"


def read(file: Path) -> str:
    """Return the clean rules of the stylesheet `file`; nothing where there is none, or one beyond `LONGEST`."""
    try:
        if not file.is_file() or file.stat().st_size > LONGEST:
            return ""
        return clean(file.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return ""


def clean(css: str) -> str:
    r"""Return the rules of `css` that only change how a page looks.

    >>> clean("p { color: red; background: url(https://a.example/x) } @import 'x.css'; h1 { margin: 0 }")
    'p { color: red; }\nh1 { margin: 0; }'
    """
    return "\n".join(_written(_parsed(css[:LONGEST]).blocks, 0))


def _parsed(css: str) -> _Block:
    """Return the blocks of `css`; a text in quotes never closes one, and an open quote ends the reading."""
    root = _Block("", [], [])
    stack = [root]
    text: list[str] = []
    for match in _PIECE.finditer(_COMMENT.sub(" ", css)):
        piece = match[0]
        if piece in {'"', "'"}:
            break
        if piece == "{":
            block = _Block("".join(text).strip(), [], [])
            stack[-1].blocks.append(block)
            stack.append(block)
        elif piece in ";}":
            stack[-1].lines.append("".join(text).strip())
            if piece == "}" and len(stack) > 1:
                stack.pop()
        else:
            text.append(piece)
            continue
        text.clear()
    return root


def _written(blocks: list[_Block], depth: int) -> Iterator[str]:
    for block in blocks:
        head = " ".join(block.head.split())
        if head.startswith("@"):
            inner = list(_written(block.blocks, depth + 1)) if depth < _DEEPEST and _is_condition(head) else []
            if inner:
                yield f"{head} {{\n" + "\n".join(inner) + "\n}"
        elif head and _is_selector(head) and (lines := [line for line in map(_declaration, block.lines) if line]):
            yield f"{head} {{ {' '.join(lines)} }}"


def _is_condition(head: str) -> bool:
    bare = _STRING.sub('""', head)
    return bool(_CONDITION.fullmatch(head)) and _functions(bare) <= _KNOWN_IN_CONDITIONS


def _is_selector(head: str) -> bool:
    return not _FORBIDDEN.search(head) and _functions(_STRING.sub('""', head)) <= _KNOWN_IN_SELECTORS


def _declaration(line: str) -> str:
    match = _PROPERTY.fullmatch(line)
    if match is None or match[1].lower() in _ACTING or _FORBIDDEN.search(match[2]):
        return ""
    value = " ".join(match[2].split())
    bare = _STRING.sub('""', value)
    known = _functions(bare) <= (_KNOWN | {""}) and bare.count("(") == bare.count(")")
    return f"{match[1]}: {value};" if value and known and ":" not in bare else ""


def _functions(text: str) -> set[str]:
    return {name.lower() for name in _FUNCTION.findall(text)}
