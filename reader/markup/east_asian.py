"""Chinese, Japanese and Korean text: emphasis beside its punctuation, and line ends between its characters.

CommonMark tells where emphasis begins and ends by the blanks around it, which these scripts do not write, so that the
marks of `**「潮」**が` would stay on the page. A line end is a blank in other scripts; between two of these characters
it is nothing.
"""

import re
import unicodedata

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, newline
from markdown_it.rules_inline.state_inline import Scanned

_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_MARKS = " \t*_~"
"""What may stand between the last character of a line and its end, and does not show."""

JOIN = "\x1f"
"""Stands in the tree behind a line end that stands for no blank; there, line ends still tell lines apart."""


def joined(text: str) -> str:
    """Return `text` without the line ends that stand for no blank."""
    return text.replace("\n" + JOIN, "").replace(JOIN, "") if JOIN in text else text


class WideState(StateInline):
    """The state of a text in which wide characters do what blanks do in others."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's names
        """Return whether the marks at `start` can begin and end emphasis."""
        src, mark, end = self.src, self.src[start], start
        while end < self.posMax and src[end] == mark:
            end += 1
        before = src[start - 1] if start else " "
        after = src[end] if end < self.posMax else " "
        if not canSplitWord or (before.isascii() and after.isascii()):
            return super().scanDelims(start, canSplitWord)
        begins = _is_free(after, before)
        ends = _is_free(before, after)
        return Scanned(begins, ends, end - start)


def _is_free(inner: str, outer: str) -> bool:
    """Return whether marks between `inner`, the text they mark, and `outer` hold to the inner side."""
    if isWhiteSpace(ord(inner)):
        return False
    if not _is_punctuation(inner) or is_wide(inner):
        return True
    return isWhiteSpace(ord(outer)) or _is_punctuation(outer) or is_wide(outer)


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def is_wide(char: str) -> bool:
    """Return whether `char` is one of Chinese, Japanese or Korean text.

    >>> [is_wide(char) for char in "潮、한a🌊"]
    [True, True, True, False, False]
    """
    if char.isascii() or "\U0001f000" <= char < "\U00020000":
        return False
    return unicodedata.east_asian_width(char) in {"W", "F", "H"}


def line_end(state: StateInline, silent: bool) -> bool:
    """Read a line end as CommonMark does, and tell of one that stands for no blank: Korean alone writes blanks."""
    start = state.pos
    if not newline(state, silent):
        return False
    if not silent and state.pos < state.posMax and state.tokens[-1].type == "softbreak":
        before = state.src[max(0, start - 10) : start].rstrip(_MARKS)[-1:]
        after = state.src[state.pos : state.pos + 10].lstrip(_MARKS)[:1]
        if before and after and _is_unspaced(before) and _is_unspaced(after):
            state.tokens[-1].meta = {"joined": True}
    return True


def _is_unspaced(char: str) -> bool:
    return is_wide(char) and not _HANGUL.match(char)
