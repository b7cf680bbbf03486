"""Better spellings: for a word that no note holds, the nearest word that one does."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from reader.core import query_nodes as nodes
from reader.search import analysis, languages
from reader.search.phrases import phrase
from reader.search.searcher import Searcher
from reader.search.segment import prefix_end
from reader.search.vocabulary import FIELDS
from reader.search.work import Work

_SHORTEST = 4
_LONG = 6
"""From so many letters on a word may hold two typos."""
_RARE = 2
_FAR_MORE = 10
_CANDIDATES = 40
_COUNTED = 200
_KEPT = 8
_SHORTEST_ROW = 2


class _Near(NamedTuple):
    """A known word with so many typos: the whole of it (`part` is 0), its beginning (1) or its end (2)."""

    typos: int
    part: int
    word: str


def nearest(searcher: Searcher, word: str) -> str | None:
    """Return the known word nearest to `word`; see `near_words`."""
    return next(iter(near_words(searcher, word, 1)), None)


def near_words(searcher: Searcher, word: str, most: int) -> list[str]:
    """Return the known words nearest to `word`: fewest typos, then the same first letter, then the most frequent.

    Two words that stand so in a note with a space, a hyphen or an apostrophe between them come first: nothing but that
    is missing. Where no word has a single typo, those that begin or end so count too.
    """
    found = searcher.near_words.get(word)
    if found is None:
        found = searcher.near_words[word] = _look_near(searcher, word)
    return found[:most]


def _look_near(searcher: Searcher, word: str) -> list[str]:
    edits = 1 if len(word) < _LONG else 2
    known = searcher.vocabulary
    near = [_Near(typos, 0, other) for typos, other in known.near(word, edits, _CANDIDATES) if _is_better(other, word)]
    if len(word) >= _LONG and all(found.typos > 1 for found in near):
        # Somebody who has not finished a word, or looks for a part of it, is as likely to make one typo as two.
        least = 1 if near else edits
        longer = known.near_beginnings(word, least, _CANDIDATES)
        ending = known.near_endings(word, 1, _CANDIDATES)
        near += [_Near(typos, 1, other) for typos, other in longer if _is_better(other, word)]
        near += [_Near(typos, 2, other) for typos, other in ending if _is_better(other, word)]
    parted = _parted(searcher, word)
    # A single letter is rather a typo, but for that of `dont`.
    certain = [pair for pair in parted if pair.endswith("n t") or " " in pair[2:-2]]
    return list(dict.fromkeys([*certain, *_ranked(searcher, word, near), *parted]))[:_KEPT]


def _ranked(searcher: Searcher, word: str, near: Iterable[_Near]) -> list[str]:
    """Return the best of the near words that a note still holds, the best first."""
    ranked: list[str] = []
    levels: dict[tuple[int, int, bool], list[str]] = {}
    for hit in near:
        levels.setdefault((hit.typos, hit.part, hit.word[0] != word[0]), []).append(hit.word)
    for level in sorted(levels):
        # How often a word comes takes a look at every segment, which is for those alone that may be among the best.
        counted = [(-frequency(searcher, other), other) for other in levels[level][:_COUNTED]]
        ranked += [other for count, other in sorted(counted) if count]
        if len(ranked) >= _KEPT:
            break
    return ranked


def _parted(searcher: Searcher, word: str) -> list[str]:
    """Return the two known words that `word` is made of, such as `well known` of `wellknown`."""
    pairs = []
    # Nearly any four letters are two words somewhere.
    places = range(1, len(word)) if len(word) > _SHORTEST else (len(word) - 1,) if word.endswith("nt") else ()
    for at in places:
        if frequency(searcher, word[:at]) and frequency(searcher, word[at:]):
            pair = f"{word[:at]} {word[at:]}"
            times = len(phrase(searcher, analysis.slots(pair), FIELDS, Work()))
            if times:
                pairs.append((-times, pair))
    return [pair for _, pair in sorted(pairs)]


def _is_better(other: str, word: str) -> bool:
    return other != word and len(other) >= _SHORTEST - 1 and not other.isdigit()


def frequency(searcher: Searcher, term: str) -> int:
    """Return how many documents hold a term in one of the fields that hold the reader's words, roughly."""
    return max(sum(entry.documents for *_, entry in searcher.entries(one.name, term)) for one in FIELDS)


def is_doubtful(searcher: Searcher, node: nodes.Node) -> bool:
    """Return whether a word of the tree is in so few notes that it may be a typo; looks at no vocabulary."""
    match node:
        case nodes.Word(text, _, 0):
            slots = analysis.slots(text)
            if len(slots) != 1:
                return False
            return frequency(searcher, slots[0].term) <= _RARE
        case nodes.And(parts) | nodes.Or(parts):
            return any(is_doubtful(searcher, part) for part in parts)
        case nodes.Within(_, inner):
            return is_doubtful(searcher, inner)
    return False


