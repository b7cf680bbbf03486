"""The commands by their names, and with them all that any command needs; `export` alone starts without the others."""

from collections.abc import Callable

from reader.cli import checking, citing, exporting, finding, system
from reader.cli.context import Context

COMMANDS: dict[str, Callable[[Context], int]] = {
    "list": finding.list_notes,
    "search": finding.search,
    "show": finding.show,
    "related": finding.related,
    "cite": citing.cite,
    "sources": citing.sources,
    "check": checking.check,
    "export": exporting.export,
    "index": system.index,
    "doctor": system.doctor,
}
