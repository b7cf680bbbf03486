"""The checks of a whole library: what parsing found, and what rendering finds of links, images and embeds."""

from collections.abc import Iterable

from msgspec import Struct

from reader.app.page_maker import PageMaker
from reader.app.paths import Places
from reader.app.session import Progress, Session
from reader.core.library import Unreadable
from reader.core.note import Problem, ProblemKind
from reader.errors import ReaderError


class Finding(Struct, frozen=True):
    """One problem of one note."""

    path: str
    problem: Problem


def check_library(
    session: Session, places: Places, unreadable: Iterable[Unreadable] = (), progress: Progress | None = None
) -> list[Finding]:
    """Return every problem of the library, in the order of paths and lines. Renders every note once."""
    found = [Finding(item.path, Problem(ProblemKind.UNREADABLE, 0, item.reason)) for item in unreadable]
    notes = session.snapshot.notes
    with PageMaker(session.root, places) as maker:
        for done, note in enumerate(notes, 1):
            problems = list(note.problems)
            if not any(problem.kind is ProblemKind.UNREADABLE for problem in problems):
                try:
                    problems += maker.read(note.path).page.problems
                except ReaderError as error:
                    problems.append(Problem(ProblemKind.UNREADABLE, 0, str(error)))
            found += [Finding(note.path, item) for item in sorted(set(problems), key=lambda item: item.line)]
            if progress is not None:
                progress(done, len(notes))
    return sorted(found, key=lambda item: (item.path, item.problem.line))
