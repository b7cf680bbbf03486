"""The answers of the library process to what the window asks about sources and related notes."""

from pathlib import Path

from msgspec.structs import replace

from reader.app.export.outputs import write_file
from reader.app.ledger import as_csv, ledger
from reader.app.related import related_notes
from reader.app.session import Session
from reader.app.source_messages import (
    FindRelated,
    ListSources,
    PassagesRead,
    ReadPassages,
    RelatedFound,
    SaveSources,
    SourceFact,
    SourcesListed,
    SourcesSaved,
    SourceWish,
)


def answer(session: Session, wish: SourceWish) -> SourceFact:
    """Answer from what is stored of a library; raise ReaderError for what cannot be read or written."""
    sources = session.catalogue.sources
    match wish:
        case ListSources(ticket, question):
            return SourcesListed(ticket, question, sources.page(question))
        case ReadPassages(ticket, key, domain):
            known = session.snapshot.by_path
            passages = (
                replace(passage, note=known[passage.path].title) if passage.path in known else passage
                for passage in sources.passages(key, domain=domain)
            )
            return PassagesRead(ticket, key, tuple(passages))
        case FindRelated(ticket, path):
            return RelatedFound(ticket, path, tuple(related_notes(session, path)))
        case SaveSources(ticket, file):
            write_file(Path(file), as_csv(ledger(session.catalogue)), force=True, library=session.root)
            return SourcesSaved(ticket, file)
