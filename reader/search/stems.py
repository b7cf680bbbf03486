"""The stem of a word in a language.

The index holds words as written; a query asks for all words of the index that share its word's stem. So a word in the
wrong language costs nothing but a little precision, and the exact form can always come first.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

from reader.search.languages import is_common

_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_ARABIC, _HEBREW = re.compile("[\u0621-\u064a]"), re.compile("[\u05d0-\u05ea]")
_ARABIC_ARTICLE = re.compile("\u0648?(?:\u0627\u0644|[\u0628\u0643\u0641]\u0627\u0644|\u0644\u0644)(?=.{3})")
_ARABIC_SMALL = ("", *"ال وال بال كال فال لل و ب ل ف".split())
_HEBREW_ARTICLE = re.compile("\u05d5?\u05d4(?=.{3})")
_HEBREW_SMALL = ("", *"ה ו ב ל מ ש כ וה שה".split())
_SHORTEST_BASE = 3
_LETTERS = re.compile(r"[^\W\d_]+")


def with_articles(word: str) -> frozenset[str]:
    """Return the other forms of a folded Arabic or Hebrew word that have an article or a small word glued to them.

    >>> "كتاب" in with_articles("الكتاب"), "والكتاب" in with_articles("كتاب")
    (True, True)
    """
    if _ARABIC.match(word):
        glued, small = _ARABIC_ARTICLE.match(word), _ARABIC_SMALL
    elif _HEBREW.match(word):
        glued, small = _HEBREW_ARTICLE.match(word), _HEBREW_SMALL
    else:
        return frozenset()
    base = word[glued.end() :] if glued else word
    return frozenset(part + base for part in small) - {word} if len(base) >= _SHORTEST_BASE else frozenset()


@lru_cache(maxsize=1 << 16)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word, or the word itself where the language has no stemmer."""
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None or len(word) < 3 or not _LETTERS.fullmatch(word):
        return word
    return str(_stemmer(algorithm).stemWord(word))


@lru_cache(maxsize=32)
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(algorithm)


def _shared(one: str, other: str) -> str:
    size = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        size += 1
    return one[:size]


def stem_roots(word: str, languages: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for each language the stem of `word`, and the beginning that all words with this stem share.

    `happy` and `happiness` have the stem `happi`, so their shared beginning is shorter than the stem.
    """
    roots = {}
    for language in languages:
        if is_common(word, language):
            continue
        root = stem(word, language)
        shared = _shared(root, word)
        if root[-1:] in ("i", "y") and len(shared) == len(root):
            shared = shared[:-1]
        if len(shared) >= 3:
            roots[language] = (root, shared)
    return roots
