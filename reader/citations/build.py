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
    ordered = sorted(cited, key=lambda each: (each.entry.start, each.entry.end))
    if not ordered and not dangling:
        return Citations()
    builder = _Builder(note, lines)
    mentions: list[list[Mention]] = [[] for _ in ordered]
    lost: list[Mention] = []
    pairs = [(mark, label, mentions[place]) for place, each in enumerate(ordered) for mark, label in each.marks]
    pairs += [(mark, label, lost) for mark, label in dangling]
    # whatever the order of the sources, the text is walked down once
    pairs.sort(key=lambda pair: pair[0].start)
    for mark, label, found in pairs:
        found.append(builder.mention(mark, label))
    sources = [builder.source(each, tuple(found)) for each, found in zip(ordered, mentions, strict=True)]
    return Citations(tuple(sources), tuple(lost), check(sources, lost, [each.entry.shape for each in ordered]))


class _Builder:
    def __init__(self, note: Note, lines: Lines | Places) -> None:
        self._note = note
        self._base = lines.sheet.base
        self._lines = lines
        self._before = note.body_line - 1
        self._head: LineIndex | None = None
        self._sentences = Sentences(lines.sheet.text)
        self._mark: Mark | None = None
        self._seen = (0, 0, "", "")

    def mention(self, mark: Mark, label: str) -> Mention:
        """Return the mention that a mark makes of `label`; quickest where all labels of a mark follow each other."""
        start, end = self._base + mark.start, self._base + mark.end
        if mark is not self._mark:
            line, column = self._lines.position(mark.start)
            sentence = self._sentences.around(mark.start, mark.end)
            self._mark, self._seen = mark, (self._before + line, column, self._note.text[start:end], sentence)
        line, column, text, sentence = self._seen
        part = mark.labels.index(label) if len(mark.labels) > 1 and label in mark.labels else 0
        return Mention(line, column, text, label, sentence, start, end, part)

    def source(self, each: Cited, mentions: tuple[Mention, ...]) -> Source:
        """Return the source that an entry is, with its mentions."""
        entry = each.entry
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
            line=self._line(entry.start),
            start=max(0, self._base + entry.start),
            end=max(0, self._base + entry.end),
            state=state,
            mentions=mentions,
            canonical=canonical(entry.url),
            work=entry.work,
        )

    def _line(self, place: int) -> int:
        """Return the line of the file on which an entry begins; one in the front matter has a negative place."""
        if place > 0:
            return self._before + self._lines.position(place)[0]
        if self._head is None:
            self._head = LineIndex(self._note.text[: self._note.body_start])
        return self._head.position(max(0, self._base + place))[0]
