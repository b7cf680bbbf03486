"""Turn what was found on the sheet into the values that the rest of Postil works with, in places of the file."""

from collections.abc import Iterable, Sequence

from reader.citations.checks import check
from reader.citations.forms import Mark
from reader.citations.lines import Lines, Places
from reader.citations.prose import Sentences
from reader.citations.resolve import Cited
from reader.citations.urls import canonical, domain
from reader.core.citation import Citations, Mention, Source, State
from reader.core.note import Note
from reader.core.text import LineIndex, one_line

_TITLE_LIMIT = 300


def build(note: Note, lines: Lines | Places, cited: Iterable[Cited], dangling: Sequence[tuple[Mark, str]]) -> Citations:
    """Return the citations of `note`: sources in the order of the text, and the marks that lead nowhere."""
    builder = _Builder(note, lines)
    ordered = sorted(cited, key=lambda each: (each.entry.start, each.entry.end))
    if not ordered and not dangling:
        return Citations()
    sources = tuple(builder.source(each) for each in ordered)
    lost = tuple(builder.mention(mark, label) for mark, label in sorted(dangling, key=lambda each: each[0].start))
    return Citations(sources, lost, check(sources, lost, [each.entry.shape for each in ordered]))


class _Builder:
    def __init__(self, note: Note, lines: Lines | Places) -> None:
        self._note = note
        self._sheet = lines.sheet
        self._lines = lines
        self._first = -1
        self._head: LineIndex | None = None
        self._sentences = Sentences(lines.sheet.text)

    def _position(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset in the file."""
        if offset >= self._note.body_start:
            if self._first < 0:
                self._first = self._note.body_line - 1
            line, column = self._lines.position(offset - self._sheet.base)
            return self._first + line, column
        if self._head is None:
            self._head = LineIndex(self._note.text[: self._note.body_start])
        return self._head.position(offset)

    def mention(self, mark: Mark, label: str) -> Mention:
        """Return the mention that a mark makes of `label`."""
        start, end = self._sheet.base + mark.start, self._sheet.base + mark.end
        line, column = self._position(start)
        sentence = self._sentences.around(mark.start, mark.end)
        part = mark.labels.index(label) if label in mark.labels else 0
        return Mention(line, column, self._note.text[start:end], label, sentence, start, end, part)

    def source(self, each: Cited) -> Source:
        """Return the source that an entry is."""
        entry = each.entry
        start, end = max(0, self._sheet.base + entry.start), max(0, self._sheet.base + entry.end)
        if each.marks:
            state = State.CITED
        elif each.links or not entry.label:
            state = State.LISTED
        else:
            state = State.UNCITED
        return Source(
            label=entry.label,
            title=one_line(entry.title, _TITLE_LIMIT),
            url=entry.url,
            domain=domain(entry.url),
            line=self._position(start)[0],
            start=start,
            end=end,
            state=state,
            mentions=tuple(self.mention(mark, label) for mark, label in each.marks),
            canonical=canonical(entry.url),
            work=entry.work,
        )
