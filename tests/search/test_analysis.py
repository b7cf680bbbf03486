import base64
import random
import textwrap
import unicodedata

import pytest
from hypothesis import given, strategies as st

from reader.search.analysis import Slot, fold_word, readable, slots, surfaces, terms, without_blobs
from tests.pace import grows_evenly


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Hello, world!", ["Hello", "world"]),
        ("snake_case kebab-case don't", ["snake", "case", "kebab", "case", "don", "t"]),
        ("C++ and C# but #tag", ["C++", "and", "C#", "but", "tag"]),
        ("v1.2.3 me@example.org", ["v1", "2", "3", "me", "example", "org"]),
        ("Ce\u0301dille naïve", ["Cédille", "naïve"]),
        ("soft\u00adhyphen", ["softhyphen"]),
        ("我爱你", ["我爱", "爱你", "你"]),
        ("用Python写", ["用", "Python", "写"]),
        ("データ・ベース", ["デー", "ータ", "タ", "ベー", "ース", "ス"]),
        ("한국어 말", ["한국", "국어", "어", "말"]),
        ("ﾃﾞｰﾀ", ["デー", "ータ", "タ"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("مَرْحَبًا بالعالم", ["مَرْحَبًا", "بالعالم"]),
    ],
)
def test_surfaces(text: str, expected: list[str]) -> None:
    """Words are cut as people of each script would, unspaced scripts into pairs."""
    assert expected == surfaces(text)


def test_thai_and_khmer_keep_their_vowels() -> None:
    """Signs above and below the letters stay in the pairs, so that a longer word is not taken for a shorter one."""
    for text in ("ภาษาไทย", "ភាសាខ្មែរ"):
        assert list(text) == [pair[0] for pair in surfaces(text)]


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Word", ("word",)),
        ("NASA", ("nasa",)),
        ("getModulePath", ("getmodulepath", "get", "module", "path")),
        ("HTMLParser", ("htmlparser", "html", "parser")),
        ("PowerShell", ("powershell", "power", "shell")),
        ("C++", ("c++", "c")),
        ("Straße", ("strasse",)),
        ("Ångström", ("angstrom",)),
        ("x" * 65, ()),
    ],
)
def test_terms(surface: str, expected: tuple[str, ...]) -> None:
    """A surface gives its folded form and the parts of an identifier."""
    assert expected == terms(surface)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉCOLE", "ecole"),
        ("ﬁn", "fin"),
        ("ＡＢＣ", "abc"),
        ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("Ёлка", "елка"),
        ("مَرْحَبًا", "مرحبا"),
    ],
)
def test_fold(one: str, other: str) -> None:
    """Case, accents and compatible letters make no difference."""
    assert fold_word(one) == fold_word(other)


def test_fold_keeps_letters_apart() -> None:
    """What a script holds for different letters stays different."""
    assert fold_word("ий") != fold_word("ии")
    assert fold_word("が") != fold_word("か")


@given(st.text(max_size=200))
def test_normal_form_makes_no_difference(text: str) -> None:
    """A text in NFD gives the words of the same text in NFC."""
    composed = [term for surface in surfaces(unicodedata.normalize("NFC", text)) for term in terms(surface)]
    apart = [term for surface in surfaces(unicodedata.normalize("NFD", text)) for term in terms(surface)]
    assert composed == apart


@given(st.text(max_size=200))
def test_terms_are_words_of_their_own_query(text: str) -> None:
    """Every word of a text is found by a query for the text."""
    asked = {slot.term for slot in slots(text)}
    held = {term for surface in surfaces(text) for term in terms(surface)}
    assert asked <= held


def test_slots() -> None:
    """A query's words keep their distances, and the last one may be open."""
    assert [Slot("big", 0, False), Slot("idea", 1, True)] == slots("big idea", prefix=True)
    assert [Slot("我爱", 0, False), Slot("爱你", 1, False)] == slots("我爱你", prefix=True)
    assert [Slot("你", 0, True)] == slots("你")
    assert [Slot("用", 0, True), Slot("python", 1, False)] == slots("用Python")
    assert [] == slots("?! …")


def test_readable() -> None:
    """Tags, entities and embedded data are no words, what they stand around is."""
    html = 'a <span class="x">b</span> c&nbsp;d ![i](data:image/png;base64,iVBORw0KGgo=) List<String> 1 < 2 > 0\r\ne\rf'
    assert (
        "a b c d i List<String> 1 < 2 > 0 e f".split()
        == readable(html).replace("![i](", " i ").replace(")", "").split()
    )
    assert "a <b x='\n\nword '>" == readable("a <b x='\n\nword '>")
    assert ["c", "d"] == readable("c <b\nx='y'>d").split()


def test_blobs_are_no_words() -> None:
    """Encoded data is taken out in one run and in lines; long paths and rows of words are kept."""
    data = base64.b64encode(random.Random(1).randbytes(900)).decode()
    url_safe = base64.urlsafe_b64encode(random.Random(2).randbytes(300)).decode()
    for width in (64, 76):
        lines = textwrap.wrap(data, width)
        for lead in ("", "    ", "> "):
            block = "\n".join(lead + line for line in lines)
            assert ["Key", "end"] == surfaces(without_blobs(f"Key\n\n{block}\n\nend\n"))
    assert ["a", "b"] == surfaces(without_blobs(f"a {data} b {url_safe}"))
    path = "/usr/share/doc/readTheManual/first-steps/with_under_scores/2024/11/Notes/about/ships/README/of/x"
    assert surfaces(path) == surfaces(without_blobs(path))
    assert len(path) > 80
    hashes = "\n".join(random.Random(seed).randbytes(32).hex() for seed in range(3))
    assert hashes.split() == surfaces(without_blobs(hashes))


@pytest.mark.parametrize("piece", ["aB", "a/", "ab", "A", "> ", "a" * 76 + "\n", "ab" * 30 + " \n"])
def test_hostile_blobs_are_quick(piece: str) -> None:
    """What looks like encoded data takes no longer than other texts of its size."""
    assert grows_evenly(lambda size: without_blobs(piece * (size // len(piece))), 400_000)


@pytest.mark.parametrize(
    "piece", ["<a " * 9, "data:a/", "&#1", "<div <", "[[", "x_" * 3, "我", "a\u0301", "+", "#", "ＡB"]
)
def test_hostile_texts_are_quick(piece: str) -> None:
    """Texts made to be slow take no longer than others of their size."""
    assert grows_evenly(lambda size: surfaces(readable(piece * (size // len(piece)))), 400_000)
