"""Marks of editing: `++inserted++`, `^^inserted^^`, CriticMarkup in braces, and keys as MkDocs writes them."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from reader.markup.inline_rules import ahead, parse_inside

_KEYS = re.compile(r"\+\+([A-Za-z0-9][\w-]{0,20}(?:\+(?:[\w-]{1,20}|\"[^\"\n]{1,20}\")){0,5})\+\+(?![\w+])")
_ONE_KEY = re.compile(
    r"(?:ctrl|control|alt|shift|cmd|command|option|meta|win|windows|super|fn|enter|return|esc|escape|tab|space|"
    r"backspace|del|delete|ins|insert|home|end|page-?(?:up|down)|(?:arrow-)?(?:up|down|left|right)|caps-lock|menu|"
    r"print-screen|f\d\d?)",
    re.IGNORECASE,
)
_CRITIC = {"{++": ("++}", "ins"), "{--": ("--}", "del"), "{==": ("==}", "mark"), "{>>": ("<<}", ""), "{~~": ("~~}", "")}
_LONGEST = 2_000


def plug(md: MarkdownIt) -> None:
    """Teach `md` marks of editing."""
    rules = md.inline.ruler
    rules.before("emphasis", "keys", keys)
    rules.before("emphasis", "inserted", inserted)
    rules.before("attributes", "critic", critic)


def keys(state: StateInline, silent: bool) -> bool:
    """Read `++ctrl+alt+del++`."""
    pos, src = state.pos, state.src
    match = _KEYS.match(src, pos, state.posMax)
    if match is None or _is_glued(src, pos) or not ("+" in match[1] or _ONE_KEY.fullmatch(match[1])):
        return False
    if not silent:
        for number, key in enumerate(re.findall(r"\"[^\"]+\"|[^+]+", match[1])):
            if number:
                state.push("text", "", 0).content = "+"
            state.push("kbd_open", "kbd", 1)
            name = key.strip('"') if key[0] == '"' else key.replace("-", " ")
            state.push("text", "", 0).content = name[:1].upper() + name[1:]
            state.push("kbd_close", "kbd", -1)
    state.pos = match.end()
    return True


def inserted(state: StateInline, silent: bool) -> bool:
    """Read `++inserted++` and `^^inserted^^`; `i++` and `++i;` are code."""
    pos, src = state.pos, state.src
    sign = src[pos] * 2
    if not src.startswith(sign, pos) or _is_glued(src, pos) or src[pos + 2 : pos + 3] in {"", " ", "\n", src[pos]}:
        return False
    end = ahead(state, sign, pos + 2)
    if end < 0 or end == pos + 2 or src[end - 1].isspace() or _is_word(src[end + 2 : end + 3], src[pos]):
        return False
    if any(char in ";\n" for char in src[pos + 2 : end]):
        return False
    if silent:
        state.pos = end + 2
    else:
        parse_inside(state, "ins", pos + 2, end, end + 2)
    return True


def _is_glued(src: str, pos: int) -> bool:
    return pos > 0 and _is_word(src[pos - 1], src[pos])


def _is_word(char: str, sign: str) -> bool:
    return char == sign or (char.isascii() and char.isalnum())


def critic(state: StateInline, silent: bool) -> bool:
    """Read CriticMarkup: `{++added++}`, `{--taken out--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>a comment<<}`."""
    start, src = state.pos + 3, state.src
    if (kind := _CRITIC.get(src[state.pos : start])) is None:
        return False
    closer, tag = kind
    end = ahead(state, closer, start)
    if not start < end < start + _LONGEST or "\n" in src[start:end]:
        return False
    pieces = [(tag, start, end)]
    if closer == "~~}":
        middle = src.find("~>", start, end)
        pieces = [("del", start, middle), ("ins", middle + 2, end)]
        if middle < 0:
            return False
    for name, begin, stop in () if silent else pieces:
        if not name:
            state.push("template", "", 0).content = src[begin:stop].strip()
        elif begin < stop:
            parse_inside(state, name, begin, stop, end)
    state.pos = end + 3
    return True
