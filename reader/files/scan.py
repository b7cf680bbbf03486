"""Which notes and files a folder holds, without opening one of them.

A symbolic link is followed only while it stays inside the library. Devices, pipes and sockets are never opened; hidden
folders and those of tools are skipped. Paths are in the library's spelling (see `reader.files.names`).
"""

import os
import re
import stat
import sys
from collections.abc import Collection, Mapping
from fnmatch import translate
from pathlib import Path

from msgspec import Struct

from reader.core.library import Changes, Unreadable
from reader.core.links import SUFFIXES
from reader.core.note import Stamp
from reader.errors import UnreadableError
from reader.files.inside import holds, quoted
from reader.files.names import from_disk, to_disk

TOOL_FOLDERS = frozenset(("node_modules", "__pycache__"))
"""Folders that hold no notes of the user although they are not hidden."""

FILES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".pdf", ".bib", ".ris", ".json", ".csl")
"""The extensions of files that notes use, in lower case."""


_ODD_FILE = "It is no ordinary file, so it is not opened."


class Scan(Struct, frozen=True):
    """What a library holds: its notes with their stamps in no order, its other files, and what cannot be read."""

    notes: Mapping[str, Stamp]
    files: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def scan(root: Path, exclude: Collection[str] = (), limit: int = 0) -> Scan:
    """Return what the folder `root` holds now, or only its first `limit` notes where that is not 0.

    `exclude` are paths or patterns (`drafts`, `archive/2019`, `*.txt`), relative to the root; one without a slash is
    a name at any depth. Raises UnreadableError where `root` is missing, no folder, or may not be read.
    """
    real = os.path.realpath(root)
    try:
        with os.scandir(real):
            pass
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no folder {quoted(str(root))}.", "Open another folder.") from error
    except NotADirectoryError as error:
        raise UnreadableError(f"{quoted(str(root))} is not a folder.", "Open the folder that it is in.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            f"The folder {quoted(str(root))} cannot be read: {reason}.", "Open another folder."
        ) from error
    return _Walk(real, exclude, limit).result()


def diff(old: Mapping[str, Stamp], new: Mapping[str, Stamp]) -> Changes:
    """Return what changed from `old` to `new`, by time and size, each part in the order of its mapping."""
    return Changes(
        added=tuple(path for path in new if path not in old),
        changed=tuple(path for path, stamp in new.items() if old.get(path, stamp) != stamp),
        removed=tuple(path for path in old if path not in new),
    )


def glance(root: Path, paths: Collection[str], exclude: Collection[str] = ()) -> dict[str, Stamp | None] | None:
    """Return what `scan` would say now of the notes at `paths`; None for one that is gone.

    Returns None where only a scan of the whole library can tell: at a path is no plain file with a note's name, or it
    leads over a link.
    """
    real = os.path.realpath(root)
    excluded = _pattern(exclude)
    found: dict[str, Stamp | None] = {}
    for path in paths:
        folder, _, name = to_disk(path).rpartition("/")
        parents = folder.split("/") if folder else []
        if excluded and any(excluded.match("/".join(parents[:at])) for at in range(1, len(parents) + 1)):
            continue
        if not _is_note(name) or not all(map(_is_open, parents)):
            return None
        if excluded and excluded.match(to_disk(path)):
            continue
        where = str(Path(real, *parents, name))
        if os.path.realpath(where) != where:
            return None
        try:
            status = os.lstat(where)
        except FileNotFoundError:
            found[path] = None
            continue
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode) or not os.access(where, os.R_OK):
            return None
        found[path] = Stamp(status.st_mtime_ns, status.st_size)
    return found


