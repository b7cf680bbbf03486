"""What people write inside a paragraph beyond CommonMark: rules for markdown-it's inline parser.

Every rule looks ahead at most once over the same text (what was not found behind a place is remembered), so a note
made of a million openers takes no longer than one of a million words.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline

from reader.markup import emoji_names

InlineRule = Callable[[StateInline, bool], bool]
"""A rule of markdown-it: whether it applies at `state.pos`; silent, it only moves on."""

_WIKILINK = re.compile(r"!?\[\[([^\[\]\n|]*)(?:\|([^\[\]\n]*(?:\[[^\[\]\n]*\][^\[\]\n]*)*))?\]\]")
_NOTE_FILE = re.compile(r"\.(?:md|markdown)\Z", re.IGNORECASE)
_BEFORE_TAG = "(,;[]'\"*_~=\u2018\u201c\u3001\u3002\uff0c\uff08\uff1b\uff1a"
"""What may stand right before a tag (see `reader.files.tags`)."""

_TAG = re.compile(r"#([^\W_][\w/-]*|[\w/-]*[^\W\d_][\w/-]*)")
_SUPERSCRIPT = re.compile(r"\^([^\s^\[\]`$*_~]{1,40})\^")
_SUBSCRIPT = re.compile(r"~([^\s~\[\]`$*_^]{1,12})~(?!~)")
_EMOJI = re.compile(r":([a-z0-9_+-]{2,40}):(?![\w:/])")
_UUID = r"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
_BLOCK_REFERENCE = re.compile(rf"\(\({_UUID}\)\)")
_BLOCK_PROPERTY = re.compile(rf"::[ ]{_UUID}[ \t]*(?=\n|$)")
_FOLDED_PROPERTY = re.compile(r"::[ ](?:true|false)[ \t]*(?=\n|$)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]")
_BRACE_MORE = r"(?:[ \t]+(?:[#.][\w:.-]{1,80}|[\w-]{1,40}=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s{}\"']{1,200})))"
_BRACE_ID = re.compile(
    r"\{:?[ \t]?(?:-|(?:#([A-Za-z][\w:.-]{0,80})|\.[A-Za-z][\w-]{0,80})" + _BRACE_MORE + r"*)[ \t]?\}[ \t]*(?=\n|$)"
)
_CLOSING = re.compile(r"(?<=\s)#{1,6} *\Z")
_BLOCK_ID = re.compile(r"\^([A-Za-z0-9-]+)[ \t]*(?=\n|$)")


def plug(md: MarkdownIt, opener: str, closer: str) -> None:
    """Teach `md` the inline constructs; `opener` and `closer` frame the placeholders of citation marks."""
    rules = md.inline.ruler
    if opener:
        rules.before("escape", "mark", _placeholder(opener, closer))
    rules.before("link", "wikilink", wikilink)
    rules.before("link", "footnote", footnote)
    rules.before("emphasis", "highlight", highlight)
    rules.before("emphasis", "comment", comment)
    rules.before("emphasis", "superscript", caret)
    rules.before("emphasis", "tag", tag)
    rules.before("emphasis", "emoji", emoji)
    rules.before("emphasis", "block_property", block_property)
    rules.before("emphasis", "block_reference", block_reference)
    rules.before("strikethrough", "subscript", subscript)
    rules.before("emphasis", "brace_id", brace_id)


def _placeholder(opener: str, closer: str) -> InlineRule:
    pattern = re.compile(f"{opener}([ms])([0-9]+){closer}")

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != opener:
            return False
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        if not silent:
            token = state.push("cite" if match[1] == "m" else "source", "", 0)
            token.meta = {"number": int(match[2]), "in_link": state.linkLevel > 0}
        state.pos = match.end()
        return True

    return rule


def ahead(state: StateInline, needle: str, start: int) -> int:
    """Return where `needle` next stands at or behind `start`, or -1, without looking at the same text twice."""
    key = f"ahead:{needle}"
    known = state.env.get(key)
    if known is not None and known[0] is state.src and known[1] == state.posMax and known[2] <= start:
        found: int = known[3]
        if found < 0 or start <= found:
            return found
    found = state.src.find(needle, start, state.posMax)
    state.env[key] = (state.src, state.posMax, start, found)
    return found


def wikilink(state: StateInline, silent: bool) -> bool:
    """Read `[[target#part|alias]]`, and with `!` before it an embed."""
    pos = state.pos
    src = state.src
    start = pos + 1 if src[pos] == "!" else pos
    if not src.startswith("[[", start) or ahead(state, "]]", start + 2) < 0:
        return False
    match = _WIKILINK.match(src, pos, state.posMax)
    if match is None:
        return False
    target = match[1].strip().removesuffix("\\")
    references = state.env.get("references")
    defined = references.get(normalizeReference(match[1])) if references else None
    file = "" if defined is None else unquote(str(defined["href"]))
    # Foam defines its wikilinks below the text, for programs that know none.
    if not (target or match[2]) or (defined is not None and not _NOTE_FILE.search(file)):
        return False
    if not silent:
        token = state.push("embed" if src[pos] == "!" else "wikilink", "", 0)
        token.content = file or target
        token.meta = {"alias": (match[2] or (match[1] if file else "")).strip(), "in_link": state.linkLevel > 0}
    state.pos = match.end()
    return True


def footnote(state: StateInline, silent: bool) -> bool:
    """Read `[^label]` where the note defines the label."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None or ":" + match[1] not in state.env.get("footnotes", {}).get("refs", {}):
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = {"label": match[1]}
    state.pos = match.end()
    return True


