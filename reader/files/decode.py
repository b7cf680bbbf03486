"""From the bytes of a file to its text, with a guess that is named where the file does not say."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from reader.core.note import Problem, ProblemKind

SAMPLE = 65_536
"""How many bytes the detector looks at."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = bytes(range(0x80, 0x100))
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """The text of a file, the name of its encoding, and what was odd about it."""

    text: str
    encoding: str
    problem: Problem | None


def decode(data: bytes) -> Decoded:
    """Return the text of `data`; nothing is ever refused, undecodable bytes become U+FFFD.

    Line ends stay as they are; a byte order mark is no part of the text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :], encoding)
    if b"\0" in data[:SAMPLE] and (wide := _unmarked_utf16(data[:SAMPLE])):
        text, bad = _lenient(data, wide)
        return Decoded(text, wide, _odd(f"No byte order mark; read as {wide.upper()}.{_shown(bad)}"))
    try:
        return Decoded(data.decode(), "utf-8", None)
    except UnicodeDecodeError:
        return _guessed(data)


def _marked(data: bytes, encoding: str) -> Decoded:
    text, bad = _lenient(data, encoding)
    return Decoded(text, encoding, _odd(f"Read as {encoding.upper()}.{_shown(bad)}") if bad else None)


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    """Return the text and how many places of it could not be decoded."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, max(1, text.count("\ufffd"))


def _unmarked_utf16(sample: bytes) -> str | None:
    """Return the UTF-16 form that `sample` obviously is: half of its bytes nearly all NUL, the other half never."""
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even <= 0.02 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd <= 0.02 * half:
        return "utf-16-be"
    return None


def _guessed(data: bytes) -> Decoded:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    sample = data[:SAMPLE]
    if len(_BINARY.findall(sample)) > 0.02 * len(sample):
        return Decoded(text, "binary", _odd("This looks like a binary file, not like text."))
    # Many good sequences and few bad ones: UTF-8 that was damaged or cut.
    good = len(text) - bad - len(data.translate(None, _HIGH))
    if good >= 4 * bad:
        return Decoded(text, "utf-8", _odd(f"Read as UTF-8.{_shown(bad)}"))
    encoding = _detected(sample)
    text, bad = _lenient(data, encoding)
    return Decoded(text, encoding, _odd(f"Not UTF-8; read as {encoding}, which is a guess.{_shown(bad)}"))


def _detected(sample: bytes) -> str:
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"


def _shown(bad: int) -> str:
    if not bad:
        return ""
    return " One place could not be decoded." if bad == 1 else f" {bad} places could not be decoded."


def _odd(message: str) -> Problem:
    return Problem(ProblemKind.ENCODING, 0, message)
