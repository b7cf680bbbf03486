"""Better spellings: for a word that no note holds, the nearest word that one does."""

from dataclasses import replace

from rapidfuzz.distance import OSA

from reader.core import query_nodes as nodes
from reader.search import analysis, schema
from reader.search.lexicon import Lexicon
from reader.search.searcher import Searcher
from reader.search.segment import prefix_end

_SHORTEST = 4
_LONG = 6
"""From so many letters on a word may hold two typos."""
_RARE = 2
_FAR_MORE = 10
_CANDIDATES = 40
_KEPT = 8
_HALF = 3
"""The shortest part of a word that is made of two."""
_FIELDS = (schema.TITLE, schema.HEADING, schema.TAGS, schema.BODY)


def nearest(searcher: Searcher, word: str) -> str | None:
    """Return the known word nearest to `word`; see `near_words`."""
    return next(iter(near_words(searcher, word, 1)), None)


def near_words(searcher: Searcher, word: str, most: int) -> list[str]:
    """Return the known words nearest to `word`: fewest typos, then the same first letter, then the most frequent.

    Where there is none, the beginnings of longer words count too, and then the two words that it is made of.
    """
    found = searcher.near_words.get(word)
    if found is None:
        found = searcher.near_words[word] = _look_near(searcher, word)
    return found[:most]


def _look_near(searcher: Searcher, word: str) -> list[str]:
    edits = 1 if len(word) < _LONG else 2
    lexicons = _lexicons(searcher)
    near = [(typos, other) for one in lexicons for typos, other, _ in one.near(word, edits, _CANDIDATES)]
    if len(word) >= _LONG and not any(_is_better(other, word) for _, other in near):
        near = [found for one in lexicons for found in one.near_beginnings(word, edits, 5 * _CANDIDATES)]
    fitting = {(typos, other) for typos, other in near if _is_better(other, word)}
    ranked = sorted(fitting, key=lambda hit: (hit[0], hit[1][0] != word[0], -frequency(searcher, hit[1]), hit[1]))
    return list(dict.fromkeys(other for _, other in ranked))[:_KEPT] or _parted(searcher, word)[:_KEPT]


def _parted(searcher: Searcher, word: str) -> list[str]:
    """Return the two known words that `word` is made of, such as `well known` of `wellknown`."""
    pairs = []
    for at in range(_HALF, len(word) - _HALF + 1):
        rarer = min(frequency(searcher, word[:at]), frequency(searcher, word[at:]))
        if rarer:
            pairs.append((rarer, f"{word[:at]} {word[at:]}"))
    return [pair for _, pair in sorted(pairs, reverse=True)]


def _is_better(other: str, word: str) -> bool:
    return other != word and len(other) >= _SHORTEST - 1 and not other.isdigit()


def _lexicons(searcher: Searcher) -> list[Lexicon]:
    return [segment.lexicon(one.name) for segment in searcher.segments for one in _FIELDS]


def frequency(searcher: Searcher, term: str) -> int:
    """Return how many documents hold a term in one of the fields that hold the reader's words, roughly."""
    return max(sum(entry.documents for *_, entry in searcher.entries(one.name, term)) for one in _FIELDS)


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

    A word that is part of known ones becomes a pattern; any other becomes the nearest known one. A rare word gives
    way to a far more frequent one that is one typo away.
    """
    match node:
        case nodes.Word(text, prefix, 0, is_open):
            slots = analysis.slots(text)
            if len(slots) != 1 or len(slots[0].term) < _SHORTEST or analysis.is_unspaced(slots[0].term):
                return node, {}
            better = _better(searcher, slots[0].term, may_go_on=prefix or is_open)
            if better is None:
                return node, {}
            return _node(better), {text: better}
        case nodes.And(parts) | nodes.Or(parts):
            done = [corrected(searcher, part) for part in parts]
            changed = {old: new for _, changes in done for old, new in changes.items()}
            return replace(node, nodes=tuple(part for part, _ in done)), changed
        case nodes.Within(_, inner):
            better_inner, changed = corrected(searcher, inner)
            return replace(node, node=better_inner), changed
    return node, {}


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
    if any(one.has_part(term) for one in _lexicons(searcher)):
        return f"*{term}*"
    return nearest(searcher, term)


def _may_be_longer(searcher: Searcher, term: str) -> bool:
    return any(next(searcher.matching(one.name, term, prefix_end(term)), None) is not None for one in _FIELDS)