class _Walk:
    """One walk through a library."""

    def __init__(self, root: str, exclude: Collection[str], limit: int) -> None:
        self._root = root
        self._limit = limit or sys.maxsize
        self._excluded = _pattern(exclude)
        self._notes: dict[str, Stamp] = {}
        self._files: list[str] = []
        self._unreadable: list[Unreadable] = []
        self._followed: set[str] = set()
        self._user = os.geteuid()
        # Folders to do: the path to open, its path in the library with a slash behind, and where it really is.
        self._folders = [(root, "", root)]

    def result(self) -> Scan:
        """Walk, and return what was found."""
        while self._folders and len(self._notes) < self._limit:
            folder, prefix, real = self._folders.pop()
            try:
                entries = os.scandir(folder)
            except OSError as error:
                self._refuse(prefix.rstrip("/"), f"This folder cannot be read: {error.strerror}.")
                continue
            with entries:
                self._folder(entries, prefix, real)
        unreadable = sorted(self._unreadable, key=lambda one: one.path)
        return Scan(self._notes, tuple(sorted(self._files)), tuple(unreadable))

    def _folder(self, entries: "os._ScandirIterator[str]", prefix: str, real: str) -> None:
        for entry in entries:
            if len(self._notes) >= self._limit:
                return
            path = prefix + entry.name
            if self._excluded and self._excluded.match(path):
                continue
            try:
                self._entry(entry, path, real)
            except FileNotFoundError:
                # It was deleted a moment ago.
                continue
            except OSError as error:
                if _is_note(entry.name):
                    self._refuse(path, f"It cannot be read: {error.strerror}.")

    def _entry(self, entry: "os.DirEntry[str]", path: str, real: str) -> None:
        # The kinds are known from the folder itself; only notes and links cost a look at the file.
        name = entry.name
        if entry.is_file(follow_symlinks=False):
            if _is_note(name):
                self._note(entry.stat(follow_symlinks=False), entry, path)
            elif _is_other(name):
                self._files.append(from_disk(path))
        elif entry.is_symlink():
            self._link(entry.path, path, name, real)
        elif entry.is_dir(follow_symlinks=False):
            if _is_open(name):
                self._folders.append((entry.path, path + "/", f"{real}{os.sep}{name}"))
        elif _is_note(name):
            self._refuse(path, _ODD_FILE)

    def _note(self, status: os.stat_result, where: "str | os.DirEntry[str]", path: str) -> None:
        # Asking the system costs a call for each file; one's own file with the owner's bit needs no asking.
        is_own = status.st_mode & stat.S_IRUSR and status.st_uid == self._user
        if is_own or os.access(where, os.R_OK):
            self._notes[path if path.isascii() else from_disk(path)] = Stamp(status.st_mtime_ns, status.st_size)
        else:
            self._refuse(path, "You have no permission to read it.")

    def _link(self, where: str, path: str, name: str, real_folder: str) -> None:
        target = os.path.realpath(where)
        mode, reason = self._behind(target)
        if stat.S_ISDIR(mode):
            # Each folder is followed to once, and never to one that holds the link: loops end here.
            if _is_open(name) and target not in self._followed and not holds(target, real_folder + os.sep):
                self._followed.add(target)
                self._folders.append((where, path + "/", target))
        elif _is_note(name):
            if reason:
                self._refuse(path, reason)
            else:
                self._note(os.lstat(target), target, path)
        elif not reason and _is_other(name):
            self._files.append(from_disk(path))

    def _behind(self, target: str) -> tuple[int, str]:
        """Return the mode of what a link leads to, or 0 and the reason why it is not opened."""
        try:
            mode = os.lstat(target).st_mode
        except OSError:
            return 0, "It is a link that leads nowhere."
        if not holds(self._root, target + os.sep):
            return 0, "It is a link that leads out of the library."
        return (mode, "") if stat.S_ISDIR(mode) or stat.S_ISREG(mode) else (0, _ODD_FILE)

    def _refuse(self, path: str, reason: str) -> None:
        self._unreadable.append(Unreadable(from_disk(path), reason))


def _is_note(name: str) -> bool:
    """Return whether a file of this name is a note; Finder's and Emacs' own files beside a note are none."""
    return name.lower().endswith(SUFFIXES) and not name.startswith(("._", ".#"))


def _is_other(name: str) -> bool:
    return name.lower().endswith(FILES) and not name.startswith(".")


def _is_open(name: str) -> bool:
    return not name.startswith(".") and name not in TOOL_FOLDERS


def _pattern(exclude: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern that matches the paths to skip, in the spelling of the disk."""
    parts = []
    for rule in exclude:
        plain = to_disk(rule).strip("/")
        if plain:
            parts.append(("" if "/" in rule.strip("/") else r"(?:.*/)?") + translate(plain))
    return re.compile("|".join(parts), re.DOTALL) if parts else None
