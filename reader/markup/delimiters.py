"""Marks of emphasis in ASCII text: markdown-it asks six functions about each of them, here it is a table."""

from markdown_it.common.utils import isMdAsciiPunct, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned

_LETTER, _BLANK, _POINT = range(3)
_KINDS = {
    chr(code): _BLANK if isWhiteSpace(code) else _POINT if isMdAsciiPunct(code) else _LETTER for code in range(128)
}


class AsciiState(StateInline):
    """The state of a text in ASCII; it may not hold any other character."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's names
        """Return whether the marks at `start` can begin and end emphasis."""
        src, most, mark = self.src, self.posMax, self.src[start]
        end = start + 1
        while end < most and src[end] == mark:
            end += 1
        before = _KINDS[src[start - 1]] if start else _BLANK
        after = _KINDS[src[end]] if end < most else _BLANK
        left = after == _LETTER or (after == _POINT and before != _LETTER)
        right = before == _LETTER or (before == _POINT and after != _LETTER)
        if canSplitWord:
            return Scanned(left, right, end - start)
        return Scanned(left and (not right or before == _POINT), right and (not left or after == _POINT), end - start)
