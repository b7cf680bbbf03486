"""Posting lists as bytes: exactly what Whoosh reads, written and read whole instead of posting by posting.

A list is one block of Whoosh's third codec: magic, length, a pickled tuple about the block, and a pickled tuple of
document numbers (as differences), frequencies and positions. The pickles are put together by hand from operations that
every unpickler knows, with numbers under 256 as `bytes`: Whoosh reads them as the sequences of integers they are, and
this module reads them without unpickling anything. A list of one document lies inline in the term's entry.
"""

import pickle
import sys
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, chain
from operator import sub
from struct import Struct
from typing import NamedTuple

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC

from reader.search import lanes

_INFO = Struct("<2sI1sI")
_SIZE = Struct("!i")
_WIDE = Struct("<I")
_WEIGHT = Struct("!d")
TERM = Struct("!BfIBBfII")
"""What Whoosh keeps of a term: inline or not, weight, documents, shortest, longest, most, first and last document."""
_EXTENT = Struct("!qi")
_HEAD = len(WHOOSH3_HEADER_MAGIC) + _SIZE.size
_ABOUT = 11 + 9 + 8
"""The bytes of the tuple about a block; see `_about`."""

_NARROW = 1 << 16


class Posting(NamedTuple):
    """The documents of one term: their numbers, how often each holds it, and where (None in a field of facts).

    A place is a pickled value of Whoosh's `Positions` as a pickle operation, ready to be written; see `places`.
    """

    docs: Sequence[int]
    counts: Sequence[int]
    places: Sequence[bytes] | None


class Entry(NamedTuple):
    """What the term's entry tells without its list. `low` is the shortest field's length as Whoosh's byte."""

    documents: int
    weight: float
    low: int
    first: int
    is_inline: bool
    raw: bytes


def places(starts: Sequence[int], counts: Sequence[int], positions: "array[int]", length: int) -> list[bytes]:
    """Return the places of terms in documents as pickle operations, each of which puts one on the stack.

    All are made at once: each term has, in each document, so many of the `positions` (type I), which ascend from the
    start that is given for it to the next one. None reaches `length`.
    """
    low = lanes.low_halves(positions)
    operations = _operations(starts, positions, low)
    # Most terms stand in a document once, and what says so is made already.
    once = _once()
    found = [
        once[low[start]] if count == 1 else _head(count) + operations[3 * start : 3 * (start + count)] + b"t."
        for start, count in zip(starts, counts, strict=True)
    ]
    if length > _NARROW:
        for at, (start, count) in enumerate(zip(starts, counts, strict=True)):
            if positions[start + count - 1] >= _NARROW:
                found[at] = _wide_place(positions[start : start + count])
    return found


def _operations(starts: Iterable[int], positions: "array[int]", low: "array[int]") -> bytes:
    """Return the steps from position to position as operations of three bytes each, where two bytes can tell them."""
    steps = lanes.steps(positions)
    for start in starts:
        # The step from another document's last position is none.
        steps[start] = low[start]
    # All numbers at once become operations, at a tenth of the price of one after the other.
    if sys.byteorder == "big":
        steps.byteswap()
    raw = steps.tobytes()
    packed = bytearray(b"M\0\0" * len(steps))
    packed[1::3] = raw[::2]
    packed[2::3] = raw[1::2]
    return bytes(packed)


@cache
def _once() -> list[bytes]:
    """Return by position the place of a term that a document holds once: most of all places, so they are made once."""
    return [b"C\x09\x00\x00\x00\x01M" + at.to_bytes(2, "little") + b"\x85." for at in range(_NARROW)]


@cache
def _head(count: int) -> bytes:
    """Return what stands before so many numbers of three bytes each in a place."""
    size = 4 + 1 + 3 * count + 2
    head = b"C" + bytes((size,)) if size < 256 else b"B" + _WIDE.pack(size)
    return head + count.to_bytes(4, "big") + b"("


def _wide_place(positions: Sequence[int]) -> bytes:
    """Return the place of a term in a document that is longer than two bytes can tell."""
    if len(positions) == 1 and positions[0] < _NARROW:
        return _once()[positions[0]]
    steps = list(map(sub, positions, chain((0,), positions)))
    return wrapped(len(positions).to_bytes(4, "big") + pickle.dumps(steps, 2))


def wrapped(value: bytes) -> bytes:
    """Return `value` as a pickle operation that puts it on the stack."""
    if len(value) < 256:
        return b"C" + bytes((len(value),)) + value
    return b"B" + _WIDE.pack(len(value)) + value


