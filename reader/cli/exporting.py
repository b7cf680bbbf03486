"""The export command: notes as PDF, HTML, Markdown or text; one that fails does not stop the others."""

import os
from collections.abc import Sequence
from pathlib import Path

from reader.app.export_messages import ExportNotes, Outcome
from reader.app.exporting import Press, export_notes
from reader.app.look import Paper
from reader.app.page_maker import PageMaker
from reader.cli.context import Context, print_json, progress, say
from reader.core.library_filter import Filter
from reader.errors import UsageError


def export(context: Context) -> int:
    """Write notes out; return 1 where some of them failed, the error's own code where all did."""
    options = context.options
    if options.output == "-":
        hint = "Use postil show --format text, html or source to print a note; a file of that name is ./-."
        raise UsageError("Exports go to a file or a folder, not to the terminal.", hint)
    job = ExportNotes(
        root=str(context.root),
        notes=tuple(_chosen(context)),
        output=str(Path(options.output).absolute()) + ("/" if _is_folder(options.output) else ""),
        form=options.format,
        paper=_paper(context),
        merge=options.merge,
        force=options.force,
    )
    with PageMaker(context.root, context.places, context.tools.page) as maker:
        outcomes = export_notes(job, Press(maker, context.tools.printer, context.trace, progress("Exporting")))
    return _tell(context, outcomes)


def _chosen(context: Context) -> list[tuple[str, str]]:
    """Return path and title of every note that is named, tagged or found, each once."""
    options = context.options
    paths = [context.note_path(given) for given in options.notes]
    if not (paths or options.tags or options.query):
        raise UsageError("No note is named.", "Give the path of a note, --tag or --query.")
    titles: dict[str, str] = {}
    # Titles name the files, links between the notes need the catalogue. One note alone needs neither, nor do notes from
    # elsewhere.
    inside = [path for path in dict.fromkeys(paths) if not Path(path).is_absolute()]
    if options.tags or options.query or (inside and (len(paths) > 1 or _is_folder(options.output))):
        with context.fresh_session() as session:
            titles = {note.path: note.title for note in session.snapshot.notes}
            if options.query:
                hits = session.search(options.query, Filter(tuple(options.tags)), max(1, len(titles))).hits
                paths += [hit.path for hit in hits]
            elif options.tags:
                paths += [note.path for note in session.tagged(options.tags)]
    chosen = [(path, titles.get(path, Path(path).stem)) for path in dict.fromkeys(paths)]
    if not chosen:
        raise UsageError("No note was found to export.", "Try other words or another tag.")
    return chosen


def _is_folder(output: str) -> bool:
    """Return whether an output names a folder by the slash at its end."""
    return output.endswith(("/", os.sep))


def _paper(context: Context) -> Paper:
    options = context.options
    return Paper(options.page_size, options.landscape, options.margins)


def _tell(context: Context, outcomes: Sequence[Outcome]) -> int:
    if context.options.json:
        print_json([{"path": item.path, "output": item.output, "error": item.error} for item in outcomes])
    else:
        for file in dict.fromkeys(item.output for item in outcomes if item.output):
            print(file)
    for sentence in dict.fromkeys(item.error for item in outcomes if item.error):
        say(sentence)
    codes = [item.code for item in outcomes if item.error]
    return 1 if 0 < len(codes) < len(outcomes) else max(codes, default=0)