def parse_inside(state: StateInline, kind: str, start: int, end: int, after: int) -> None:
    """Parse `[start, end)` between an opening and a closing token of `kind`, and go on at `after`."""
    maximum = state.posMax
    state.push(f"{kind}_open", kind, 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", kind, -1)
    state.pos, state.posMax = after, maximum


def highlight(state: StateInline, silent: bool) -> bool:
    """Read `==marked==`."""
    pos, src = state.pos, state.src
    if not src.startswith("==", pos) or src[pos + 2 : pos + 3] in {"", " ", "\n", "="}:
        return False
    end = ahead(state, "==", pos + 2)
    if (
        end < 0
        or src[end - 1].isspace()
        or (pos and (src[pos - 1] in "=!<>" or (src[pos - 1].isascii() and src[pos - 1].isalnum())))
    ):
        return False
    if silent:
        state.pos = end + 2
    else:
        parse_inside(state, "mark", pos + 2, end, end + 2)
    return True


def comment(state: StateInline, silent: bool) -> bool:
    """Read over `%%a comment%%`: it is not shown."""
    if not state.src.startswith("%%", state.pos):
        return False
    end = ahead(state, "%%", state.pos + 2)
    if end < 0:
        return False
    state.pos = end + 2
    return True


def caret(state: StateInline, silent: bool) -> bool:
    """Read what begins with a caret: `^[an inline footnote]`, `x^2^`, and a block's id at the end of a line."""
    pos, src = state.pos, state.src
    if src[pos] != "^":
        return False
    if src.startswith("^[", pos):
        return _inline_footnote(state, silent)
    if match := _SUPERSCRIPT.match(src, pos, state.posMax):
        if silent:
            state.pos = match.end()
        else:
            parse_inside(state, "sup", pos + 1, match.end() - 1, match.end())
        return True
    if (match := _BLOCK_ID.match(src, pos, state.posMax)) and (pos == 0 or src[pos - 1] in " \t\n"):
        if not silent:
            state.push("block_id", "", 0).content = match[1]
        state.pos = match.end()
        return True
    return False


def _inline_footnote(state: StateInline, silent: bool) -> bool:
    if ahead(state, "]", state.pos + 2) < 0:
        return False
    end = parseLinkLabel(state, state.pos + 1)
    if end < 0:
        return False
    if not silent:
        parse_inside(state, "footnote_inline", state.pos + 2, end, end + 1)
    state.pos = end + 1
    return True


def brace_id(state: StateInline, silent: bool) -> bool:
    """Read `{#id .class}` at the end of a line, as pandoc's headings and compiled gardens have it."""
    match = _BRACE_ID.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        # The signs that close a heading stand before its attributes.
        state.pending = _CLOSING.sub("", state.pending).rstrip(" ")
        if match[1]:
            state.push("block_id", "", 0).content = match[1]
    state.pos = match.end()
    return True


def tag(state: StateInline, silent: bool) -> bool:
    """Read `#tag`, which the note must have among its tags to become a link."""
    pos, src = state.pos, state.src
    if src[pos] != "#" or state.linkLevel or (pos and not (src[pos - 1].isspace() or src[pos - 1] in _BEFORE_TAG)):
        return False
    match = _TAG.match(src, pos, state.posMax)
    if match is None:
        return False
    name = match[1].rstrip("/-_" if pos and src[pos - 1] == "_" else "/-")
    if not silent:
        state.push("tag", "", 0).content = name
    state.pos = match.start() + 1 + len(name)
    return True


def subscript(state: StateInline, silent: bool) -> bool:
    """Read `H~2~O`, which stands glued to a letter; `3~5` is a range, and `~x~` between blanks is struck out."""
    pos, src = state.pos, state.src
    match = _SUBSCRIPT.match(src, pos, state.posMax)
    if match is None or not pos or not (src[pos - 1].isalpha() or src[pos - 1] in ")]"):
        return False
    if silent:
        state.pos = match.end()
    else:
        parse_inside(state, "sub", pos + 1, match.end() - 1, match.end())
    return True


def emoji(state: StateInline, silent: bool) -> bool:
    """Read `:tada:`, by the names that people know from chats."""
    pos, src = state.pos, state.src
    match = _EMOJI.match(src, pos, state.posMax)
    if match is None or (pos and (src[pos - 1].isalnum() or src[pos - 1] in ":/")):
        return False
    char = emoji_names.emoji(match[1])
    if char is None:
        return False
    if not silent:
        state.pending += char
    state.pos = match.end()
    return True


def block_reference(state: StateInline, silent: bool) -> bool:
    """Read `((uuid))`, by which Logseq shows a block of some page."""
    match = _BLOCK_REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("block_reference", "", 0).content = match[1].lower()
    state.pos = match.end()
    return True


def block_property(state: StateInline, silent: bool) -> bool:
    """Read over `id:: uuid` on a line of its own: the name of the block above it, which others refer to."""
    pos = state.pos
    if state.pending == "collapsed" and (folded := _FOLDED_PROPERTY.match(state.src, pos, state.posMax)):
        state.pending = "" if not silent else state.pending
        state.pos = folded.end()
        return True
    match = _BLOCK_PROPERTY.match(state.src, pos, state.posMax)
    if match is None or state.src[pos - 2 : pos] != "id" or state.pending != "id":
        return False
    if not silent:
        state.pending = ""
        state.push("block_id", "", 0).content = match[1].lower()
    state.pos = match.end()
    return True
