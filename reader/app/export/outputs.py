"""Where an export goes: names that every file system takes, and files that are written whole or not at all."""

import os
import re
import secrets
import stat
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from reader.core.links import SUFFIXES
from reader.core.text import fold, one_line
from reader.errors import UnwritableError

SUFFIXES_OF = {"pdf": ".pdf", "html": ".html", "markdown": ".md", "text": ".txt"}
"""What the names of exports end with, by their form."""

PART = ".postil-part"
"""How the name of a file ends that is being written; before it stands the number of the process."""

_LONGEST = 120
_FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+'
)
_BLANKS = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_AT_THE_ENDS = " .-~"


def safe_name(title: str, taken: set[str]) -> str:
    """Return a file name without suffix for `title`, and add it to `taken`.

    It is NFC, at most 120 bytes of UTF-8, holds nothing that Windows, macOS or a shell's option parser objects to,
    and differs from all in `taken`, which are folded, in more than case.

    >>> safe_name("../What is a note?", set())
    'What is a note'
    """
    text = unicodedata.normalize("NFC", title.encode("utf-8", "ignore").decode("utf-8"))
    name = _BLANKS.sub(" ", _FORBIDDEN.sub(" ", text)).strip(_AT_THE_ENDS)
    if _RESERVED.match(name):
        name = f"note {name}"
    name = _shortened(name, _LONGEST) or "note"
    if fold(name) in taken:
        name = _numbered(name, _free_number(name, taken))
    taken.add(fold(name))
    return name


def _free_number(name: str, taken: set[str]) -> int:
    """Return a number that makes `name` unique: the lowest, where all below it are taken.

    Ten thousand notes may be called "Untitled", so the numbers are not tried one by one.
    """
    used, free = 1, 2
    while fold(_numbered(name, free)) in taken:
        used, free = free, free * 2
    while free - used > 1:
        middle = (used + free) // 2
        if fold(_numbered(name, middle)) in taken:
            used = middle
        else:
            free = middle
    return free


def _numbered(name: str, number: int) -> str:
    ending = f" {number}"
    return _shortened(name, _LONGEST - len(ending)) + ending


def _shortened(name: str, limit: int) -> str:
    """Return as much of `name` as fits into `limit` bytes, without half a character or a blank at its end."""
    return name.encode("utf-8")[:limit].decode("utf-8", "ignore").rstrip(_AT_THE_ENDS)


def plan_outputs(
    notes: Sequence[tuple[str, str]], output: Path, suffix: str, *, merge: bool = False, inside: bool = False
) -> list[Path]:
    """Return the file for each document that comes out of `notes`, which are pairs of path and title.

    One document goes to `output` itself; several go into the folder `output`, which is made, each under its title
    with `suffix` (such as ".pdf"). `inside` says that `output` is a folder for one as well. Raises UnwritableError
    where the folder cannot be.
    """
    if merge and inside:
        raise UnwritableError(f"{_shown(output)} is a folder, and one document comes out.", "Give the name of a file.")
    if merge or (len(notes) == 1 and not inside):
        return [output]
    try:
        output.mkdir(exist_ok=True)
    except FileExistsError as error:
        why = "and several documents come out" if len(notes) > 1 else "not a folder"
        message = f"{_shown(output)} is a file, {why}."
        raise UnwritableError(message, "Name a folder, or join them with --merge.") from error
    except (OSError, ValueError) as error:
        message = f"The folder {_shown(output)} cannot be made ({_reason(error)})."
        raise UnwritableError(message, "Name one inside a folder that exists.") from error
    taken: set[str] = set()
    return [output / (safe_name(title or Path(path).stem, taken) + suffix) for path, title in notes]


def write_file(path: Path, data: bytes | str, *, force: bool, library: Path | None = None) -> None:
    """Write `data` to `path` whole or not at all; text is written as UTF-8.

    It is written beside `path` first and then takes its name, so that a full disk or a power cut leaves what stood
    there. An existing file is replaced only by `force`, and a note of `library` never. Raises UnwritableError.
    """
    _check(path, force=force, library=library)
    content = data.encode("utf-8", "replace") if isinstance(data, str) else data
    beside = path.parent / f".{os.getpid()}-{secrets.token_hex(8)}{PART}"
    try:
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _rename(beside, path, force=force)
        finally:
            beside.unlink(missing_ok=True)
    except FileExistsError as error:
        raise _exists(path) from error
    except (OSError, ValueError) as error:
        message = f"{_shown(path)} cannot be written ({_reason(error)})."
        raise UnwritableError(message, "Choose another place, or make room.") from error


def sweep(output: Path, process: int) -> None:
    """Take away what `process` was writing to `output`, a file or a folder, when it was killed."""
    folder = output if output.is_dir() else output.parent
    for part in folder.glob(f".{process}-*{PART}"):
        part.unlink(missing_ok=True)


def _check(path: Path, *, force: bool, library: Path | None) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        if not path.parent.is_dir():
            message = f"There is no folder {_shown(path.parent)}."
            raise UnwritableError(message, "Make it first, or choose another place.") from None
        return
    except (OSError, ValueError) as error:
        message = f"{_shown(path)} cannot be written ({_reason(error)})."
        raise UnwritableError(message, "Choose another place.") from error
    if stat.S_ISDIR(found.st_mode):
        raise UnwritableError(f"{_shown(path)} is a folder.", "Give the name of a file.")
    if not stat.S_ISREG(found.st_mode):
        raise UnwritableError(f"{_shown(path)} is not an ordinary file.", "Give the name of a new file.")
    if not force:
        raise _exists(path)
    if library is not None and path.suffix.lower() in SUFFIXES and path.resolve().is_relative_to(library.resolve()):
        raise UnwritableError(f"{_shown(path)} is a note, and Postil changes no note.", "Choose another name.")


def _rename(beside: Path, path: Path, *, force: bool) -> None:
    if force:
        beside.replace(path)
        return
    try:
        # Unlike a rename, a link never replaces a file that has appeared in the meantime.
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # FAT and some network file systems have no links.
        if path.exists():
            raise FileExistsError(path) from None
        beside.replace(path)


def _exists(path: Path) -> UnwritableError:
    return UnwritableError(f"{_shown(path)} exists already.", "Choose another name, or replace it with --force.")


def _shown(path: Path) -> str:
    return one_line(os.fsencode(path).decode("utf-8", "backslashreplace"))


def _reason(error: OSError | ValueError) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else "the name is not valid"
