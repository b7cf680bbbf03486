"""In which language a note is written."""

import re
from collections.abc import Iterable

from reader.search.analysis import fold_word

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
_ENOUGH = 4
_CODE = re.compile(r"[a-z]{2,3}")


def _reversed() -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for code, words in _COMMON.items():
        for word in words.split():
            languages[word] = (*languages.get(word, ()), code)
    return languages


_LANGUAGES_OF = _reversed()
_ALL_COMMON = frozenset(_LANGUAGES_OF)
_NO_FORMS = {code: frozenset(map(fold_word, words.split())) for code, words in _COMMON.items()}


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


def is_common(word: str, language: str) -> bool:
    """Return whether a folded word stands in nearly every text of a language, so that it is no form of another one.

    Spanish `son` has the stem of `sonido`, and English `will` that of `willing`.
    """
    return word in _NO_FORMS.get(language, ())


def code_of(language: str | None) -> str:
    """Return the plain code of a language as notes name it (`en-GB`, `DE`), or ""."""
    found = _CODE.match((language or "").strip().lower())
    return found[0][:2] if found else ""
