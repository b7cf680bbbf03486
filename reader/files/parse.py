"""From a file's bytes to a note: pure, bounded, and never refused.

`parse` works on bytes and raises nothing; `read` and `contents` are the only functions that touch the disk.
"""

import os
import stat
from datetime import UTC, datetime
from pathlib import Path

from reader.core.note import Note, Problem, ProblemKind, Reading, Stamp
from reader.errors import UnreadableError
from reader.files import fence, headers, properties, tags, title
from reader.files.decode import decode
from reader.files.names import to_disk

PART = 16 * 1024 * 1024
"""How many bytes of a file are read; what is behind them is neither shown nor found."""


def parse(data: bytes, path: str, stamp: Stamp) -> Note:
    r"""Return the note that `data`, the content of the file at `path`, holds.

    Nothing is raised, whatever the bytes are; what was odd stands in the note's `problems`. Where `stamp` tells of a
    larger file, `data` is its beginning.

    >>> parse(b"---\ntags: ai\n---\n# Hello", "a.md", Stamp(0, 26)).title
    'Hello'
    """
    decoded = decode(data)
    text = decoded.text
    flat = flatten(text)
    values, start, reading, odd = _metadata(flat)
    props = properties.layers(values)
    problems = (decoded.problem,) if decoded.problem else ()
    return Note(
        path=path,
        stamp=stamp,
        text=text,
        body_start=start,
        title=title.find(properties.titles(props), flat, start, path, bare=not values),
        modified=_moment(stamp.mtime_ns),
        tags=tags.each_once((*properties.tag_names(props), *tags.inline(flat, start))),
        aliases=properties.aliases(props),
        permalink=properties.permalink(props),
        created=properties.created(props),
        updated=properties.updated(props),
        language=properties.language(props),
        metadata=values,
        reading=reading,
        encoding=decoded.encoding,
        problems=(*problems, *odd, *_part(len(data), stamp.size)),
    )


def flatten(text: str) -> str:
    """Return `text` with LF at the end of each line and every offset as it was."""
    if "\r" not in text:
        return text
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _metadata(flat: str) -> tuple[dict[str, object], int, Reading, tuple[Problem, ...]]:
    """Return the properties, where the body begins, how they were read, and what was odd."""
    found = fence.read(flat)
    if found is not None:
        return found.values, found.end, found.reading, found.problems
    header = headers.read(flat)
    if header is not None:
        return fence.clean(header.values), header.end, header.reading, ()
    return {}, 0, Reading.NONE, ()


def _part(read: int, size: int) -> tuple[Problem, ...]:
    if read >= size or read < PART:
        return ()
    message = f"The file has {size / 1_000_000:.0f} MB; only its first {read / 1_000_000:.0f} MB are shown."
    return (Problem(ProblemKind.RENDER_LIMIT, 0, message),)


def _moment(mtime_ns: int) -> str:
    """Return a file's time as ISO 8601 in the local zone, to the second."""
    try:
        return datetime.fromtimestamp(mtime_ns // 1_000_000_000, UTC).astimezone().isoformat()
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC).isoformat()


def read(root: Path, path: str) -> Note:
    """Read and parse the note at `path`, relative to the library's `root`, or absolute for a note outside of it.

    Raises UnreadableError where the file is missing, may not be read, is no regular file, or where a relative path
    leads out of the library.
    """
    data, stamp = contents(root, path, PART)
    return parse(data, path, stamp)


def contents(root: Path, path: str, limit: int) -> tuple[bytes, Stamp]:
    """Return the first `limit` bytes of a file of the library, such as an image, and its stamp.

    Raises as `read` does.
    """
    wanted = to_disk(path)
    try:
        real = os.path.realpath(root / wanted)
        if not Path(wanted).is_absolute() and not _within(os.path.realpath(root), real):
            raise UnreadableError(f"“{path}” leads out of the library, so it is not opened.")
        return _contents(real, path, limit)
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no file “{path}”.", "Check the spelling of its name.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"“{path}” cannot be read: {reason}.") from error


def _within(root: str, real: str) -> bool:
    return real.startswith(root.rstrip(os.sep) + os.sep)


def _contents(real: str, path: str, limit: int) -> tuple[bytes, Stamp]:
    """Return the content of a regular file, and nothing of anything else."""
    # Some devices do something as soon as they are opened, so the kind is looked at before and again behind the door.
    _refuse_odd(os.lstat(real).st_mode, path)
    descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        status = os.fstat(descriptor)
        _refuse_odd(status.st_mode, path)
        # A file may grow or shrink while it is read; one byte more than expected is enough to come to its end.
        data = file.read(min(status.st_size + 1, limit)) or b""
    return data, Stamp(status.st_mtime_ns, status.st_size)


def _refuse_odd(mode: int, path: str) -> None:
    if stat.S_ISDIR(mode):
        raise UnreadableError(f"“{path}” is a folder, not a note.")
    if not stat.S_ISREG(mode):
        raise UnreadableError(f"“{path}” is no ordinary file, so it is not opened.")
