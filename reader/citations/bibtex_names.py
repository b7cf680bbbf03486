"""The names of an entry of BibTeX: `First von Last`, `von Last, First`, `von Last, Jr, First`, institutions, others."""

import re
from collections.abc import Iterator

from reader.citations.latex import untex
from reader.citations.tidy import tidy
from reader.core.work import OTHERS, Name

_MOST = 5_000
_LONGEST = 300
_BREAK = re.compile(r"\\.|[{},]|[\s~]+(?P<and>and(?=[\s~]))?|\Z", re.IGNORECASE | re.DOTALL)
_PART = re.compile(r"\s*(?P<key>family|given|prefix|suffix)(?:-i)?\s*=\s*(?P<value>.*)", re.IGNORECASE | re.DOTALL)


def names_of(value: str) -> tuple[Name, ...]:
    r"""Return the names in a field such as `author`.

    >>> [name.short for name in names_of("Ludwig van Beethoven and {NASA} and Brinch Hansen, Per and others")]
    ['van Beethoven', 'NASA', 'Brinch Hansen', 'others']
    """
    found: list[Name] = []
    for parts in _split(value):
        name = _name(parts)
        if name is not None:
            found.append(name)
        if len(found) >= _MOST:
            break
    return tuple(found)


def _split(value: str) -> Iterator[list[list[str]]]:
    """Yield each name as its parts between commas, each a list of its words; braces hold together what is in them."""
    name: list[list[str]] = [[]]
    begin = 0
    for match in _breaks(value):
        word = value[begin : match.start()].strip()
        name[-1] += [word] if word else []
        begin = match.end()
        if match[0] == ",":
            name.append([])
        elif match["and"] and any(name):
            yield name
            name = [[]]
    if any(name):
        yield name


def _breaks(value: str) -> Iterator[re.Match[str]]:
    """Yield what parts words: blanks, with an `and` in them or without, commas, and the end; nothing in braces."""
    depth = 0
    for match in _BREAK.finditer(value):
        if match[0] in {"{", "}"}:
            depth = max(0, depth + (1 if match[0] == "{" else -1))
        elif match.start() == len(value) or (depth == 0 and not match[0].startswith("\\")):
            yield match


def _name(parts: list[list[str]]) -> Name | None:
    if parts == [["others"]]:
        return OTHERS
    if all(len(part) == 1 and _PART.fullmatch(part[0]) for part in parts):
        return _extended([part[0] for part in parts])
    if len(parts) == 1 and len(parts[0]) == 1 and _is_whole(parts[0][0]):
        literal = _plain(parts[0])
        return Name(literal=literal) if literal else None
    if len(parts) == 1:
        return _western(parts[0])
    last, *middle, first = parts[:3] if len(parts) > 2 else [*parts]
    von = _last_small(last[:-1]) + 1
    return _made(last[von:], first, last[:von], middle[0] if middle else [])


def _western(words: list[str]) -> Name | None:
    """Return the name that `First von Last` is."""
    small = [place for place, word in enumerate(words[:-1]) if _is_small(word)]
    start, end = (small[0], small[-1] + 1) if small else (len(words) - 1, len(words) - 1)
    return _made(words[end:], words[:start], words[start:end], [])


def _made(family: list[str], given: list[str], particle: list[str], suffix: list[str]) -> Name | None:
    name = Name(_plain(family), _plain(given), _plain(particle), suffix=_plain(suffix))
    if name.family:
        return name
    left = name.given or name.particle or name.suffix
    return Name(literal=left) if left else None


def _extended(parts: list[str]) -> Name | None:
    """Return the name that biblatex's `family=Knuth, given=Donald` is."""
    said: dict[str, str] = {}
    for part in parts:
        match = _PART.fullmatch(part)
        if match and "-i" not in part.partition("=")[0]:
            said[match["key"].lower()] = match["value"]
    return _made(*([said.get(key, "")] for key in ("family", "given", "prefix", "suffix")))


def _is_whole(word: str) -> bool:
    """Tell whether braces hold a name together from its beginning to its end."""
    if not (word.startswith("{") and word.endswith("}")) or word.startswith("{\\"):
        return False
    depth = 0
    for place, sign in enumerate(word):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place == len(word) - 1
    return False


def _last_small(words: list[str]) -> int:
    return max((place for place, word in enumerate(words) if _is_small(word)), default=-1)


def _is_small(word: str) -> bool:
    """Tell whether a word is a `von`: its first letter is small, and no brace hides it."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = [sign for sign in untex(word) if sign.isalpha()]
    return bool(letters) and letters[0].islower()


def _plain(words: list[str]) -> str:
    return tidy(untex(" ".join(words)))[:_LONGEST]
