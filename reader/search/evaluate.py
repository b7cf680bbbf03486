"""Answer a query: walk its tree, and return the score of every document that it finds."""

import re
from collections.abc import Sequence
from fnmatch import translate
from functools import partial

from reader.core import query_nodes as nodes
from reader.core.library import branches
from reader.core.text import fold
from reader.search import analysis, phrases, properties, schema, words
from reader.search.builder import title_key
from reader.search.schema import Field
from reader.search.searcher import Searcher
from reader.search.segment import prefix_end
from reader.search.words import row_of
from reader.search.work import Work

Scores = dict[int, float]

_FIELDS = {
    nodes.Scope.TITLE: (schema.TITLE,),
    nodes.Scope.HEADING: (schema.HEADING,),
    nodes.Scope.PATH: (schema.NAME_WORDS,),
    nodes.Scope.BODY: (schema.BODY,),
}


def evaluate(searcher: Searcher, root: nodes.Node, work: Work) -> Scores:
    """Return the documents that `root` finds, deleted ones left out, with their scores (0 from filters)."""
    scores = _node(searcher, root, schema.WORD_FIELDS, work)
    if searcher.deleted:
        return {number: score for number, score in scores.items() if number not in searcher.deleted}
    return scores


def _node(searcher: Searcher, node: nodes.Node, fields: Sequence[Field], work: Work) -> Scores:
    match node:
        case nodes.And(parts):
            return _all(searcher, parts, fields, work)
        case nodes.Or(parts):
            return _any(searcher, parts, fields, work)
        case nodes.Not(inner):
            return _without(searcher, searcher.live, inner, fields)
        case nodes.NearCite(near, cited):
            return _all(searcher, (near, nodes.Cites(cited)), fields, work)
        case nodes.Within(scope, inner):
            if scope is nodes.Scope.PATH and isinstance(inner, nodes.Word | nodes.Phrase | nodes.Pattern):
                return _path(searcher, inner.text)
            return _node(searcher, inner, _FIELDS[scope], work)
        case nodes.Word() | nodes.Phrase() | nodes.Pattern() | nodes.Regex() | nodes.Near():
            return searcher.memory.recall((node, fields), partial(_words, searcher, node, fields), work)
    return dict.fromkeys(_filtered(searcher, node), 0.0)


def _all(searcher: Searcher, parts: Sequence[nodes.Node], fields: Sequence[Field], work: Work) -> Scores:
    scores: Scores | None = None
    for part in parts:
        if isinstance(part, nodes.Not) or _is_void(part):
            continue
        found = _node(searcher, part, fields, work)
        if scores is None:
            scores = found
        else:
            few, many = (scores, found) if len(scores) < len(found) else (found, scores)
            scores = {number: score + many[number] for number, score in few.items() if number in many}
    for part in parts:
        if isinstance(part, nodes.Not):
            kept = _without(searcher, searcher.live if scores is None else scores, part.node, fields)
            scores = kept if scores is None else {number: scores[number] for number in kept}
    return scores if scores is not None else {}


def _is_void(node: nodes.Node) -> bool:
    """Return whether a word holds nothing that the index could know, such as `&`."""
    return isinstance(node, nodes.Word | nodes.Phrase) and not analysis.slots(node.text)


def _any(searcher: Searcher, parts: Sequence[nodes.Node], fields: Sequence[Field], work: Work) -> Scores:
    scores: Scores = {}
    for part in parts:
        for number, score in _node(searcher, part, fields, work).items():
            scores[number] = scores.get(number, 0.0) + score
    return scores


def _without(searcher: Searcher, among: "frozenset[int] | Scores", node: nodes.Node, fields: Sequence[Field]) -> Scores:
    # What is left out is not marked in a passage.
    out = _node(searcher, node, fields, Work())
    return {number: 0.0 for number in among if number not in out}


def _words(
    searcher: Searcher,
    node: nodes.Word | nodes.Phrase | nodes.Pattern | nodes.Regex | nodes.Near,
    fields: Sequence[Field],
    work: Work,
) -> Scores:
    match node:
        case nodes.Word():
            return words.word(searcher, node, fields, work)
        case nodes.Pattern():
            return words.pattern(searcher, node, fields, work)
        case nodes.Regex():
            return words.regex(searcher, node, fields, work)
        case nodes.Near(left, right, distance):
            sides = analysis.slots(left.text), analysis.slots(right.text, prefix=_may_go_on(right))
            for side in sides:
                work.mark(row_of(side))
            if not all(sides):
                return {}
            return words.saturated(searcher, phrases.near(searcher, sides, distance, fields, work))
    slots = analysis.slots(node.text, prefix=node.is_open)
    work.mark(row_of(slots))
    return words.saturated(searcher, phrases.phrase(searcher, slots, fields, work)) if slots else {}


def _may_go_on(node: nodes.Word | nodes.Phrase) -> bool:
    return node.is_open or (isinstance(node, nodes.Word) and node.prefix)


def _path(searcher: Searcher, text: str) -> Scores:
    part = fold(text)
    # A pattern is looked for anywhere in a path, as a word is.
    fits = re.compile(translate(f"*{part.replace('[', '[[]')}*")).match if "*" in part or "?" in part else None
    return {
        start + number: 0.0
        for start, segment in zip(searcher.starts, searcher.segments, strict=False)
        for number, path in enumerate(segment.table.paths)
        if (fits(fold(path)) if fits is not None else part in fold(path))
    }


def _filtered(searcher: Searcher, node: nodes.Node) -> "set[int] | frozenset[int]":
    match node:
        case nodes.Tag(name, is_open):
            return _tagged(searcher, name, is_open=is_open)
        case nodes.Has(flag):
            return searcher.documents(searcher.entries("flag", flag))
        case nodes.Language(code):
            return searcher.documents(searcher.entries("language", code[:2]))
        case nodes.Cites(text):
            part = fold(text)
            return searcher.documents(found[1:] for found in searcher.matching("cites", fits=lambda url: part in url))
        case nodes.Among(paths):
            return {
                start + number
                for start, segment in zip(searcher.starts, searcher.segments, strict=False)
                for number, path in enumerate(segment.table.paths)
                if path in paths
            }
        case nodes.Titled(title):
            return {number for number, _ in searcher.titled(title_key(title)) if searcher.has_title(number, title)}
        case nodes.CitesCount(low, high):
            end = None if high is None else f"{min(high, 99999) + 1:05d}"
            return _range(searcher, "citations", f"{min(low, 99999):05d}", end)
        case nodes.Dates(which, span):
            return _range(searcher, which, span.first.isoformat(), prefix_end(span.last.isoformat()))
        case nodes.Property(key, value):
            return _property(searcher, fold(key), value)
    return searcher.live


def _tagged(searcher: Searcher, name: str, *, is_open: bool) -> set[int]:
    wanted = branches(name)
    if not wanted:
        return set()
    found = searcher.documents(searcher.entries("tag", wanted[-1]))
    if found or not is_open:
        return found
    longer = searcher.matching("tag", wanted[-1], prefix_end(wanted[-1]))
    return searcher.documents(found[1:] for found in longer)


def _range(searcher: Searcher, field: str, low: str, high: str | None) -> set[int]:
    return searcher.documents(found[1:] for found in searcher.matching(field, low, high))


def _property(searcher: Searcher, key: str, value: str | None) -> set[int]:
    if value is None:
        return searcher.documents(searcher.entries("property", key))
    fits, own = properties.fitting(value), f"{key}\t"
    found = searcher.matching("property", own, prefix_end(own), lambda term: fits(term[len(own) :]))
    return searcher.documents(entry[1:] for entry in found)
