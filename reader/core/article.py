"""Which texts are plain articles: prose without Markdown marks, one line a paragraph, as a web page is copied.

CommonMark would join such a text into one blob, and its title is its first line. Lists, tables and emphasis do not
count as marks of Markdown. A poem, a log, code and hard-wrapped prose are no articles.
"""

import re

LONG = 120
"""A line with more code points is a paragraph of its own; a title is shorter."""

_STRUCTURE = re.compile(
    r"^(?: {0,3}#{1,6}[ \t]|[ \t>]*(?:`{3}|~{3})|[ \t]*</?[A-Za-z!][^\n]*>|[ \t]*\[[^\]\n]{1,80}\]:| {0,3}>"
    r"|\[\d{1,4}\][ \t]*\S| {0,3}(?:={3,}|-{3,})[ \t]*$|[^\s:]{1,40}::[ \t])",
    re.MULTILINE,
)
_LIST_OR_TABLE = re.compile(r"[ \t]*(?:[-*+•‣–][ \t]|\d{1,3}[.)][ \t]|\||!\[)|.*\|.*\|")
_SENTENCE_END = re.compile(r"[.!?…:;。！？：；][\"'”’»)\]*_]*(?:[ \t]*\[[^\]\n]{1,20}\])*[ \t]*$")
_SHORT_END = re.compile(r"[.!…,;。！，；][\"'”’»)\]*_]*[ \t]*$")
_MACHINE = re.compile(r"(?: {4}|\t)|[ \t]*\[?\d{1,4}[-/:.]\d{1,2}\b")
"""How lines of code and of logs begin: indented, or with a date or a time."""

_STOP = re.compile(r"[.!?…][\"'”’»)]*(?=\s+[^\Wa-z_]|\s+[\"'“‘«(])|[。！？]")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[^\W\d_]|[A-Z][a-z]?\.?[A-Z]?|Dr|Mr|Mrs|Ms|Prof|St|vs|etc|e\.g|i\.e|No|Inc)\.$"
)


def is_article(text: str) -> bool:
    r"""Return whether `text`, a note without front matter, reads as a plain article. Lines end in LF.

    >>> is_article("A title\n" + "word " * 30 + "end.\n" + "word " * 30 + "end.")
    True
    """
    lines = text.strip().split("\n")
    if len(lines) < 2 or _STRUCTURE.search(text):
        return False
    filled = [line for line in lines if line.strip()]
    if len(lines) - len(filled) >= len(lines) / 5 or _LIST_OR_TABLE.match(filled[0]):
        return False
    prose = [line for line in filled if not _LIST_OR_TABLE.match(line)]
    if sum(bool(_MACHINE.match(line)) for line in prose) * 4 > len(prose):
        return False
    paragraphs = sum(len(line) > LONG and bool(_SENTENCE_END.search(line[-60:])) for line in prose)
    headings = sum(len(line) <= LONG and not _SHORT_END.search(line) for line in prose)
    return (
        paragraphs >= 2
        and paragraphs * 4 >= (len(prose) - headings) * 3
        and headings <= 2 * paragraphs + 1
        and len(prose) * 3 >= len(filled)
    )


def first_sentence(line: str) -> str:
    """Return the first sentence of `line`, or all of it where it has only one.

    >>> first_sentence("It cost 3.5 million. Nobody paid.")
    'It cost 3.5 million.'
    """
    for match in _STOP.finditer(line[:2000]):
        sentence = line[: match.end()].strip()
        if not _ABBREVIATION.search(sentence[-12:]):
            return sentence
    return line.strip()
