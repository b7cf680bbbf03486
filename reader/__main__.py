"""Choose between the terminal, the window and a worker.

Which part of the program is loaded, and when, is decided here, so this is the one module that imports inside
functions: a command never loads Qt, the window's own process never loads Markdown, Whoosh or front matter, and each
process begins with what it needs first.
"""

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from reader.errors import ReaderError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from reader.app.crew import Crew
    from reader.app.look import Paper
    from reader.app.messages import FileReady, PageReady
    from reader.app.paths import Places
    from reader.app.pipe import Pipe
    from reader.app.session import Session
    from reader.qt.controller import Controller
    from reader.qt.opening import Opening


def main(given: "Sequence[str] | None" = None) -> int:
    """Run Postil and return its exit code."""
    words = list(sys.argv[1:] if given is None else given)
    if words[:1] == ["--worker"]:
        return _work(*words[1:])
    from reader.app import log
    from reader.cli import arguments

    try:
        options = arguments.parse(words)
    except ReaderError as error:
        print(f"postil: {error}", file=sys.stderr)  # noqa: T201 - the one sentence that a wrong command line gets
        return error.exit_code
    log.set_up(options.log or "error")
    try:
        code = _run(options)
    except ImportError as error:
        from reader.app.alert import tell

        tell(_lacking(error))
        return ReaderError.exit_code
    if given is None and (options.command == "index" or (options.command == "export" and options.format == "pdf")):
        _leave(code)
    return code


def _run(options: "argparse.Namespace") -> int:
    if options.command == "window":
        return _open_window(options)
    if options.command == "export":
        return _export(options)
    if options.command == "index":
        return _index(options)
    from reader.cli.context import Tools
    from reader.cli.frame import run as run_command
    from reader.cli.main import COMMANDS

    return run_command(COMMANDS[options.command], options, Tools(_print_pdf, _look_at_engine, _open_session))


def _index(options: "argparse.Namespace") -> int:
    """Make an index with processes that get ready while this one is still being loaded."""
    from reader.app.crew import called_early
    from reader.app.paths import Places

    # Nothing that a start makes is garbage.
    gc.disable()
    crew = called_early(Places.default(options.config, options.cache), options.library, anew=options.rebuild)
    try:
        from reader.cli.context import Tools
        from reader.cli.frame import run as run_command
        from reader.cli.system import index

        gc.freeze()
        gc.enable()
        return run_command(index, options, Tools(_print_pdf, _look_at_engine, partial(_open_session, crew=crew)))
    finally:
        if crew is not None:
            crew.close()


def _export(options: "argparse.Namespace") -> int:
    """Export with a page process and an engine that get ready side by side, while all else is still being loaded."""
    from reader.app.paths import Places
    from reader.app.workers import Worker

    # Nothing that a start makes is garbage; the export itself looks for it.
    gc.disable()
    page = Worker("page", Places.default(options.config, options.cache)) if options.format != "markdown" else None
    try:
        if options.format == "pdf":
            from reader.qt.press import press

            press()
        from reader.cli.context import Tools
        from reader.cli.exporting import export
        from reader.cli.frame import run as run_command

        if options.format == "pdf":
            # While the first page is made and printed, there is time to load what it is bound with.
            threading.Thread(target=_load_pikepdf).start()
        return run_command(export, options, Tools(_print_pdf, _look_at_engine, _open_session, page))
    finally:
        if page is not None:
            page.kill()


def _leave(code: int) -> NoReturn:
    """End at once: what the engine and the interpreter tidy up for a while, the system tidies up anyway."""
    atexit._run_exitfuncs()  # noqa: SLF001 - nothing else runs what was promised to run, and goes on
    for stream in (sys.stdout, sys.stderr):
        # Whoever listened may have gone, and a window's program has no streams at all.
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def _open_session(root: Path, places: "Places", exclude: tuple[str, ...], crew: "Crew | None" = None) -> "Session":
    from reader.app.session import Session

    return Session(root, places, exclude, crew)


