"""What one note puts into catalogue and index; the same in whichever process reads it."""

import time
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from reader.app.catalogue import Entry
from reader.app.cited import cited, companions
from reader.core.citation import Citations
from reader.core.note import Note, Problem, ProblemKind, Stamp, Summary
from reader.core.results import Document
from reader.core.work import cited_as
from reader.errors import ReaderError
from reader.files.outgoing import outgoing
from reader.files.parse import read as read_note
from reader.files.summary import excerpt, word_count
from reader.markup.breaks import habit
from reader.markup.heading_lines import MOST, heading_lines


def take_in(root: Path, path: str, stamp: Stamp) -> tuple[Entry, Document]:
    """Read the note at `path` once, for both; one that cannot be read is taken in by its name, with the reason."""
    try:
        note = read_note(root, path)
    except ReaderError as error:
        # It is listed all the same: a note that cannot be read is not a note that is not there.
        title = path.rpartition("/")[2]
        problem = Problem(ProblemKind.UNREADABLE, 0, str(error))
        modified = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(stamp.mtime_ns / 1e9))
        return (
            Entry(Summary(path, stamp, title, modified, problems=(problem,))),
            Document(path, stamp, title, "", modified=modified),
        )
    # The stamp of the scan is kept: a note that changed since is then read again.
    note = replace(note, stamp=stamp)
    # looked at before they are read: what changes in between is then read again
    files = companions(root, note)
    citations = cited(root, note)
    headings = heading_lines(note.body)
    entry = Entry(summarise(note, citations), citations, habit(note), outgoing(note), files, headings)
    return entry, document(note, citations, headings)


def summarise(note: Note, citations: Citations) -> Summary:
    """Return what list and catalogue keep of a note."""
    return Summary(
        path=note.path,
        stamp=note.stamp,
        title=note.title,
        modified=note.modified,
        tags=note.tags,
        aliases=note.aliases,
        permalink=note.permalink,
        created=note.created,
        updated=note.updated,
        language=note.language,
        excerpt=excerpt(note),
        words=word_count(note),
        citations=len(citations.sources),
        dangling=len(citations.dangling),
        uncited=citations.uncited,
        problems=(*note.problems, *citations.problems),
    )


def _names(citations: Citations) -> Iterator[str]:
    """Yield what `cites:` finds sources by: the address, and with a bibliography key, title, author and year."""
    for source in citations.sources:
        if source.url:
            yield source.url
        if source.work:
            yield f"{source.label} {cited_as(source.title, source.work.short_byline)}"


def document(note: Note, citations: Citations, headings: str) -> Document:
    """Return what the index keeps of a note."""
    flags = {"citations": citations.sources, "dangling": citations.dangling, "uncited": citations.uncited}
    return Document(
        path=note.path,
        stamp=note.stamp,
        title=note.title,
        body=note.body,
        tags=note.tags,
        aliases=note.aliases,
        urls=tuple(_names(citations)),
        domains=tuple(dict.fromkeys(source.domain for source in citations.sources if source.domain)),
        citations=len(citations.sources),
        flags=tuple(flag for flag, found in flags.items() if found),
        created=note.created,
        modified=note.updated or note.modified,
        language=note.language,
        properties=note.metadata,
        headings=headings if headings.count("\n") < MOST - 1 else None,
    )
