"""Find words: each in all its forms, scored over all fields at once (BM25F).

A function here returns scores by document number of the searcher.
"""

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from functools import partial
from math import log

from reader.core import query_nodes as nodes
from reader.search import analysis, schema, stems
from reader.search.analysis import Slot
from reader.search.blocks import Entry
from reader.search.languages import is_common
from reader.search.phrases import phrase
from reader.search.schema import Field
from reader.search.searcher import Searcher
from reader.search.segment import Segment, prefix_end
from reader.search.work import Mark, Work

Scores = dict[int, float]

_K1 = 2.0
_STEM, _PREFIX, _PATTERN, _TYPO = 0.5, 0.4, 0.5, 0.3
_MARKS = 50
"""So many forms of a word are marked in a passage."""
_SHORT = 2
"""So many letters of an unfinished word are completed in titles, headings, tags and names only."""
_SHORT_TERMS, _SHORT_POSTINGS = 3_000, 80_000
"""What completing them may cost."""


def word(searcher: Searcher, node: nodes.Word, fields: Sequence[Field], work: Work) -> Scores:
    """Return the documents that hold a word in any of its forms."""
    slots = analysis.slots(node.text, prefix=node.prefix or node.is_open)
    if not slots:
        return {}
    work.mark(row_of(slots))
    if len(slots) > 1:
        return saturated(searcher, phrase(searcher, slots, fields, work))
    slot = slots[0]
    counts: Scores = {}
    _add_exact(searcher, slot.term, fields, counts, work)
    if analysis.is_unspaced(slot.term):
        if slot.prefix:
            _add_longer(searcher, slot.term, fields, counts, work, weight=1.0)
        return saturated(searcher, counts)
    _add_stems(searcher, slot.term, fields, counts, work)
    if node.prefix:
        _add_longer(searcher, slot.term, fields, counts, work)
    elif slot.prefix:
        _add_open(searcher, slot.term, fields, counts, work)
    if node.edits:
        _add_near(searcher, node, fields, counts, work)
    return saturated(searcher, counts)


def row_of(slots: Sequence[Slot]) -> tuple[Mark, ...]:
    """Return what to mark for slots that follow each other; pairs of an unspaced script are put together again."""
    row: list[Mark] = []
    position = -2
    for slot in slots:
        is_pair = analysis.is_unspaced(slot.term)
        if row and is_pair and slot.position == position + 1 and analysis.is_unspaced(row[-1].text):
            before = row[-1].text
            shared = next((size for size in range(len(slot.term) - 1, 0, -1) if before.endswith(slot.term[:size])), 0)
            row[-1] = Mark(before + slot.term[shared:])
        else:
            row.append(Mark(slot.term, slot.prefix))
        position = slot.position
    return tuple(row)


def pattern(searcher: Searcher, node: nodes.Pattern, fields: Sequence[Field], work: Work) -> Scores:
    """Return the documents that hold a word that fits a pattern with `*` and `?`."""
    folded = analysis.fold_word(node.text)
    # Python's own translation needs no backtracking (atomic groups), so no pattern is slow.
    fits = re.compile(translate(re.sub(r"\*+", "*", folded).replace("[", "[[]"))).match
    pieces = re.split(r"[*?]+", folded)
    counts: Scores = {}
    for one in fields:
        if pieces[0]:
            found = searcher.matching(one.name, pieces[0], prefix_end(pieces[0]), fits)
        else:
            found = searcher.fitting(one.name, fits, max(pieces, key=len))
        _add_found(searcher, found, one, counts, work, _PATTERN)
    return saturated(searcher, counts)


def regex(searcher: Searcher, node: nodes.Regex, fields: Sequence[Field], work: Work) -> Scores:
    """Return the documents that hold a word that matches a regular expression as a whole."""
    fits = re.compile(node.text, re.IGNORECASE).fullmatch
    counts: Scores = {}
    for one in fields:
        _add_found(searcher, searcher.fitting(one.name, fits), one, counts, work, _PATTERN)
    return saturated(searcher, counts)


def saturated(searcher: Searcher, counts: Scores) -> Scores:
    """Turn weighted counts of one word into scores: rare words weigh more, the tenth occurrence hardly anything."""
    if not counts:
        return counts
    rare = log(1 + (searcher.all_count - len(counts) + 0.5) / (len(counts) + 0.5))
    factor = max(rare, 0.05) * (_K1 + 1)
    return {number: factor * count / (_K1 + count) for number, count in counts.items()}


def _add_exact(searcher: Searcher, term: str, fields: Sequence[Field], counts: Scores, work: Work) -> None:
    for one in fields:
        for found in searcher.entries(one.name, term):
            work.postings -= searcher.add(counts, one.name, 1.0, found)


def _add_stems(searcher: Searcher, term: str, fields: Sequence[Field], counts: Scores, work: Work) -> None:
    forms: set[str] = set()
    for language, (root, shared) in stems.stem_roots(term, searcher.languages).items():
        for one in fields:
            fits = partial(_is_form, term, root, language)
            for other, start, segment, entry in searcher.matching(one.name, shared, prefix_end(shared), fits):
                forms.add(other)
                if not work.spend(searcher.add(counts, one.name, _STEM, (start, segment, entry))):
                    return
    for other in stems.with_articles(term):
        for one in fields:
            for found in searcher.entries(one.name, other):
                forms.add(other)
                work.postings -= searcher.add(counts, one.name, _STEM, found)
    work.marks.extend(map(Mark, sorted(forms)))


def _is_form(term: str, root: str, language: str, other: str) -> bool:
    return other != term and stems.stem(other, language) == root and not is_common(other, language)


def _add_open(searcher: Searcher, term: str, fields: Sequence[Field], counts: Scores, work: Work) -> None:
    if len(term) > _SHORT:
        _add_longer(searcher, term, fields, counts, work)
        return
    short = [one for one in fields if one in schema.SHORT_FIELDS]
    # In a big library thousands of titles begin so: some of them are as good an answer as all, and sooner there.
    little = Work(terms=min(work.terms, _SHORT_TERMS), postings=min(work.postings, _SHORT_POSTINGS))
    _add_longer(searcher, term, short or fields, counts, little)
    if not counts:
        _add_longer(searcher, term, fields, counts, work)
    elif not little.is_exact or len(short) < len(fields):
        work.is_exact = False


def _add_longer(
    searcher: Searcher, term: str, fields: Sequence[Field], counts: Scores, work: Work, weight: float = _PREFIX
) -> None:
    for one in fields:
        for other, start, segment, entry in searcher.matching(one.name, term, prefix_end(term)):
            if other != term and not work.spend(searcher.add(counts, one.name, weight, (start, segment, entry))):
                return


def _add_near(searcher: Searcher, node: nodes.Word, fields: Sequence[Field], counts: Scores, work: Work) -> None:
    term = analysis.fold_word(node.text)
    for one in fields:
        _add_found(searcher, searcher.near(one.name, term, node.edits), one, counts, work, _TYPO)


def _add_found(
    searcher: Searcher,
    found: Iterable[tuple[str, int, Segment, Entry]],
    field: Field,
    counts: Scores,
    work: Work,
    weight: float,
) -> None:
    forms: set[str] = set()
    for other, start, segment, entry in found:
        forms.add(other)
        if not work.spend(searcher.add(counts, field.name, weight, (start, segment, entry))):
            break
    work.marks.extend(Mark(form) for form in sorted(forms)[:_MARKS])
