"""Read the command line. Light on purpose: the window starts through here and must not wait for a parser of notes."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from reader import __version__
from reader.errors import UsageError

COMMANDS = ("list", "search", "show", "cite", "sources", "related", "check", "export", "index", "doctor")
_BY_SUFFIX = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".txt": "text"}
"""What is made where only the name of the output tells: a PDF for all others."""
_EPILOG = "Without a command, the window opens: PATH is a folder of notes, or one note."


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sentence = message[:1].upper() + message[1:].rstrip(".")
        # What looks like an option that there is not, or has left no query or note, may be meant as one.
        is_dashed = message.startswith("unrecognized arguments: -") or message.endswith((" QUERY", " NOTE"))
        hint = " A name or a query that begins with a dash stands behind --." if is_dashed else ""
        raise UsageError(f"{sentence}.", f"Try '{self.prog} --help'.{hint}")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options; `command` is one of `COMMANDS` or "window".

    Global options may stand before or after the command. Raises UsageError, and SystemExit for --help and --version.
    """
    common = _common()
    head, rest = common.parse_known_args(_until_dashes(arguments))
    rest += _from_dashes(arguments)
    first = next((word for word in rest if not word.startswith("-")), None)
    if first in COMMANDS:
        at = rest.index(first)
        if "--" not in rest[:at]:
            # Such as `--json`, which all of them take: it may stand before the command as well.
            rest = [first, *rest[:at], *rest[at + 1 :]]
        found = _commands(common).parse_args(rest, namespace=head)
        if first == "export" and found.format is None:
            found.format = _BY_SUFFIX.get(Path(found.output).suffix.lower(), "pdf")
    else:
        found = _window(common).parse_args(rest, namespace=head)
        found.command = "window"
        # From a desktop, where nobody reads what is printed, the window opens and says it.
        told = len(found.paths) > 1 or sys.stderr.isatty()
        if found.paths and told and not any(map(os.path.lexists, found.paths)):
            raise UsageError(f"There is neither a command nor a file {found.paths[0]}.", "Try 'postil --help'.")
    return found


def parsers() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """Return the parser of the window and those of the commands by their names, for the man page."""
    common = _common()
    whole = _commands(common)
    commands = next(action for action in whole._actions if isinstance(action.choices, dict))  # noqa: SLF001 - argparse has no public way to its subparsers
    return _window(common), dict(commands.choices or {})


def _until_dashes(arguments: Sequence[str]) -> list[str]:
    words = list(arguments)
    return words[: words.index("--")] if "--" in words else words


def _from_dashes(arguments: Sequence[str]) -> list[str]:
    return list(arguments)[len(_until_dashes(arguments)) :]


def _common(*, shown_only: bool = False) -> _Parser:
    """Return the options that every command takes. They are taken off first, wherever they stand.

    `shown_only` makes a copy for a command's `--help`, which must not set their defaults anew.
    """
    default = argparse.SUPPRESS if shown_only else None
    common = _Parser(prog="postil", add_help=False, allow_abbrev=False, argument_default=default)
    common.add_argument("--library", metavar="DIR", help="the folder of notes (default: the one opened last)")
    common.add_argument("--config", metavar="DIR", help="where settings are kept")
    common.add_argument("--cache", metavar="DIR", help="where the index and the catalogue are kept")
    common.add_argument("--trace", metavar="FILE", help="append milestones with their times to FILE")
    common.add_argument("--log", metavar="LEVEL", choices=("debug", "info", "warning", "error"),
                        help="what to tell on standard error: debug, info, warning or error")  # fmt: skip
    common.add_argument("--version", action="version", version=f"postil {__version__}")
    return common


def _window(common: _Parser) -> _Parser:
    parser = _Parser(prog="postil", parents=[common], allow_abbrev=False, epilog=_commands_help(),
                     formatter_class=argparse.RawDescriptionHelpFormatter,
                     description="Read Markdown notes and follow their citations.")  # fmt: skip
    parser.add_argument("paths", metavar="PATH", nargs="*",
                        help="a folder of notes, or one note; of several notes the first is shown")  # fmt: skip
    return parser


