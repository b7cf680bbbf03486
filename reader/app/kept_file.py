"""A value that is kept in the private cache for the next start: with what it was made of, and a checksum.

It is disposable: whoever finds it damaged, or made of something else, makes it anew.
"""

import json
import logging
import pickle
import zlib
from collections.abc import Iterable
from pathlib import Path

from reader import __version__
from reader.app.paths import Places, replace_file
from reader.errors import ReaderError

_LOG = logging.getLogger(__name__)

LIST = "last-list"
PAGE = "last-page"


def place(places: Places, root: str, name: str) -> Path:
    """Return the file of what is kept of the library at `root`; raise ReaderError where there can be none."""
    return places.library_cache(Path(root)) / name


def size(places: Places, root: str, name: str) -> int:
    """Return the bytes of what is kept of the library at `root`, which may not serve any more; 0 where nothing is."""
    try:
        return place(places, root, name).stat().st_size
    except (ReaderError, OSError):
        return 0


def key_of(kinds: Iterable[type], *facts: object) -> bytes:
    """Return one line that says what a value was made of: this program, the fields of its `kinds`, and `facts`."""
    shapes = [kind.__match_args__ for kind in kinds]  # type: ignore[attr-defined]  # of records and named tuples
    return json.dumps([__version__, shapes, *facts]).encode() + b"\n"


def read(file: Path, key: bytes) -> object | None:
    """Return what is kept in `file` and was made of `key`, which is one line; None where there is no such thing."""
    try:
        with file.open("rb") as kept:
            if kept.readline() != key:
                return None
            checksum, packed = kept.readline(), kept.read()
        # A damaged one could ask for anything.
        return pickle.loads(packed) if checksum == _checksum(packed) else None  # noqa: S301 - from our own private folder
    except (OSError, pickle.UnpicklingError, AttributeError, TypeError) as error:
        _LOG.info("Nothing is kept in %s: %r", file, error)
        return None


def is_kept(file: Path, key: bytes) -> bool:
    """Return whether something that was made of `key` is kept in `file`; it may be damaged."""
    try:
        with file.open("rb") as kept:
            return kept.readline() == key
    except OSError:
        return False


def write(file: Path, key: bytes, value: object) -> None:
    """Keep `value`, in one step; where that cannot be, the next start makes it anew."""
    try:
        packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        replace_file(file, key + _checksum(packed) + packed)
    except OSError as error:
        _LOG.info("Nothing can be kept in %s: %s", file, error)


def _checksum(packed: bytes) -> bytes:
    return b"%08x\n" % zlib.crc32(packed)
