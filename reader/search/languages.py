"""In which language a note is written, and the stem of a word in it.

The index holds words as written; a query asks for all words of the index that share its word's stem. So a word in the
wrong language costs nothing but a little precision, and the exact form can always come first.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

_COMMON = {
    "en": "the and of to in is that for with are this it be on as was by from have not you which can or will has",
    "de": "der die und das ist nicht ein eine mit auf für den von zu dem sich auch werden wird sind oder wie im",
    "fr": "le la les des et est une dans pour que qui pas sur avec du ce par plus sont ou au cette nous mais",
    "es": "el los las que una por con para del está como más pero su es se lo al son este también",
    "it": "il che di una per non sono della con gli nel dei più anche questo come si le alla ma delle",
    "pt": "não uma para com que dos mais por como mas são também pela ao os das você isso ser tem",
    "nl": "het een van en niet dat de zijn voor met aan er maar om ook als bij naar wordt deze",
    "sv": "och att det som är inte för på en ett med av till den har de om så kan vi",
    "da": "og at det som er ikke for på en et med af til den har de om så kan vi jeg",
    "no": "og at det som er ikke for på en et med av til den har de om så kan vi jeg",
    "fi": "ja on ei se että oli ovat mutta kun tai myös joka niin hän ole kuin mitä tämä",
    "hu": "és hogy nem egy az van volt ez meg csak már vagy mint lehet ha még kell",
    "ro": "și să nu este pentru din care cu mai sunt dar fost acest prin sau ca pe",
    "tr": "ve bir bu için ile da de çok daha olarak ne gibi var kadar sonra ama olan",
    "ru": "и в не на что с по как это а но из у за от так для же его она",
}
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_ENOUGH = 4
_CODE = re.compile(r"[a-z]{2,3}")
_LETTERS = re.compile(r"[^\W\d_]+")


def _reversed() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for code, words in _COMMON.items():
        for word in words.split():
            languages[word] = (*languages.get(word, ()), code)
    return languages


_LANGUAGES_OF = _reversed()
_ALL_COMMON = frozenset(_LANGUAGES_OF)


def detect(words: Iterable[str]) -> str:
    """Return the code of the language that most of the common words among `words` belong to, or "".

    >>> detect("the cat is on that mat".split())
    'en'
    """
    votes: dict[str, int] = {}
    for word in _ALL_COMMON.intersection(words):
        for code in _LANGUAGES_OF[word]:
            votes[code] = votes.get(code, 0) + 1
    best = max(votes.items(), key=lambda vote: (vote[1], vote[0]), default=("", 0))
    return best[0] if best[1] >= _ENOUGH else ""


def code_of(language: str | None) -> str:
    """Return the plain code of a language as notes name it (`en-GB`, `DE`), or ""."""
    found = _CODE.match((language or "").strip().lower())
    return found[0][:2] if found else ""


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
        root = stem(word, language)
        shared = _shared(root, word)
        if root[-1:] in ("i", "y") and len(shared) == len(root):
            shared = shared[:-1]
        if len(shared) >= 3:
            roots[language] = (root, shared)
    return roots
