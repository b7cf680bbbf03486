"""Hand what a second start is asked to open to the Postil that already runs, before anything big is loaded.

The running window listens at an address that this user alone can reach (`reader.qt.single_instance`). A request is one
line of JSON, its answer is `TAKEN`. Each desktop session, and each pair of `--config` and `--cache`, has an address of
its own: who asks for other settings wants another window.
"""

import json
import os
import socket
import stat
import sys
from pathlib import Path

from msgspec import Struct

from reader.app.paths import Places, scratch_folder, short_name
from reader.errors import ReaderError

LIMIT = 64 * 1024
"""The longest request in bytes, its line end included."""
TAKEN = b"taken\n"
_MOST_PATHS = 64


class Request(Struct, frozen=True):
    """What a second start wants: absolute paths to open, the first one to be shown; none to see the window."""

    paths: tuple[str, ...] = ()
    token: str = ""
    """What the desktop gave the second start so that a window may come to the front (Wayland)."""

    def packed(self) -> bytes:
        """Return the request as one line."""
        text = json.dumps({"open": self.paths[:_MOST_PATHS], "token": self.token})
        return text.encode("ascii") + b"\n"


def unpack(line: bytes) -> Request | None:
    """Return the request in a line that anybody may have written, or None where there is none.

    >>> unpack(Request(("/tmp/a b.md",)).packed())
    Request(paths=('/tmp/a b.md',), token='')
    >>> unpack(b'{"open": ["relative.md"]}')
    """
    try:
        said = json.loads(line)
        paths, token = said["open"], said.get("token", "")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return None
    if not isinstance(paths, list) or len(paths) > _MOST_PATHS:
        return None
    if not all(_is_name(name) for name in (*paths, token)) or not all(Path(path).is_absolute() for path in paths):
        return None
    return Request(tuple(paths), token)


def _is_name(said: object) -> bool:
    """Return whether it is text that the system can take: no NUL, and no half of a character."""
    if not isinstance(said, str) or "\0" in said:
        return False
    try:
        os.fsencode(said)
    except UnicodeEncodeError:
        return False
    return True


def request_for(given: list[str], library: str | None = None) -> Request:
    """Return the request for what a command line names: notes and folders, in the `library` where one is named.

    Relative paths are looked for in the current folder, then in the library.
    """
    token = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    inside = [Path(library).absolute()] if library else []
    paths = [_found(path, inside) for path in given]
    return Request(tuple(map(str, (*paths, *inside))), token)


def _found(given: str, folders: list[Path]) -> Path:
    here = Path(given).absolute()
    return next((folder / given for folder in folders if not here.exists() and (folder / given).exists()), here)


def address(places: Places) -> str:
    """Return where the window with these settings listens on this display; "" where no place is safe."""
    screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    name = short_name(os.fsencode(f"{places.config}\0{places.cache}\0{screen}"))
    if sys.platform == "win32":
        return rf"\\.\pipe\postil-{name}"
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere")
    try:
        folder = runtime if _is_private(runtime) else scratch_folder()
    except ReaderError:
        return ""
    return str(folder / f"postil-{name}.socket")


def hand_over(where: str, request: Request, patience: float = 2.0) -> bool:
    """Return whether the Postil that listens at `where` has taken the request within `patience` seconds."""
    line = request.packed()
    if not where or len(line) > LIMIT:
        return False
    try:
        return _ask_pipe(where, line) if sys.platform == "win32" else _ask_socket(where, line, patience)
    except (OSError, ValueError):
        # Nobody listens, or the one who does is stuck.
        return False


def _ask_socket(where: str, line: bytes, patience: float) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(patience)
        connection.connect(where)
        connection.sendall(line)
        return connection.recv(len(TAKEN)) == TAKEN


def _ask_pipe(where: str, line: bytes) -> bool:
    with open(where, "r+b", buffering=0) as pipe:  # noqa: PTH123 - a pipe's name is no path
        pipe.write(line)
        return pipe.read(len(TAKEN)) == TAKEN


def _is_private(folder: Path) -> bool:
    try:
        found = folder.stat()
    except OSError:
        return False
    ours = sys.platform == "win32" or found.st_uid == os.getuid()
    return stat.S_ISDIR(found.st_mode) and ours and not found.st_mode & 0o077
