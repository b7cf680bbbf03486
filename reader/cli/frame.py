"""Run one command: exit codes, errors as one sentence, and an end that is quiet when nobody listens any more."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from reader.app import log
from reader.app.paths import Places, bundled, library_root
from reader.app.settings import Settings, load
from reader.app.trace import Trace
from reader.cli.context import Context, Tools
from reader.core.text import one_line
from reader.errors import ReaderError

_BUG = 70


def run(command: Callable[[Context], int], options: argparse.Namespace, tools: Tools) -> int:
    """Run a command with its options and return its exit code."""
    places = Places.default(options.config, options.cache)
    try:
        settings = load(places.settings).settings
        root = library_root(options.library) if options.library else _last_library(settings)
        trace = Trace(Path(options.trace) if options.trace else None)
        code = command(Context(options, places, settings, root, trace, tools))
        sys.stdout.flush()
        return code
    except ReaderError as error:
        _say(str(error))
        return error.exit_code
    except BrokenPipeError:
        _forget_output()
        return 0
    except OSError as error:
        if options.log == "debug":
            raise
        _say(f"The output cannot be written ({error.strerror or error}). Make room, or send it elsewhere.")
        _forget_output()
        return ReaderError.exit_code
    except KeyboardInterrupt:
        return 130
    except ImportError:
        # What the system lacks is told by who has chosen what is loaded (`reader.__main__`).
        raise
    except Exception as error:
        if options.log == "debug":
            raise
        _say(_bug(error, places))
        return _BUG


def _forget_output() -> None:
    """Leave nothing that Python would complain about once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _last_library(settings: Settings) -> Path:
    if settings.library and Path(settings.library).is_dir():
        return library_root(settings.library)
    if settings.library:
        gone = one_line(os.fsencode(settings.library).decode("utf-8", "backslashreplace"))
        _say(f"The library {gone}, open last, is not there; the notes of the manual are read. Name one with --library.")
    return library_root(bundled("notes"))


def _bug(error: Exception, places: Places) -> str:
    report = log.crash_report(error, places.cache)
    where = f"A report is in {report}." if report else "Run it again with --log debug to see more."
    return f"Postil met a bug ({type(error).__name__}). {where}"


def _say(sentence: str) -> None:
    print(f"postil: {sentence}", file=sys.stderr)
