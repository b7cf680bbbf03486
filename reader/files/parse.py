"""From a file's bytes to a note: pure, bounded, and never refused.

`parse` works on bytes and raises nothing; `read` and `contents` are the only functions that touch the disk.
"""

from datetime import UTC, datetime
from pathlib import Path

from reader.core.note import Note, Problem, ProblemKind, Reading, Stamp
from reader.errors import UnreadableError
from reader.files import fence, formats, headers, properties, tags, title
from reader.files.decode import decode
from reader.files.inside import contents, locate, quoted

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
        return formats.clean(header.values), header.end, header.reading, ()
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

    Raises UnreadableError where the file is missing, may not be read, is no ordinary file, or where a relative path
    leads out of the library.
    """
    try:
        data, status = contents(locate(root, path), path, PART)
    except FileNotFoundError as error:
        raise UnreadableError(f"There is no file {quoted(path)}.", "Check the spelling of its name.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"{quoted(path)} cannot be read: {reason}.") from error
    return parse(data, path, Stamp(status.st_mtime_ns, status.st_size))
