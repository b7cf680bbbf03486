"""Print the man page of `postil`, made from what the command line itself knows.

usage: man_page.py DATE, with the interpreter that has Postil
"""

import argparse
import sys

from reader import __version__
from reader.cli.arguments import parsers

_ABOUT = """\
Postil shows a folder of Markdown notes as well\\-set pages with their citations beside them: which source stands behind
which sentence, which are never cited, and which marks lead nowhere. It reads notes in place and never changes one, and
it fetches nothing from the network.
.PP
Without a command the window opens. A second start hands its paths to the window that is there. Commands need no window;
only
.B export
to PDF and
.B doctor
load Qt at all."""
_EXIT = (
    ("0", "Done."),
    ("1", "Done, but something was found or skipped that you must know."),
    ("2", "Wrong usage."),
    ("3", "The library, a note or an output cannot be read or written; there is no display."),
    ("70", "A bug; the path of a crash report is printed."),
)
_FILES = (
    ("~/.config/postil/settings.json", "What Postil remembers."),
    ("~/.cache/postil/", "Catalogue and index of each library; can be removed at any time."),
)


def page(date: str) -> str:
    """Return the man page in roff."""
    window, commands = parsers()
    lines = [
        f'.TH POSTIL 1 "{date}" "Postil {__version__}" "User Commands"',
        ".SH NAME\npostil \\- read Markdown notes and follow their citations",
        ".SH SYNOPSIS\n.B postil\n.RI [ option ...]\n.RI [ PATH ...]",
        ".br\n.B postil\n.I command\n.RI [ option ...]\n.RI [ argument ...]",
        f".SH DESCRIPTION\n{_ABOUT}",
        ".SH OPTIONS",
        *_entries(window),
        ".SH COMMANDS",
        "The options above may stand before or after the command.",
    ]
    common = {action.dest for action in window._actions}  # noqa: SLF001 - argparse has no public list of options
    for name, parser in commands.items():
        lines += [f".SS {name}", _roff(parser.description or ""), *_entries(parser, common)]
    lines += [".SH EXIT STATUS", *(f".TP\n.B {code}\n{_roff(text)}" for code, text in _EXIT)]
    lines += [".SH FILES", *(f".TP\n.I {_roff(name)}\n{text}" for name, text in _FILES)]
    lines.append(".SH SEE ALSO\nThe manual is the library that the window opens first.")
    return "\n".join(lines) + "\n"


def _entries(parser: argparse.ArgumentParser, but: set[str] | None = None) -> list[str]:
    entries = []
    for action in parser._actions:  # noqa: SLF001 - argparse has no public list of options
        if (action.dest in (but or set()) and action.dest != "help") or action.help == argparse.SUPPRESS:
            continue
        if but and action.dest == "help":
            continue
        name = ", ".join(action.option_strings) or str(action.metavar or action.dest)
        value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
        if action.option_strings and action.nargs != 0 and value:
            name += f" {value}"
        text = (action.help or "").replace("%%", "%")
        entries.append(f".TP\n.B {_roff(name)}\n{_roff(text[:1].upper() + text[1:])}.")
    return entries


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in {".", "'"} else escaped


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: man_page.py DATE")
    sys.stdout.write(page(sys.argv[1]))