def _commands_help() -> str:
    lines = [f"  {name:9}{text}" for name, text in _HELP.items()]
    return "\n".join([_EPILOG, "", "commands:", *lines, "", "'postil COMMAND --help' tells the options of each."])


_HELP = {
    "list": "list the notes",
    "search": "find notes by words",
    "show": "print a note as HTML, plain text or source",
    "cite": "print the citations of notes",
    "sources": "print every source of the library, most cited first",
    "related": "print the notes that share sources or words with a note",
    "check": "report citation, link and front-matter problems",
    "export": "write notes as PDF, HTML, Markdown or text",
    "index": "bring the index up to date",
    "doctor": "report versions, paths, the index and what is missing",
}


def _commands(common: _Parser) -> _Parser:
    parser = _Parser(prog="postil", parents=[common], allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", parser_class=_Parser)

    def command(name: str) -> _Parser:
        made: _Parser = commands.add_parser(
            name,
            help=_HELP[name],
            description=_HELP[name].capitalize() + ".",
            parents=[_common(shown_only=True)],
            allow_abbrev=False,
        )
        ways = made.add_mutually_exclusive_group()
        ways.add_argument("--json", action="store_true", help="print JSON")
        if name == "sources":
            ways.add_argument("--csv", action="store_true", help="print CSV")
        return made

    listing = command("list")
    _tags(listing)
    listing.add_argument("--sort", choices=("title", "modified", "created"), default="title", help="order of the notes")
    search = command("search")
    search.add_argument("query", metavar="QUERY", nargs="+", help="words, and what the manual says of searching")
    search.add_argument("--limit", metavar="N", type=_count, default=20, help="print at most N hits")
    show = command("show")
    _notes(show, "+")
    _formats(show, ("html", "text", "source"), "text")
    cite = command("cite")
    _notes(cite, "*")
    _tags(cite)
    _formats(cite, ("table", "json", "bibtex", "ris", "csl-json", "markdown", "bibliography"), "table")
    cite.add_argument("--style", metavar="CSL", help="citation style of a bibliography: a name or a .csl file")
    command("sources")
    command("related").add_argument("note", metavar="NOTE", help="a note")
    command("check")
    _export(command("export"))
    command("index").add_argument("--rebuild", action="store_true", help="make the index anew")
    command("doctor")
    return parser


def _export(export: _Parser) -> None:
    _notes(export, "*")
    _tags(export)
    export.add_argument("--query", metavar="Q", help="export what this search finds")
    export.add_argument("-o", "--output", metavar="PATH", required=True,
                        help="a file when one document comes out, a folder when several do")  # fmt: skip
    _formats(export, ("pdf", "html", "markdown", "text"), None)
    export.add_argument("--page-size", choices=("A4", "Letter", "A5"), default="A4", help="paper of a PDF")
    export.add_argument("--landscape", action="store_true", help="turn the paper")
    export.add_argument("--margins", metavar="MM", type=_millimetres, default=20.0, help="margins in millimetres")
    export.add_argument("--merge", action="store_true", help="one document from all notes")
    export.add_argument("--force", action="store_true", help="replace existing files")


def _notes(parser: _Parser, number: str) -> None:
    parser.add_argument("notes", metavar="NOTE", nargs=number, help="a note: inside the library or anywhere on disk")


def _tags(parser: _Parser) -> None:
    parser.add_argument("--tag", metavar="TAG", type=_tag, action="append", default=[], dest="tags",
                        help="only notes with this tag or one below it; several mean all of them")  # fmt: skip


def _formats(parser: _Parser, formats: tuple[str, ...], default: str | None) -> None:
    parser.add_argument("--format", choices=formats, default=default, help="what to make")


def _tag(text: str) -> str:
    tag = text.strip().lstrip("#").strip("/")
    if tag:
        return tag
    raise argparse.ArgumentTypeError("a tag needs a name")


def _count(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of hits")


def _millimetres(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if 0 <= value <= 100:
        return value
    raise argparse.ArgumentTypeError(f"{text!r} is no margin; give 0 to 100 millimetres")


def is_terminal() -> bool:
    """Return whether progress on standard error has a reader."""
    return sys.stderr.isatty()
