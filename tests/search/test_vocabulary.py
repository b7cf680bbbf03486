from pathlib import Path

from reader.core.note import Stamp
from reader.core.results import Document
from reader.search.index import Index
from reader.search.segment import Segment
from reader.search.store import Store
from reader.search.vocabulary import Vocabulary


def _segments(folder: Path) -> list[Segment]:
    store = Store(folder)
    return [Segment(store.folder, described) for described in store.read().segments]


def test_words_of_all_segments(tmp_path: Path) -> None:
    """Words come from every field of the reader's words, each once, with those of later commits."""
    known = Vocabulary()
    index = Index(tmp_path)
    index.update([Document("a.md", Stamp(1, 1), "Gardens", "a garden, a warden and the wardens")])
    segments = _segments(tmp_path)
    known.learn(segments)
    assert [(0, "garden"), (1, "gardens"), (1, "warden")] == sorted(known.near("garden", 1, 9))
    assert [(1, "wardens")] == list(known.near_beginnings("wadren", 1, 9))
    assert [(1, "gardens"), (1, "wardens")] == sorted(known.near_endings("adrens", 1, 9))
    assert [] == list(known.near_endings("wardens", 1, 9))
    index.update([Document("b.md", Stamp(1, 1), "", "a harden " + "y" * 64)])
    later = _segments(tmp_path)
    known.learn(later)
    known.learn(later)
    assert [(1, "garden"), (1, "harden"), (1, "warden")] == sorted(known.near("arden", 1, 9))
    assert [(1, "y" * 64)] == list(known.near("y" * 63, 1, 9))
    for segment in (*segments, *later):
        segment.close()
    index.close()


def test_parts_of_words_are_looked_for_in_one_field(tmp_path: Path) -> None:
    """A part is found where a word of that field holds it, not across two words or in the words of another field."""
    index = Index(tmp_path)
    index.update([Document("a.md", Stamp(1, 1), "Ebene", "Größe und Garten")])
    (segment,) = _segments(tmp_path)
    assert ["garten", "grosse", "und"] == segment.words("body")
    assert (True, True) == (segment.has_part("body", "oss"), segment.has_part("title", "ben"))
    assert (False, False) == (segment.has_part("body", "ben"), segment.has_part("body", "nund"))
    assert ([], False) == (segment.words("nothing"), segment.has_part("nothing", "u"))
    segment.close()
    index.close()
