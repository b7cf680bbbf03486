from array import array
from itertools import accumulate

from hypothesis import given, strategies as st
from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher, W3TermInfo
from whoosh.filedb.structfile import BufferFile
from whoosh.formats import Positions
from whoosh.matching import ListMatcher

from reader.search import blocks

POSITIONS = st.lists(st.integers(0, 200_000), min_size=1, max_size=300, unique=True).map(sorted)
POSTINGS = st.dictionaries(st.integers(0, 3_000_000), POSITIONS, min_size=1, max_size=40).map(
    lambda found: sorted(found.items())
)


@given(POSITIONS)
def test_whoosh_reads_the_positions(positions: list[int]) -> None:
    """A place is a value of Whoosh's positions, whatever their number and distance."""
    (encoded,) = blocks.places([0], [len(positions)], array("I", positions), max(positions) + 1)
    value = encoded[2:] if encoded[:1] == b"C" else encoded[5:]
    assert positions == Positions().decode_positions(value)
    assert positions == blocks.positions_of(value)
    assert len(positions) == Positions().decode_frequency(value)


@given(POSTINGS)
def test_whoosh_reads_the_lists(found: list[tuple[int, list[int]]]) -> None:
    """Whoosh's own matchers read documents, frequencies and positions out of a list, and so does this module."""
    docs = [doc for doc, _ in found]
    counts = [len(positions) for _, positions in found]
    starts = list(accumulate(counts, initial=0))[:-1]
    flat = array("I", [position for _, positions in found for position in positions])
    places = blocks.places(starts, counts, flat, max(flat) + 1)
    posting = blocks.Posting(docs, counts, places)
    lengths = array("B", bytes(max(docs) + 1))
    raw, block = blocks.encode(posting, lengths, 5)
    about = W3TermInfo.from_bytes(raw)
    assert (len(docs), docs[0], docs[-1]) == (about.doc_frequency(), about.min_id(), about.max_id())
    matcher = W3Codec().postings_reader(BufferFile(b"12345" + block), about, Positions())
    assert isinstance(matcher, W3LeafMatcher if len(docs) > 1 else ListMatcher)
    theirs = []
    while matcher.is_active():
        theirs.append((matcher.id(), int(matcher.weight()), matcher.value_as("positions")))
        matcher.next()
    assert [(doc, min(len(own), 255) if len(docs) > 1 else len(own), own) for doc, own in found] == theirs

    entry = blocks.read_entry(raw)
    assert (len(docs), docs[0], len(docs) == 1) == (entry.documents, entry.first, entry.is_inline)
    whole = blocks.decode(entry, block)
    assert docs == list(whole.docs)
    assert [own for _, own in found] == [blocks.positions_of(value) for value in whole.places or ()]
    if not entry.is_inline:
        assert (5, len(block)) == blocks.extent(entry)
        quick, times = blocks.counted(block)
        assert docs == quick
        assert [min(count, 255) for count in counts] == list(times or [1] * len(docs))


def test_facts_have_no_positions() -> None:
    """A field of facts keeps documents only."""
    raw, block = blocks.encode(blocks.Posting([3, 4, 900], b"\1\1\1", None), None, 0)
    assert blocks.Posting([3, 4, 900], b"\1\1\1", None) == blocks.decode(blocks.read_entry(raw), block)
    raw, block = blocks.encode(blocks.Posting([70_000], b"\1", None), None, 0)
    assert (b"", 70_000, True) == (block, blocks.read_entry(raw).first, blocks.read_entry(raw).is_inline)