def _open_window(options: "argparse.Namespace") -> int:
    from reader.app.handover import address, hand_over, request_for
    from reader.app.paths import Places

    places = Places.default(options.config, options.cache)
    request = request_for(options.paths, options.library)
    if hand_over(address(places), request):
        return 0
    # Nothing that a start makes is garbage; the window looks for it when all is there.
    gc.disable()
    from reader.app.ahead import begin

    # What it begins gets ready while Qt is being loaded. The page process follows when the window stands.
    ahead = begin(places, request.paths)
    try:
        from reader.qt.opening import run
    except ImportError:
        ahead.stop()
        raise
    return run(options, request, places, ahead, _Later())


def _lacking(error: ImportError) -> str:
    from reader.app.system import lacking

    return lacking(error)


class _Later:
    """What is loaded once the window stands (`reader.qt.opening.Later`)."""

    def join(self, opening: "Opening") -> "Controller":
        from reader.qt.joining import join

        return join(opening)

    def equip(self, controller: "Controller") -> None:
        from reader.qt.equipment import start_engine

        start_engine(controller)

    def complete(self, controller: "Controller") -> None:
        from reader.qt.completion import complete

        complete(controller)

    def end(self, controller: "Controller") -> None:
        from reader.qt.launch import end

        end(controller)

    def report(self, controller: "Controller", error: BaseException) -> None:
        from reader.qt.launch import report

        report(controller, error)

    explain = staticmethod(_lacking)


def _work(kind: str, config: str, cache: str, *rest: str) -> int:
    """Run as a worker; one that lacks a part tells whoever has started it."""
    from reader.app import log
    from reader.app.opening_messages import Lacking
    from reader.app.paths import Places
    from reader.app.pipe import own_pipe

    log.set_up("error")
    pipe = own_pipe()
    try:
        return _serve(kind, pipe, Places(Path(config), Path(cache)), rest)
    except ImportError as error:
        # Whoever has others write parts of an index lacks the same, and tells it.
        # The window may have ended for the same reason.
        with suppress(OSError):
            if kind != "index":
                pipe.send(Lacking(_lacking(error)))
        return ReaderError.exit_code


def _serve(kind: str, pipe: "Pipe", places: "Places", rest: "Sequence[str]") -> int:
    """Serve pages, serve a library, build its index, export notes, and what needs less."""
    if kind == "build":
        from reader.app.building import build_library

        return build_library(pipe, places, Path(rest[0]), tidy="tidy" in rest[1:])
    if kind == "page":
        gc.disable()
        from reader.app.page_worker import serve_pages

        gc.freeze()
        serve_pages(pipe, places)
    elif kind == "export":
        gc.disable()
        from reader.app.export_worker import serve_export

        serve_export(pipe, places, _print_pdf)
    elif kind == "bind":
        from reader.qt.bind_worker import serve_bind

        serve_bind(pipe, places)
    elif kind == "fetch":
        from reader.app.fetch_worker import serve_fetch

        serve_fetch(pipe)
    elif kind == "index":
        # Nothing that a start makes is garbage, and what follows makes none either.
        gc.disable()
        from reader.app.index_worker import serve_index

        serve_index(pipe)
    else:
        _look_after_library(pipe, places)
    return 0


def _look_after_library(pipe: "Pipe", places: "Places") -> None:
    from reader.app.first_list import greet
    from reader.app.inbox import Inbox

    # A hundred thousand stored notes are read in half the time, and none of them is garbage.
    gc.disable()
    inbox = Inbox(lambda _old, _new: False)
    inbox.listen(pipe)
    try:
        greeting = greet(pipe, places, inbox)
    except BrokenPipeError:
        # There is no window after all: it was told so before it could be shown.
        return
    from reader.app.library_worker import serve_library

    gc.freeze()
    gc.enable()
    serve_library(pipe, places, inbox, greeting)


def _print_pdf(
    page: "Future[PageReady]", paper: "Paper", read_file: "Callable[[str], FileReady]"
) -> "Callable[[], bytes]":
    from reader.qt.pdf import print_document

    data = print_document(page, paper, read_file)
    # Here and not where it is called: Qt's modules must not be loaded by two threads at once.
    from reader.qt.binding import bind

    return lambda: bind(data, page.result(), paper)


def _load_pikepdf() -> None:
    from reader.qt import metadata  # noqa: F401 - what takes long in it is what stays loaded


def _look_at_engine() -> tuple[str, tuple[str, ...]]:
    try:
        from reader.qt.engine import describe
    except ImportError as error:
        return "", (_lacking(error),)
    return describe(), ()


if __name__ == "__main__":
    sys.exit(main())
