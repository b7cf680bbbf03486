"""What is odd about the citations of a note, in sentences that help. Nothing is looked up: no network, no clock."""

from collections.abc import Iterator, Sequence

from reader.citations.entries import Shape
from reader.core.citation import Mention, Source, State
from reader.core.note import Problem, ProblemKind


def check(sources: Sequence[Source], dangling: Sequence[Mention], shapes: Sequence[Shape]) -> tuple[Problem, ...]:
    """Return the problems of a note's citations in the order of the lines; `shapes` are those of the sources."""
    found = [*_dangling(dangling), *_uncited(sources)]
    return tuple(sorted(found, key=lambda problem: problem.line))


def _dangling(dangling: Sequence[Mention]) -> Iterator[Problem]:
    for mention in dangling:
        yield Problem(ProblemKind.DANGLING_CITATION, mention.line, f"“{mention.text}” leads to no source of this note.")


def _uncited(sources: Sequence[Source]) -> Iterator[Problem]:
    for source in sources:
        if source.state is State.UNCITED:
            message = f"Nothing in the text cites source {source.label}, “{source.title}”."
            yield Problem(ProblemKind.UNCITED_SOURCE, source.line, message)
