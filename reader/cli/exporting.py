"""The export command: notes as PDF, HTML, Markdown or text; one that fails does not stop the others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader.app.export import export_html, export_markdown, export_text, merge_documents, plan_outputs, write_file
from reader.app.messages import Look, PageReady, Paper
from reader.app.page_maker import PageMaker
from reader.citations.read import read as read_citations
from reader.cli.context import Context, print_json, progress, say
from reader.errors import ReaderError, UsageError
from reader.files.parse import read as read_note

_SUFFIX = {"pdf": ".pdf", "html": ".html", "markdown": ".md", "text": ".txt"}


@dataclass(slots=True)
class _Outcome:
    """What became of one note."""

    path: str
    output: str | None = None
    error: str | None = None
    code: int = 0


def export(context: Context) -> int:
    """Write notes out; return 1 where some of them failed, the error's own code where all did."""
    notes = _chosen(context)
    output = Path(context.options.output).absolute()
    outcomes = [_Outcome(path) for path, _ in notes]
    with PageMaker(context.root, context.places) as maker:
        try:
            outputs = plan_outputs(notes, output, _SUFFIX[context.options.format], merge=context.options.merge)
            if context.options.merge:
                _try(outcomes, outputs[0], partial(_merged, context, maker, [path for path, _ in notes]), context)
            else:
                tell = progress("Exporting")
                for done, (outcome, file) in enumerate(zip(outcomes, outputs, strict=True), 1):
                    _try([outcome], file, partial(_single, context, maker, outcome.path), context)
                    if tell is not None:
                        tell(done, len(outcomes))
        except ReaderError as error:
            for outcome in outcomes:
                outcome.error, outcome.code = str(error), error.exit_code
    return _tell(context, outcomes)


def _chosen(context: Context) -> list[tuple[str, str]]:
    """Return path and title of every note that is named, tagged or found, each once."""
    options = context.options
    paths = [context.note_path(given) for given in options.notes]
    if not (paths or options.tags or options.query):
        raise UsageError("No note is named.", "Give the path of a note, --tag or --query.")
    titles: dict[str, str] = {}
    # Titles name the files, links need the catalogue; notes from elsewhere need neither.
    if options.tags or options.query or not all(Path(path).is_absolute() for path in paths):
        with context.fresh_session() as session:
            titles = {note.path: note.title for note in session.snapshot.notes}
            if options.query:
                hits = session.search(options.query, options.tags, max(1, len(titles))).hits
                paths += [hit.path for hit in hits]
            elif options.tags:
                paths += [note.path for note in session.tagged(options.tags)]
    chosen = [(path, titles.get(path, Path(path).stem)) for path in dict.fromkeys(paths)]
    if not chosen:
        raise UsageError("No note was found to export.", "Try other words or another tag.")
    return chosen


def _try(outcomes: list[_Outcome], file: Path, make: Callable[[], bytes | str], context: Context) -> None:
    try:
        write_file(file, make(), force=context.options.force, library=context.root)
        for outcome in outcomes:
            outcome.output = str(file)
    except ReaderError as error:
        for outcome in outcomes:
            outcome.error, outcome.code = str(error), error.exit_code


def _single(context: Context, maker: PageMaker, path: str) -> bytes | str:
    match context.options.format:
        case "markdown":
            note = read_note(context.root, path)
            return export_markdown(note, read_citations(note))
        case "text":
            return export_text(maker.read(path))
        case "html":
            return export_html(maker.document(path, Look()), maker.file)
        case _:
            return _printed(context, maker, maker.document(path, Look(), _paper(context)))


def _merged(context: Context, maker: PageMaker, paths: list[str]) -> bytes | str:
    form = context.options.format
    if form in {"markdown", "text"}:
        return "\n\n".join(str(_single(context, maker, path)).rstrip("\n") for path in paths) + "\n"
    title = Path(context.options.output).stem
    paper = _paper(context) if form == "pdf" else None
    ready = merge_documents([maker.read(path) for path in paths], title=title, look=Look(), paper=paper)
    return _printed(context, maker, ready) if form == "pdf" else export_html(ready, maker.file)


def _printed(context: Context, maker: PageMaker, ready: PageReady) -> bytes:
    context.trace.mark("pdf_started")
    data = context.printer(ready, _paper(context), maker.file)
    context.trace.mark("pdf_written", path=ready.path)
    return data


def _paper(context: Context) -> Paper:
    options = context.options
    return Paper(options.page_size, options.landscape, options.margins)


def _tell(context: Context, outcomes: list[_Outcome]) -> int:
    if context.options.json:
        print_json([{"path": item.path, "output": item.output, "error": item.error} for item in outcomes])
    else:
        for file in dict.fromkeys(item.output for item in outcomes if item.output):
            print(file)
    for sentence in dict.fromkeys(item.error for item in outcomes if item.error):
        say(sentence)
    codes = [item.code for item in outcomes if item.error]
    return 1 if 0 < len(codes) < len(outcomes) else max(codes, default=0)
