"""The commands that find and show notes: list, search, show, related."""

from collections.abc import Iterable
from pathlib import Path

from reader.app.listing import in_order
from reader.app.messages import PageRead
from reader.app.page_maker import PageMaker
from reader.app.related import related_notes
from reader.cli.context import Context, counted, each, print_json, print_table, print_text, say
from reader.core.note import Problem, ProblemKind, Summary
from reader.core.results import Hit
from reader.errors import ReaderError, UnreadableError
from reader.files.parse import read as read_note

_FEW = 3


def list_notes(context: Context) -> int:
    """Print the notes of the library."""
    with context.fresh_session() as session:
        notes = session.tagged(context.options.tags)
    notes = in_order(notes, context.options.sort)
    if context.options.json:
        print_json([_listed(note) for note in notes])
    else:
        print_table([[note.path, note.modified[:10], note.title] for note in notes])
    return 0


def search(context: Context) -> int:
    """Print what a query finds, best hit first."""
    text = " ".join(context.options.query)
    with context.fresh_session() as session:
        results = session.search(text, limit=context.options.limit)
    if context.options.json:
        facts = {
            "query": results.query,
            "understood": results.understood,
            "total": results.total,
            "total_exact": results.total_exact,
            "took_ms": round(results.took_ms, 2),
            "hits": [_hit(hit) for hit in results.hits],
            "suggestion": results.suggestion,
        }
        print_json(facts)
        return 0
    for hit in results.hits:
        print_table([[hit.title], [f"  {hit.path}"], *([f"  {snippet.text}"] for snippet in hit.snippets[:1])])
    bound = "" if results.total_exact else "at least "
    say(f"{bound}{counted(results.total, 'note')} found: {results.understood}")
    if results.suggestion:
        say(f"Did you mean {results.suggestion}?")
    return 0


def show(context: Context) -> int:
    """Print notes as HTML, plain text or source."""
    options = context.options
    paths = [context.note_path(given) for given in options.notes]
    if options.format == "source" and not options.json:
        return each(paths, lambda path: print_text(read_note(context.root, path).text, end=""))
    if not all(Path(path).is_absolute() for path in paths):
        # Links are resolved against the catalogue, so that has to know what lies in the folder.
        with context.fresh_session():
            pass
    shown: list[dict[str, object]] = []
    with PageMaker(context.root, context.places) as maker:

        def show_one(path: str) -> None:
            shown.append({"path": path, "title": "", "tags": [], "html": "", "text": "", "outline": [], "problems": []})
            try:
                shown[-1] = _shown(maker.read(path))
            except ReaderError as error:
                shown[-1]["problems"] = [str(error)]
                raise
            if not options.json:
                print_text(str(shown[-1]["html" if options.format == "html" else "text"]))

        code = each(paths, show_one)
    if options.json:
        print_json(shown)
    return code


def related(context: Context) -> int:
    """Print the notes that share sources or words with a note, and why."""
    with context.fresh_session() as session:
        path = context.note_path(context.options.note)
        if path not in session.snapshot.by_path:
            raise UnreadableError(
                f"{context.options.note} is not a note of this library.", "Name one that 'list' shows."
            )
        found = related_notes(session, path)
    if context.options.json:
        print_json(
            [
                {
                    "path": item.path,
                    "title": item.title,
                    "score": round(item.score, 4),
                    "shared_sources": list(item.shared_sources),
                    "terms": list(item.terms),
                }
                for item in found
            ]
        )
    else:
        print_table([[item.path, ", ".join([*item.urls, *item.works, *item.terms]), item.title] for item in found])
    return 0


def _shown(read: PageRead) -> dict[str, object]:
    return {
        "path": read.facts.path,
        "title": read.facts.title,
        "tags": list(read.facts.tags),
        "html": read.page.html,
        "text": read.page.text,
        "outline": [{"level": item.level, "text": item.text, "id": item.id} for item in read.page.outline],
        "problems": [problem.message for problem in read.facts.problems],
    }


def _listed(note: Summary) -> dict[str, object]:
    return {
        "path": note.path,
        "title": note.title,
        "tags": list(note.tags),
        "created": note.created,
        "modified": note.updated or note.modified,
        "words": note.words,
        "citations": note.citations,
        "problems": _brief(note.problems),
    }


def _brief(problems: Iterable[Problem]) -> list[str]:
    """Return the sentences of problems, of each kind only the first few: a list of notes is read at a glance."""
    kinds: dict[ProblemKind, list[str]] = {}
    for problem in problems:
        kinds.setdefault(problem.kind, []).append(problem.message)
    told: list[str] = []
    for kind, messages in kinds.items():
        told += messages[:_FEW]
        if len(messages) > _FEW:
            told.append(f"{len(messages) - _FEW} more problems of the kind {kind.value}: 'check' names them all.")
    return told


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "path": hit.path,
        "title": hit.title,
        "score": round(hit.score, 4),
        "tags": list(hit.tags),
        "snippets": [{"text": item.text, "marks": [list(mark) for mark in item.marks]} for item in hit.snippets],
    }
