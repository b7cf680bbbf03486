"""Places to break in words that are longer than any line.

In a face with kerning Chromium shapes the rest of such a word anew for each of its lines: a pasted key of 100,000
letters takes five seconds, and of a million some minutes. `<wbr>` ends what is shaped at a time; it is no text, so
nothing is copied or found that was not there. On paper a piece of a few hundred letters is slow as well, and so are
thousands of pieces, or brackets of which no line may begin with one. So the pieces are large, have no kerning, and end
a line anywhere (`.run` in the stylesheet): nobody reads them as a word.
"""

import re

_PIECE = 1_000
"""Characters that are shaped at a time, more than a line holds."""

_LONGEST = 1_000
"""Characters of a word that is left as it is."""

_LETTER = r"[!-;=?-~\u00a1-\u052f\u200b\u2060]"
"""What is written with blanks between its words; other scripts, and emoji, break anywhere or by a dictionary.

The blank without a width among them: what it parts may break there, but is shaped as one word all the same.
"""

_IS_LONG = re.compile(_LETTER + f"{{{_LONGEST}}}")
_TAG_OR_WORD = re.compile(rf'<[!/a-zA-Z](?:[^<>"]|"[^"]*")*>|{_LETTER}{{{_LONGEST},}}')
_PIECES = re.compile(rf"(?:&[#\w]{{1,10}};|.){{1,{_PIECE}}}")


def with_breaks(html: str) -> str:
    """Return cleaned HTML with a place to break in every word that is far longer than a line.

    >>> with_breaks("<p>" + "x" * 5_000 + "</p>").count("<wbr>")
    4
    """
    return _TAG_OR_WORD.sub(_broken, html) if _IS_LONG.search(html) else html


def _broken(match: re.Match[str]) -> str:
    if match[0].startswith("<"):
        return match[0]
    return f'<span class="run">{"<wbr>".join(_PIECES.findall(match[0]))}</span>'
