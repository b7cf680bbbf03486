"""From the bytes of a file to its text, with a guess that is named where the file does not say."""

import codecs
import re
from typing import NamedTuple

from reader.core.note import Problem, ProblemKind

BINARY = "binary"
"""The encoding of a file that is no text at all."""

_SAMPLE = 65_536
"""How many bytes decide what a file is."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = bytes(range(0x80, 0x100))
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_WIDE_BLANK = re.compile("[ \n\t\r\u3000\u3001\u3002]")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_ISO_2022 = re.compile(rb"\x1b\$[@B]")

_HANDICAPS = {
    "cp1252": 0.0,
    "cp1251": 0.01,
    "gb18030": 0.01,
    "cp932": 0.01,
    "koi8_r": 0.01,
    "euc_jp": 0.02,
    "big5": 0.02,
    "cp949": 0.02,
    "cp1253": 0.03,
    "cp1256": 0.03,
    "cp1255": 0.04,
    "cp874": 0.04,
    "iso8859_2": 0.05,
    "cp866": 0.05,
    "cp1250": 0.08,
    "cp1254": 0.1,
    "mac_roman": 0.15,
    "cp437": 0.2,
}
"""The encodings that old notes are in, and how much better a rarer one must fit before it is believed."""


class Decoded(NamedTuple):
    """The text of a file, the name of its encoding, and what was odd about it."""

    text: str
    encoding: str
    problem: Problem | None = None


def decode(data: bytes) -> Decoded:
    """Return the text of `data`; nothing is ever refused, undecodable bytes become U+FFFD.

    Line ends stay as they are; a byte order mark is no part of the text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text, bad = _lenient(data[len(bom) :], encoding)
            # Other programs stumble over the wide ones, so their readers are told even where nothing was guessed.
            told = bad or encoding != "utf-8"
            return Decoded(text, encoding, _odd(f"Read as {encoding.upper()}.{_shown(bad)}") if told else None)
    sample = data[:_SAMPLE]
    if b"\0" in sample and (wide := _unmarked_utf16(sample)):
        text, bad = _lenient(data, wide)
        return Decoded(text, wide, _odd(f"Read as {wide.upper()}, which the file does not say.{_shown(bad)}"))
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _guessed(data, sample)
    if b"\0" in sample and _is_binary(sample):
        return Decoded(text, BINARY, _odd("This looks like a binary file, not like text."))
    if b"\x1b$" in sample and _ISO_2022.search(sample):
        text, bad = _lenient(data, "iso2022_jp")
        return Decoded(text, "iso2022_jp", _odd(f"Read as iso2022_jp, which is a guess.{_shown(bad)}"))
    return Decoded(text, "utf-8")


def _guessed(data: bytes, sample: bytes) -> Decoded:
    """Decode what is not UTF-8."""
    text = data.decode("utf-8", "replace")
    if _is_binary(sample):
        return Decoded(text, BINARY, _odd("This looks like a binary file, not like text."))
    bad = text.count("\ufffd")
    good = len(text) - bad - len(data.translate(None, _HIGH))
    # Many good sequences and few bad ones: UTF-8 that was damaged or cut.
    if good >= 20 * bad or good >= 2 * bad <= 6 or good >= bad == 1:
        return Decoded(text, "utf-8", _odd(f"Read as UTF-8.{_shown(bad)}"))
    encoding = _detected(sample)
    text, bad = _lenient(data, encoding)
    return Decoded(text, encoding, _odd(f"Not UTF-8; read as {encoding}, which is a guess.{_shown(bad)}"))


def _detected(sample: bytes) -> str:
    """Return the likeliest encoding, judged by the lines that are not ASCII."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - megabytes in every process, for one file in a thousand

    telling = b"\n".join(line for line in sample.splitlines() if not line.isascii())
    found = {
        encoding: match.chaos + _HANDICAPS[encoding] + _half_width(str(match))
        for match in reversed(list(from_bytes(telling, cp_isolation=list(_HANDICAPS), enable_fallback=False)))
        for encoding in (match.encoding, *match.could_be_from_charset)
        if encoding in _HANDICAPS
    }
    return min(found, key=found.__getitem__, default="cp1252")


def _half_width(text: str) -> float:
    """Return how much of `text` is half-width Katakana, which Chinese turns into when it is taken for Japanese."""
    return len(_HALF_WIDTH.findall(text)) / (len(text) or 1)


def _is_binary(sample: bytes) -> bool:
    return len(_CONTROL.findall(sample)) > 0.05 * len(sample)


def _unmarked_utf16(sample: bytes) -> str | None:
    """Return the UTF-16 form that `sample`, which has NULs, obviously is, or None."""
    sample = sample[: len(sample) & ~1]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) > 0.02 * max(even, odd):
        return None
    try:
        # A surrogate pair may be cut at the end of the sample.
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 2:
            return None
        text = sample[: error.start].decode(encoding)
    plausible = sum(char.isprintable() or char in "\n\r\t" for char in text)
    blanks = len(_WIDE_BLANK.findall(text))
    return encoding if blanks >= 2 and blanks >= 0.01 * len(text) and plausible >= 0.98 * len(text) else None


def _lenient(data: bytes, encoding: str) -> tuple[str, int]:
    """Return the text and how many places of it could not be decoded."""
    try:
        return data.decode(encoding), 0
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text, max(1, text.count("\ufffd"))


def _shown(bad: int) -> str:
    if not bad:
        return ""
    return " One place could not be decoded." if bad == 1 else f" {bad} places could not be decoded."


def _odd(message: str) -> Problem:
    return Problem(ProblemKind.ENCODING, 0, message)
