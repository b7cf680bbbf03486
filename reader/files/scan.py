"""Which notes and files a folder holds, without opening one of them.

A symbolic link is followed only while it stays inside the library. Devices, pipes and sockets are never opened; hidden
folders and those of tools are skipped. Paths are in the library's spelling (see `reader.files.names`).
"""

import os
import re
import stat
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path

from reader.core.library import Changes, Unreadable
from reader.core.links import SUFFIXES
from reader.core.note import Stamp
from reader.errors import UnreadableError
from reader.files.inside import holds
from reader.files.names import from_disk, to_disk

TOOL_FOLDERS = frozenset(("node_modules", "__pycache__"))
"""Folders that hold no notes of the user although they are not hidden."""

FILES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".pdf", ".bib", ".json", ".csl")
"""The extensions of files that notes use, in lower case."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a library holds: its notes with their stamps, its other files, and the notes that cannot be read."""

    notes: Mapping[str, Stamp]
    files: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def scan(root: Path, exclude: Collection[str] = ()) -> Scan:
    """Return what the folder `root` holds now.

    `exclude` are paths or patterns (`drafts`, `archive/2019`, `*.txt`), relative to the root; one without a slash is
    a name at any depth. Raises UnreadableError where `root` is missing, no folder, or may not be read.
    """
    real = os.path.realpath(root)
    try:
        with os.scandir(real):
            pass
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no folder “{root}”.", "Open another folder.") from error
    except NotADirectoryError as error:
        raise UnreadableError(f"“{root}” is not a folder.", "Open the folder that it is in.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"The folder “{root}” cannot be read: {reason}.", "Open another folder.") from error
    return _Walk(real, exclude).result()


def diff(old: Mapping[str, Stamp], new: Mapping[str, Stamp]) -> Changes:
    """Return what changed from `old` to `new`, by time and size, each part in the order of its mapping."""
    return Changes(
        added=tuple(path for path in new if path not in old),
        changed=tuple(path for path, stamp in new.items() if old.get(path, stamp) != stamp),
        removed=tuple(path for path in old if path not in new),
    )


class _Walk:
    """One walk through a library."""

    def __init__(self, root: str, exclude: Collection[str]) -> None:
        self._root = root
        self._excluded = _pattern(exclude)
        self._notes: dict[str, Stamp] = {}
        self._files: list[str] = []
        self._unreadable: list[Unreadable] = []
        self._followed: set[str] = set()
        # Folders to do: the path to open, its path in the library with a slash behind, and where it really is.
        self._folders = [(root, "", root)]

    def result(self) -> Scan:
        """Walk, and return what was found, ordered by path."""
        while self._folders:
            folder, prefix, real = self._folders.pop()
            try:
                entries = os.scandir(folder)
            except OSError as error:
                self._refuse(prefix.rstrip("/"), f"This folder cannot be read: {error.strerror}.")
                continue
            with entries:
                self._folder(entries, prefix, real)
        notes = dict(sorted(self._notes.items()))
        return Scan(notes, tuple(sorted(self._files)), tuple(sorted(self._unreadable, key=lambda one: one.path)))

    def _folder(self, entries: "os._ScandirIterator[str]", prefix: str, real: str) -> None:
        for entry in entries:
            name = entry.name
            path = prefix + name
            if self._excluded and self._excluded.match(path):
                continue
            try:
                if entry.is_symlink():
                    self._link(entry, path, real)
                elif entry.is_dir(follow_symlinks=False):
                    if _is_open(name):
                        self._folders.append((entry.path, path + "/", f"{real}{os.sep}{name}"))
                else:
                    self._file(entry.path, path, name, None)
            except OSError as error:
                if name.lower().endswith(SUFFIXES) and not isinstance(error, FileNotFoundError):
                    self._refuse(path, f"It cannot be read: {error.strerror}.")

    def _link(self, entry: "os.DirEntry[str]", path: str, real_folder: str) -> None:
        name = entry.name
        is_note = name.lower().endswith(SUFFIXES) and not name.startswith(".#")
        target = os.path.realpath(entry.path)
        try:
            status = os.lstat(target)
        except OSError:
            if is_note:
                self._refuse(path, "It is a link that leads nowhere.")
            return
        if not holds(self._root, target + os.sep):
            if is_note:
                self._refuse(path, "It is a link that leads out of the library.")
        elif not stat.S_ISDIR(status.st_mode):
            self._file(target, path, name, status)
        # Each folder is followed to once, and never to one that holds the link: loops end here.
        elif _is_open(name) and target not in self._followed and not holds(target, real_folder + os.sep):
            self._followed.add(target)
            self._folders.append((entry.path, path + "/", target))

    def _file(self, where: str, path: str, name: str, status: os.stat_result | None) -> None:
        lowered = name.lower()
        if lowered.endswith(SUFFIXES):
            # Finder's and Emacs' own files beside a note.
            if name.startswith(("._", ".#")):
                return
            status = status or os.lstat(where)
            if not stat.S_ISREG(status.st_mode):
                self._refuse(path, "It is no ordinary file, so it is not opened.")
            elif not _may_read(where, status):
                self._refuse(path, "You have no permission to read it.")
            else:
                self._notes[from_disk(path)] = Stamp(status.st_mtime_ns, status.st_size)
        elif lowered.endswith(FILES) and not name.startswith("."):
            self._files.append(from_disk(path))

    def _refuse(self, path: str, reason: str) -> None:
        self._unreadable.append(Unreadable(from_disk(path), reason))


def _is_open(name: str) -> bool:
    return not name.startswith(".") and name not in TOOL_FOLDERS


def _may_read(where: str, status: os.stat_result) -> bool:
    # Asking the system costs a call for each file; one's own file with the owner's bit needs no asking.
    return bool(status.st_mode & stat.S_IRUSR and status.st_uid == os.geteuid()) or os.access(where, os.R_OK)


def _pattern(exclude: Collection[str]) -> re.Pattern[str] | None:
    """Return a pattern that matches the paths to skip, in the spelling of the disk."""
    parts = []
    for rule in exclude:
        plain = to_disk(rule).strip("/")
        if plain:
            parts.append(("" if "/" in rule.strip("/") else r"(?:.*/)?") + translate(plain))
    return re.compile("|".join(parts), re.DOTALL) if parts else None