def corrected(searcher: Searcher, node: nodes.Node) -> tuple[nodes.Node, dict[str, str]]:
    """Return the tree with unknown words replaced, and what was replaced by what.

    A word that is part of known ones becomes a pattern, beside a known one that is a typo away; any other becomes the
    nearest known one. A rare word gives
    way to a far more frequent one that is one typo away.
    """
    match node:
        case nodes.Word(text, prefix, 0, is_open):
            slots = analysis.slots(text)
            if len(slots) != 1 or len(slots[0].term) < _SHORTEST or analysis.is_unspaced(slots[0].term):
                return node, {}
            term = slots[0].term
            better = _better(searcher, term, may_go_on=prefix or is_open)
            if better is None:
                return node, {}
            near = nearest(searcher, term) if "*" in better else None
            if near is None or term in near or OSA.distance(term, near) > 1 or near[0] != term[0]:
                return _node(better), {text: better}
            # `disc` is a part of `discover`, but may as well be meant for `disk`.
            return nodes.Or((_node(near), _node(better))), {text: near}
        case nodes.And(parts) | nodes.Or(parts):
            done = [corrected(searcher, part) for part in parts]
            changed = {old: new for _, changes in done for old, new in changes.items()}
            return replace(node, nodes=tuple(part for part, _ in done)), changed
        case nodes.Within(_, inner):
            better_inner, changed = corrected(searcher, inner)
            return replace(node, node=better_inner), changed
    return node, {}


def misspelt(searcher: Searcher, node: nodes.Node) -> dict[str, str]:
    """Return the words of the tree that are found in other forms alone, and the known words that are one typo away.

    `managment` has the stem of `management`, so that notes are found, but not the word that was meant.
    """
    match node:
        case nodes.Word(text, prefix, 0, is_open):
            slots = analysis.slots(text)
            term = slots[0].term if len(slots) == 1 else ""
            if len(term) < _LONG or analysis.is_unspaced(term) or frequency(searcher, term):
                return {}
            if (prefix or is_open) and _may_be_longer(searcher, term):
                return {}
            better = nearest(searcher, term)
            if better is None or OSA.distance(term, better) > 1 or better.startswith(term) or term.startswith(better):
                return {}
            return {text: better} if frequency(searcher, better) >= _RARE else {}
        case nodes.And(parts) | nodes.Or(parts):
            return {old: new for part in parts for old, new in misspelt(searcher, part).items()}
        case nodes.Within(_, inner):
            return misspelt(searcher, inner)
    return {}


def loosened(searcher: Searcher, node: nodes.Node) -> nodes.Node:
    """Return the tree with what binds together taken apart, and without the commonest words beside others.

    What was typed as one, such as `owl/day`, may stand anywhere in a note then.
    """
    match node:
        case nodes.Word(text, edits=0):
            pieces = analysis.surfaces(text)
            if len(pieces) < _SHORTEST_ROW or any(map(analysis.is_unspaced, pieces)):
                return node
            *first, last = pieces
            words = (*map(nodes.Word, first), nodes.Word(last, node.prefix, is_open=node.is_open))
            return nodes.And(words)
        case nodes.And(parts):
            kept = [part for part in parts if not _is_common(searcher, part)] or list(parts)
            loose = [loosened(searcher, part) for part in kept]
            return replace(node, nodes=tuple(loose)) if len(loose) > 1 else loose[0]
        case nodes.Or((first, nodes.Titled())):
            return loosened(searcher, first)
    return node


def _is_common(searcher: Searcher, node: nodes.Node) -> bool:
    if not isinstance(node, nodes.Word) or node.prefix or node.edits:
        return False
    term = analysis.fold_word(node.text)
    return any(languages.is_common(term, language) for language in searcher.languages)


def _node(better: str) -> nodes.Node:
    if "*" in better:
        return nodes.Pattern(better)
    return nodes.Phrase(better) if " " in better else nodes.Word(better)


def _better(searcher: Searcher, term: str, *, may_go_on: bool) -> str | None:
    key = term, may_go_on
    if key not in searcher.spellings:
        searcher.spellings[key] = _look_better(searcher, term, may_go_on=may_go_on)
    return searcher.spellings[key]


def _look_better(searcher: Searcher, term: str, *, may_go_on: bool) -> str | None:
    count = frequency(searcher, term)
    if count > _RARE or (may_go_on and not count and _may_be_longer(searcher, term)):
        return None
    if count:
        better = nearest(searcher, term) if len(term) >= _LONG else None
        if better is None or better.startswith(term) or term.startswith(better):
            return None  # another form of the word is no better spelling
        is_typo = OSA.distance(term, better) == 1 and frequency(searcher, better) >= _FAR_MORE * count
        return better if is_typo else None
    if any(segment.has_part(one.name, term) for segment in searcher.segments for one in FIELDS):
        return f"*{term}*"
    return nearest(searcher, term)


def _may_be_longer(searcher: Searcher, term: str) -> bool:
    return any(next(searcher.matching(one.name, term, prefix_end(term)), None) is not None for one in FIELDS)
