"""Names of files that are no text, and how they survive JSON, SQLite and a pipe.

A file's name on a POSIX disk is bytes. Python shows a byte that is not UTF-8 as a lone surrogate, which neither JSON
nor SQLite can store. A library path therefore shows each such byte as one character of a private range: byte 0x80 is
U+EF80, byte 0xFF is U+EFFF. A name that really holds a character of this range has that character's three bytes
shown in the same way, so two different names never give one path and every path leads back to its file.
"""

import re

_PRIVATE = 0xEF00
_SURROGATE = 0xDC00
_BYTES = range(0x80, 0x100)
_TO_PATH = {_SURROGATE + byte: _PRIVATE + byte for byte in _BYTES}
_TO_DISK = {_PRIVATE + byte: _SURROGATE + byte for byte in _BYTES}
_ODD = re.compile("[\udc80-\udcff\uef80-\uefff]")
_REAL = re.compile("[\uef80-\uefff]")


def from_disk(name: str) -> str:
    r"""Return the library's spelling of `name` as `os` gives it.

    >>> from_disk("caf\udce9.md") == "caf\uefe9.md"
    True
    """
    if name.isascii() or not _ODD.search(name):
        return name
    spelled = _REAL.sub(lambda match: match[0].encode().decode("ascii", "surrogateescape"), name)
    return spelled.translate(_TO_PATH)


def to_disk(path: str) -> str:
    r"""Return the name that `os` understands for the library's `path`.

    >>> to_disk("caf\uefe9.md") == "caf\udce9.md"
    True
    """
    if path.isascii() or not _REAL.search(path):
        return path
    # Bytes that form a real character again must come back as that character.
    return path.translate(_TO_DISK).encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