def positions_of(value: bytes) -> list[int]:
    """Return the positions that a value of Whoosh's `Positions` holds."""
    if value[4] == 0x4D:  # one position: BININT2
        return [value[5] | value[6] << 8]
    return list(accumulate(pickle.loads(value[4:])))  # noqa: S301 - the index is private to the user


def _numbers(values: Sequence[int]) -> bytes:
    try:
        packed = bytes(values)
    except ValueError:
        # Without the protocol mark in front and the full stop behind.
        return pickle.dumps(tuple(values), 2)[2:-1]
    return b"B" + _WIDE.pack(len(packed)) + packed


def _about(count: int, last: int, most: float, low: int, high: int) -> bytes:
    head = _INFO.pack(b"(J", count, b"J", last)
    return head + b"G" + _WEIGHT.pack(most) + b"K\0K" + bytes((low,)) + b"K" + bytes((high,)) + b"t."


def encode(posting: Posting, lengths: Sequence[int] | None, offset: int) -> tuple[bytes, bytes]:
    """Return the term's entry and its posting list (empty where inline), to be written at `offset`.

    `lengths` are the lengths of the field by document as Whoosh's bytes; None for a field of facts.
    """
    docs, counts, places = posting
    if len(docs) == 1:
        return _inline(docs[0], counts[0], places, lengths), b""
    most = max(counts)
    sizes = [lengths[doc] for doc in docs] if lengths is not None else (0,)
    low, high = min(sizes), max(sizes)
    data = (
        b"("
        + _numbers(list(map(sub, docs, chain((0,), docs))))
        + (b"N" if most == 1 else _numbers([min(count, 255) for count in counts] if most > 255 else counts))
        + (b"(" + b"".join(places) + b"t" if places is not None else b"N")
        + b"t."
    )
    about = _about(len(docs), docs[-1], min(most, 255), low, high)
    block = WHOOSH3_HEADER_MAGIC + _SIZE.pack(-(len(about) + len(data))) + about + data
    term = TERM.pack(0, sum(counts), len(docs), low, high, min(most, 255), docs[0], docs[-1])
    return term + _EXTENT.pack(offset, len(block)), block


def _inline(doc: int, count: int, places: Sequence[bytes] | None, lengths: Sequence[int] | None) -> bytes:
    size = lengths[doc] if lengths is not None else 0
    term = TERM.pack(1, count, 1, size, size, count, doc, doc)
    value = places[0] if places is not None else b"C\0"
    number = b"J" + doc.to_bytes(4, "little") + b"\x85"
    return term + number + b"G" + _WEIGHT.pack(count) + b"\x85" + value + b"\x85\x87."


def read_entry(raw: bytes) -> Entry:
    """Read a term's entry."""
    flag, weight, documents, low, _, _, first, _ = TERM.unpack_from(raw)
    return Entry(documents, weight, low, first, flag == 1, raw)


def extent(entry: Entry) -> tuple[int, int]:
    """Return offset and length of the list of a term that is not inline."""
    offset, length = _EXTENT.unpack_from(entry.raw, TERM.size)
    return int(offset), int(length)


def counted(block: bytes) -> tuple[list[int], Sequence[int] | None]:
    """Return document numbers and frequencies of a list; None where each frequency is one."""
    start = _HEAD + _ABOUT
    if block[start + 1] != 0x42:  # wide differences
        steps, counts, _ = pickle.loads(block[start:])  # noqa: S301 - the index is private to the user
        return list(accumulate(steps)), counts
    at = start + 6
    end = at + _WIDE.unpack_from(block, start + 2)[0]
    docs = list(accumulate(block[at:end]))
    if block[end] == 0x42:
        return docs, block[end + 5 : end + 5 + len(docs)]
    return docs, None if block[end] == 0x4E else pickle.loads(block[start:])[1]  # noqa: S301 - as above


def decode(entry: Entry, block: bytes) -> Posting:
    """Return a whole posting list with its values, as Whoosh stores them."""
    if entry.is_inline:
        docs, counts, values = pickle.loads(entry.raw[TERM.size :])  # noqa: S301 - the index is private to the user
        return Posting(docs, [int(count) for count in counts], values)
    steps, counts, values = pickle.loads(block[_HEAD + _ABOUT :])  # noqa: S301 - as above
    docs = list(accumulate(steps))
    return Posting(docs, counts if counts is not None else b"\1" * len(docs), values)
