"""The commands about Postil itself: index and doctor."""

from reader.app.doctor import Report, examine
from reader.cli.context import Context, counted, print_json, print_table, progress, say


def index(context: Context) -> int:
    """Bring the index up to date, or make it anew."""
    with context.session() as session:
        context.trace.mark("index_started")
        bring = session.rebuild if context.options.rebuild else session.refresh
        done = bring(progress("Reading notes"))
        notes = len(session.snapshot.notes)
        context.trace.mark("index_finished", notes=notes, seconds=round(done.seconds, 3))
        failed = [{"path": item.path, "reason": item.reason} for item in session.failures(done)]
        size = session.size()
    if done.busy:
        say("Another Postil is updating this library; what it has finished is used.")
    changes = done.changes
    if context.options.json:
        facts = {
            "notes": notes,
            "added": len(changes.added),
            "changed": len(changes.changed),
            "removed": len(changes.removed),
            "failed": failed,
            "seconds": round(done.seconds, 3),
            "bytes": size,
        }
        print_json(facts)
    else:
        what = f"{len(changes.added):,} added, {len(changes.changed):,} changed, {len(changes.removed):,} removed"
        print(f"{counted(notes, 'note')} ({what}) in {done.seconds:.1f} s; the index takes {size / 1e6:.1f} MB.")
        for item in failed:
            say(f"{item['path']}: {item['reason']}")
    return 1 if failed else 0


def doctor(context: Context) -> int:
    """Report versions, paths, the index and what is missing."""
    report: Report = examine(context.places, context.root)
    report = report.with_engine(*context.tools.engine())
    if context.options.json:
        print_json(report.as_json())
    else:
        print_table([[name, value] for name, value in report.lines()])
        for missing in report.missing:
            say(missing)
    return 1 if report.missing else 0
