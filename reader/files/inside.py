"""The door between a library's paths and the disk: nothing outside, nothing but ordinary files."""

import os
import stat
from pathlib import Path

from reader.core.text import one_line
from reader.errors import UnreadableError
from reader.files.names import to_disk

_NO_NAMES = frozenset(("", ".", ".."))


def real_file(root: Path, path: str) -> Path | None:
    """Return where the ordinary file `path` of the library `root` really is; None if it is outside or no such file.

    Links are followed, and the place that they lead to counts.
    """
    try:
        real = os.path.realpath(root / to_disk(path))
        inside = holds(os.path.realpath(root), real)
        return Path(real) if inside and stat.S_ISREG(os.lstat(real).st_mode) else None
    except (OSError, ValueError):
        return None


def holds(folder: str, real: str) -> bool:
    """Return whether the resolved path `real` is inside the resolved `folder`."""
    return real.startswith(folder.rstrip(os.sep) + os.sep)


def locate(root: Path, path: str) -> str:
    """Return where `path`, relative to the library or absolute, really is.

    Raises UnreadableError for a relative path that leads out of the library, OSError or ValueError for one that the
    system does not understand.
    """
    wanted = to_disk(path)
    if os.path.isabs(wanted):  # noqa: PTH117 - for every note of a library, and a Path costs as much as all else here
        return os.path.realpath(wanted)
    home = os.path.realpath(root)
    real = _plainly(home, wanted) or os.path.realpath(Path(home, wanted))
    if not holds(home, real):
        raise UnreadableError(f"{quoted(path)} leads out of the library, so it is not opened.")
    return real


def _plainly(home: str, wanted: str) -> str:
    """Return where `wanted` really is where no link is on its way, as for most notes; else ""."""
    place = home.rstrip(os.sep)
    for part in wanted.split("/"):
        if part in _NO_NAMES or os.name != "posix":
            return ""
        place = f"{place}/{part}"
        try:
            if stat.S_ISLNK(os.lstat(place).st_mode):
                return ""
        except OSError:
            return ""
    return place


def contents(real: str, path: str, limit: int) -> tuple[bytes, os.stat_result]:
    """Return at most `limit` bytes of the ordinary file at `real`, and what the system knows of it.

    `path` names it to the user. Raises UnreadableError for a folder, pipe, socket or device, which is never opened, and
    OSError where the system says no.
    """
    # Some devices do something as soon as they are opened, so the kind is looked at before and again behind the door.
    _refuse_odd(os.lstat(real).st_mode, path)
    descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse_odd(status.st_mode, path)
        # Not the limit at once, for which room would be made; a file may be longer by now than it has said.
        data = file.read(min(limit, status.st_size + 1))
        if status.st_size < len(data) < limit:
            data += file.read(limit - len(data))
        return data, status


def quoted(path: str) -> str:
    """Return `path` for a sentence: in quotation marks and on one line, whatever is in it."""
    return f"“{one_line(path)}”"


def _refuse_odd(mode: int, path: str) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableError(f"{quoted(path)} is a folder, not a note.")
    if not stat.S_ISREG(mode):
        raise UnreadableError(f"{quoted(path)} is no ordinary file, so it is not opened.")
