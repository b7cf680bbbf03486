"""The commands about citations: cite and sources."""

import sys
from collections.abc import Iterable

from reader.app.cited import cited
from reader.app.ledger import LedgerSource, as_csv, ledger
from reader.app.references import write_references
from reader.cli.context import Context, each, print_json, print_table
from reader.core.citation import Citations, Mention, Source
from reader.errors import UsageError
from reader.files.parse import read as read_note


def cite(context: Context) -> int:
    """Print the citations of notes."""
    options = context.options
    form = "json" if options.json else options.format
    paths = [context.note_path(given) for given in options.notes]
    if options.tags:
        with context.fresh_session() as session:
            paths += [note.path for note in session.tagged(options.tags) if note.path not in paths]
    elif not paths:
        raise UsageError("No note is named.", "Give the path of a note, or --tag.")
    found: list[tuple[str, Citations]] = []

    def cite_one(path: str) -> None:
        note = read_note(context.root, path)
        found.append((note.path, cited(context.root, note)))

    code = each(paths, cite_one)
    if form == "json":
        told = [_cited(path, citations) for path, citations in found]
        print_json(told[0] if len(paths) == 1 and told and not options.tags else told)
    elif form == "table":
        _print_sources(found)
    else:
        sources = [source for _, citations in found for source in citations.sources]
        sys.stdout.write(write_references(sources, form, style=options.style))
    return code


def sources(context: Context) -> int:
    """Print every source of the library, most cited first."""
    with context.fresh_session() as session:
        found = ledger(session.catalogue)
    if context.options.json:
        print_json([_source(source) for source in found])
    elif context.options.csv:
        sys.stdout.write(as_csv(found))
    else:
        rows = [
            [str(len(item.notes)), str(item.mentions), item.url, " · ".join(t for t in item.titles if t != item.url)]
            for item in found
        ]
        print_table([["notes", "mentions", "source", "title"], *rows], right=(0, 1))
    return 0


def _print_sources(found: Iterable[tuple[str, Citations]]) -> None:
    for path, citations in found:
        counts = f"{len(citations.sources)} sources, {citations.uncited} uncited, {len(citations.dangling)} dangling"
        print_table([[f"{path}: {counts}"]])
        rows = [
            [
                item.label,
                str(len(item.mentions)),
                item.state.value,
                item.url or "",
                "" if item.title == item.url else item.title,
            ]
            for item in citations.sources
        ]
        rows += [[item.label, "", "dangling", "", f"line {item.line}"] for item in citations.dangling]
        print_table(rows, right=(0, 1))


def _cited(path: str, citations: Citations) -> dict[str, object]:
    dangling = [{"label": item.label, "line": item.line, "column": item.column} for item in citations.dangling]
    problems = [
        {"kind": item.kind.value, "line": max(1, item.line), "message": item.message} for item in citations.problems
    ]
    listed = [_entry(source) for source in citations.sources]
    return {"path": path, "sources": listed, "dangling": dangling, "problems": problems}


def _entry(source: Source) -> dict[str, object]:
    return {
        "label": source.label,
        "title": source.title,
        "url": source.url,
        "domain": source.domain,
        "line": source.line,
        "mentions": [_mention(mention) for mention in source.mentions],
        "state": source.state.value,
    }


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "line": mention.line,
        "column": mention.column,
        "text": mention.text,
        "label": mention.label,
        "sentence": mention.sentence,
    }


def _source(source: LedgerSource) -> dict[str, object]:
    return {
        "url": source.url,
        "canonical": source.canonical,
        "domain": source.domain,
        "titles": list(source.titles),
        "notes": [{"path": note.path, "label": note.label, "line": note.line} for note in source.notes],
        "mentions": source.mentions,
    }
