"""Which notes speak of a note: with a link, or only by its name."""

from reader.app.link_messages import Backlink, FindLinks, LinksFound
from reader.app.session import Session
from reader.core.results import Snippet
from reader.core.text import fold

_MOST = 200
_SHORTEST = 3
"""A name of fewer letters is mentioned everywhere and means nothing."""


def find_links(session: Session, wish: FindLinks) -> LinksFound:
    """Return the notes that speak of the one at `wish.path`."""
    linked = _linked(session, wish.path)
    known = {link.path for link in linked} | {wish.path}
    mentioned = [link for link in _mentioned(session, wish.path) if link.path not in known]
    by_title = sorted(linked, key=lambda link: (fold(link.title), link.path))
    return LinksFound(wish.ticket, wish.path, tuple(by_title[:_MOST]), tuple(mentioned[:_MOST]))


def _linked(session: Session, path: str) -> list[Backlink]:
    note = session.snapshot.by_path.get(path)
    if note is None:
        return []
    found: dict[str, Backlink] = {}
    for origin, link in session.catalogue.links_to(note):
        source = session.snapshot.by_path.get(origin)
        if source is None or origin == path:
            continue
        if origin in found:
            first = found[origin]
            found[origin] = Backlink(origin, first.title, first.sentence, first.count + 1)
        else:
            start = link.sentence.find(link.text)
            marks = ((start, start + len(link.text)),) if start >= 0 and link.text else ()
            found[origin] = Backlink(origin, source.title, Snippet(link.sentence, marks))
    return list(found.values())


def _mentioned(session: Session, path: str) -> list[Backlink]:
    """Return what says the name of a note, the best first; a link to another note of that name is no hindrance."""
    note = session.snapshot.by_path.get(path)
    if note is None:
        return []
    found: dict[str, Backlink] = {}
    for name in (note.title, *note.aliases):
        words = name.replace('"', " ").strip()
        if sum(map(str.isalnum, words)) < _SHORTEST:
            continue
        for hit in session.search(f'"{words}"', limit=50).hits:
            if hit.snippets:
                found.setdefault(hit.path, Backlink(hit.path, hit.title, hit.snippets[0]))
    return list(found.values())
