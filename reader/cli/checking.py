"""The check command: what is wrong in a library, in sentences that help."""

from reader.app.checks import Finding, check_library
from reader.cli.context import Context, counted, print_json, print_table, progress, say


def check(context: Context) -> int:
    """Print citation, link and front-matter problems; return 1 where there are any."""
    with context.fresh_session() as session:
        found = check_library(session, context.places, session.unreadable, progress("Checking links"))
    if context.options.json:
        print_json([_found(item) for item in found])
    else:
        print_table([[_where(item), item.problem.kind.value, item.problem.message] for item in found])
        notes = len({item.path for item in found})
        say(f"{counted(len(found), 'finding')} in {counted(notes, 'note')}." if found else "Nothing to mend was found.")
    return 1 if found else 0


def _where(item: Finding) -> str:
    return f"{item.path}:{item.problem.line}" if item.problem.line else item.path


def _found(item: Finding) -> dict[str, object]:
    problem = item.problem
    return {"path": item.path, "line": max(1, problem.line), "kind": problem.kind.value, "message": problem.message}
