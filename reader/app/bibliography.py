"""A bibliography in any citation style: citeproc-py with a CSL style.

citeproc-py (BSD, kept, 11,000 projects) is the one CSL processor in Python; it needs lxml and about 45 ms to import,
which is why it stands in a module of its own. It knows most of CSL 1.0.2, and fails in many ways on a style that is
broken, so whatever it raises is told as the fault of the style.
"""

import io
import re
from collections.abc import Iterable
from pathlib import Path

from citeproc import VARIABLES, Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain
from citeproc.source import BibliographySource, Date, DateRange, LiteralDate, Name, Reference
from citeproc.string import String

from reader.app.csl_form import csl_name
from reader.app.entries import Entry
from reader.app.paths import bundled
from reader.core import work as core
from reader.core.text import one_line
from reader.errors import UnreadableError, UsageError

DEFAULT = "numbered"
_LARGEST = 2**20
_NUMBER = re.compile(r"^[(\[]?\d+[)\].]*(?=[^\s\d])")
_VARIABLES = frozenset(VARIABLES)
_STYLE_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, SyntaxError, TypeError, ValueError)


class _Keys(list[str]):
    """The keys in their order; citeproc-py asks for the place of each one, which takes a plain list forever."""

    def __init__(self, keys: Iterable[str]) -> None:
        super().__init__(keys)
        self._places = {key: place for place, key in enumerate(self)}

    def index(self, value: str, *_: object) -> int:
        return self._places[value]


def bundled_styles() -> list[str]:
    """Return the names of the styles that come with Postil."""
    return sorted(file.stem for file in (bundled("resources") / "styles").glob("*.csl"))


def bibliography(entries: Iterable[Entry], style: str | None = None) -> str:
    """Return the entries as plain text, one on a line, in the order of the style.

    `style` is the path of a `.csl` file or the name of a bundled style. Raises UsageError where there is none, and
    UnreadableError where it is no style with a bibliography.
    """
    name = style or DEFAULT
    data = _read_style(name)
    try:
        return "".join(f"{line}\n" for line in _format(entries, data))
    except _STYLE_FAULTS as error:
        message = f"{one_line(name)} is not a citation style with a bibliography that Postil can follow."
        raise UnreadableError(message, _choices()) from error


def _choices() -> str:
    return f"Give the path of an independent .csl file, or one of these: {', '.join(bundled_styles())}."


def _read_style(name: str) -> bytes:
    path = Path(name)
    if path.name == name and not name.lower().endswith(".csl"):
        path = bundled("resources") / "styles" / f"{name}.csl"
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"There is no citation style {one_line(name)}.", _choices()) from error
    if len(data) > _LARGEST:
        raise UnreadableError(f"{one_line(name)} is too large for a citation style.", _choices())
    return data


def _format(entries: Iterable[Entry], data: bytes) -> list[str]:
    # A style that is merely not valid may still work; validation would only warn.
    style = CitationStylesStyle(io.BytesIO(data), validate=False)
    if not style.has_bibliography():
        raise ValueError("a dependent style only names another one")
    source = BibliographySource()
    for entry in entries:
        source.add(_reference(entry))
    book = CitationStylesBibliography(style, source, plain)
    cited = Citation([CitationItem(key) for key in source])
    cited.bibliography = book
    book.keys = _Keys(source)
    book.items = style.sort_bibliography(cited.cites)
    book.keys = _Keys(item.key for item in book.items)
    lines = [str(line).strip() for line in book.bibliography()]
    if style.root.find("{*}bibliography").get("second-field-align"):
        # Such a style leaves the gap behind the number to the layout of the page.
        lines = [_NUMBER.sub(lambda match: f"{match[0]} ", line) for line in lines]
    return lines


def _reference(entry: Entry) -> Reference:
    work = entry.work or core.Work("webpage")
    texts = dict(work.texts) | {"title": entry.title, "URL": entry.url, "DOI": entry.doi}
    texts["event"] = texts.get("event-title")
    if entry.note:
        texts["note"] = entry.note
    known: dict[str, object] = {name: String(text) for name, text in texts.items() if text}
    known |= {role: [Name(**csl_name(name)) for name in people] for role, people in work.names}
    known |= {name: _date(date) for name, date in work.dates}
    if "language" in known:
        # citeproc-py asks for its first two letters, in any case.
        known["language"] = str(known["language"]).lower()
    fields = {name.replace("-", "_"): value for name, value in known.items()}
    kept = {name: value for name, value in fields.items() if name in _VARIABLES}
    return Reference(entry.key.lower(), work.kind, **kept)


def _date(date: core.Date) -> Date | DateRange | LiteralDate:
    """Return a date as citeproc-py takes it; one that has no end ends with the year 0 there too."""
    if not date.parts:
        return LiteralDate(date.literal, circa=date.circa)
    # citeproc-py writes "None" where one end of a range is told more exactly than the other.
    exact = min(len(part) for part in date.parts if part != (0,))
    ends = [Date(**dict(zip(("year", "month", "day"), part[:exact], strict=False))) for part in date.parts]
    if date.season:
        ends[0]["season"] = date.season
    if len(ends) > 1:
        return DateRange(begin=ends[0], end=ends[1], circa=date.circa)
    ends[0]["circa"] = date.circa
    return ends[0]
