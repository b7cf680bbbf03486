"""References as BibTeX, RIS, CSL-JSON and Markdown.

Titles and addresses come from notes, so each form has one way in which no text can end its field: TeX's special
characters are spelled out, a RIS value stays on its line, and a link's text and target cannot close their brackets.
"""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote

from reader.app.entries import Entry

_TEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces whether or not a backslash stands before them, so they are spelled out.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "#": r"\#",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TEX_TABLE = str.maketrans(_TEX)
_NOT_VERBATIM = re.compile(r"[\s{}\\%]")
_INLINE_MARK = re.compile(r"[\\`*_\[\]<>&~|$^=]|#(?=\w)|%(?=%)")
_NESTING = 8
_FIRST_MARK = re.compile(r"(?P<digits>\d{0,9})(?P<mark>[-+.)#:!])")
_ENTITY = re.compile(r"&(?=[#\w]+;)")


def bibtex(entries: Iterable[Entry]) -> str:
    """Return BibTeX that classic BibTeX and biblatex both print with its address."""
    return "\n".join(map(_bibtex_entry, entries))


def _bibtex_entry(entry: Entry) -> str:
    fields = [("title", tex(entry.name))]
    if entry.url:
        # Classic styles know no `url`; biblatex leaves `howpublished` out of @online.
        fields += [("howpublished", rf"\url{{{entry.url}}}"), ("url", entry.url)]
    if entry.doi:
        fields.append(("doi", _NOT_VERBATIM.sub(lambda match: quote(match[0]), entry.doi)))
    if entry.note and entry.title:
        fields.append(("note", tex(entry.note)))
    kind = "online" if entry.url else "misc"
    lines = [f"  {name} = {{{value}}}," for name, value in fields]
    return "\n".join([f"@{kind}{{{entry.key},", *lines, "}", ""])


def tex(text: str) -> str:
    r"""Return one line of text for TeX.

    >>> tex("50 % of {a}")
    '50 \\% of \\textbraceleft{}a\\textbraceright{}'
    """
    return text.translate(_TEX_TABLE)


def ris(entries: Iterable[Entry]) -> str:
    """Return RIS; its lines end with CR LF, as its readers expect."""
    lines: list[str] = []
    for entry in entries:
        fields = [("TY", "ELEC"), ("ID", entry.key), ("TI", entry.name)]
        fields += [("UR", entry.url)] if entry.url else []
        fields += [("DO", entry.doi)] if entry.doi else []
        fields += [("N1", entry.note)] if entry.note and entry.title else []
        lines += [*(f"{tag}  - {value}" for tag, value in fields), "ER  - ", ""]
    return "".join(f"{line}\r\n" for line in lines)


def csl_json(entries: Iterable[Entry]) -> str:
    """Return CSL-JSON: a list of items as citation processors and reference managers read them."""
    return json.dumps([_csl_item(entry) for entry in entries], ensure_ascii=False, indent=2) + "\n"


def _csl_item(entry: Entry) -> dict[str, str]:
    item = {"id": entry.key, "type": "webpage", "title": entry.name}
    if entry.url:
        item["URL"] = entry.url
    if entry.doi:
        item["DOI"] = entry.doi
    if entry.note and entry.title:
        item["note"] = entry.note
    return item


def markdown(entries: Iterable[Entry]) -> str:
    """Return a numbered list of links."""
    return "".join(f"{number}. {markdown_link(entry)}\n" for number, entry in enumerate(entries, 1))


def markdown_link(entry: Entry) -> str:
    """Return a reference as one Markdown link, or as text where nothing on the web is its address."""
    if entry.url is None:
        return markdown_text(" ".join(filter(None, (entry.title, entry.note))))
    return f"[{markdown_text(entry.name)}]({_target(entry.url)})"


def _target(url: str) -> str:
    """Return an address for the brackets of a link. Balanced parentheses may stand there as they are."""
    depth = 0
    for character in url:
        depth += (character == "(") - (character == ")")
        if not 0 <= depth <= _NESTING:
            break
    if depth:
        url = url.replace("(", "%28").replace(")", "%29")
    return _ENTITY.sub("&amp;", url)


def markdown_text(text: str) -> str:
    r"""Return one line of plain text so that Markdown shows it as it is.

    >>> markdown_text("1. *not* a list")
    '1\\. \\*not\\* a list'
    """
    escaped = _INLINE_MARK.sub(lambda match: "\\" + match[0], text)
    first = _FIRST_MARK.match(escaped)
    return f"{first['digits']}\\{escaped[first.start('mark') :]}" if first else escaped
