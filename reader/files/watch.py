"""When a library changes: hints that it is worth scanning again.

A hint names paths at which something may have changed, or none where it cannot tell. `reader.files.scan` finds out what
did, and so a doubled event does no harm.
watchfiles was chosen because it watches a whole tree without Python code for each event, waits in Rust without
holding the interpreter lock, gathers a burst into one answer, and comes as a wheel for every system. Where the system
has no watches left, it polls.
"""

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch as watch_files

from reader.errors import ReaderError
from reader.files.inside import holds
from reader.files.names import from_disk
from reader.files.scan import TOOL_FOLDERS, Scan, scan

BURST_S = 2.0
"""A hint comes at the latest so long after the first change, however long the burst goes on."""

_LOG = logging.getLogger(__name__)
_MANY = 1000
"""So many changes at once are not told one by one."""
_ALIVE_MS = 1000
_POLL_MS = 2000
_GONE_S = 0.5
_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOTE = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "sshfs", "rclone", "davfs", "vboxsf", "virtiofs", "ceph")
)
_TEMPORARY = re.compile(
    r".*~|\.#.*|#.*#|.*\.(?:sw[a-z]|tmp|temp|part|crdownload|lock)|\.goutputstream-.*|4913", re.IGNORECASE
)


def watch(root: Path, stop: Event, quiet_s: float = 0.3, *, polling: bool | None = None) -> Iterator[frozenset[str]]:
    """Yield a hint for each burst of changes under `root`, when it has been quiet for some `quiet_s` seconds.

    A hint is the paths in the library's spelling; an empty one tells that anything may have changed.
    Ends soon after `stop` is set. When the folder vanishes (an unmounted disk) a hint comes, and another one when it
    is back. Changes in hidden folders and of temporary files give none. `polling` looks at all files every two seconds
    instead of waiting for the system's word; by itself it is used where that word does not come, on network drives and
    when all watches are taken.
    """
    while not stop.is_set():
        identity = _identity(root)
        if identity is None:
            yield frozenset()
            while not stop.wait(_GONE_S) and _identity(root) is None:
                pass
            if not stop.is_set():
                yield frozenset()
            continue
        if polling is None:
            polling = is_remote(os.path.realpath(root), _mounts())
        try:
            yield from _hints(root, stop, quiet_s, identity, polling=polling)
        except (OSError, RuntimeError) as error:
            # No watches left (watchfiles' own error is a RuntimeError), or the folder just went away, as seen above.
            if _identity(root) == identity and not polling:
                _LOG.info("The system cannot watch %s, so it is polled: %s", root, error)
                polling = True
            stop.wait(_GONE_S)


def _hints(
    root: Path, stop: Event, quiet_s: float, identity: tuple[int, int], *, polling: bool
) -> Iterator[frozenset[str]]:
    """Yield hints until `root` is no longer the folder that it was."""
    real = os.path.realpath(root)
    folders, below = _watched(real)
    if polling and not below:
        yield from _polled(root, stop, identity)
        return
    # A folder that is new may have got notes before it was watched.
    missed = not below

    def matters(_change: Change, path: str) -> bool:
        return is_of_interest(os.path.relpath(path, real))

    for changes in watch_files(
        *folders,
        watch_filter=matters,
        debounce=int(BURST_S * 1000),
        # It waits for a whole step without a change, from the end of the one with the last change on: one and a half
        # steps in the mean, two at the most.
        step=max(1, int(quiet_s * 1000 / 1.5)),
        stop_event=stop,
        rust_timeout=_ALIVE_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=polling,
        poll_delay_ms=_POLL_MS,
        recursive=below,
        ignore_permission_denied=True,
    ):
        if missed or len(changes) > _MANY:
            yield frozenset()
        elif changes:
            yield frozenset(from_disk(os.path.relpath(path, real).replace(os.sep, "/")) for _, path in changes)
        missed = False
        if _identity(root) != identity or (changes and not below and _watched(real) != (folders, below)):
            return


def _polled(root: Path, stop: Event, identity: tuple[int, int]) -> Iterator[frozenset[str]]:
    """Yield a hint for each look that finds something else; watchfiles' own polling opens what a link leads to."""
    before: Scan | None = None
    while not stop.wait(_POLL_MS / 1000) and _identity(root) == identity:
        try:
            now = scan(root)
        except ReaderError:
            return
        if before is not None and now != before:
            yield frozenset()
        before = now


def _watched(real: str) -> tuple[list[str], bool]:
    """Return the folders to watch, and whether all that is below them is watched with them.

    watchfiles looks behind every link, be it one to `/`. Where a link leads out of the library, each of its folders is
    watched by itself.
    """
    folders = [real]
    leads_out = False
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif not leads_out and entry.is_symlink() and entry.is_dir():
                        leads_out = not holds(real, os.path.realpath(entry.path))
        except OSError:
            # It was deleted a moment ago, or may not be read.
            continue
    return (folders, False) if leads_out else ([real], True)


def is_remote(folder: str, mounts: str) -> bool:
    r"""Return whether the resolved `folder` is on a drive whose changes may be made by another machine.

    `mounts` is in the form of Linux' `/proc/mounts`.

    >>> is_remote("/net/notes", "/dev/sda / ext4 rw 0 0\nnas:/x /net nfs4 rw 0 0")
    True
    """
    holder, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        point = _OCTAL.sub(lambda match: chr(int(match[1], 8)), parts[1]) if len(parts) > 2 else ""
        if point and f"{folder}/".startswith(point.rstrip("/") + "/") and len(point) >= len(holder):
            holder, kind = point, parts[2]
    return kind.removeprefix("fuse.") in _REMOTE


def _mounts() -> str:
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def is_of_interest(path: str) -> bool:
    """Return whether a change of `path`, relative to the library, can change its list of notes and files."""
    parts = Path(path).parts
    if not parts:
        return True
    if any(part in TOOL_FOLDERS or part.startswith(".") for part in parts[:-1]):
        return False
    name = parts[-1]
    hidden_folder = name.startswith(".") and "." not in name[1:]
    return not hidden_folder and name not in TOOL_FOLDERS and not _TEMPORARY.fullmatch(name)


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
