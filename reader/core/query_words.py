"""Tell a query back in plain English, so that a person sees how it was understood."""

from datetime import date

from reader.core import query_nodes as nodes

_EDGES = ",;:!¡?¿…"
"""Signs around a word that nothing is searched by."""
_HAS = {
    "citations": "with sources",
    "dangling": "with citations that lead nowhere",
    "uncited": "with sources that are not cited",
    "tags": "with tags",
}


def explain(node: nodes.Node) -> str:
    """Return what `node` asks for, as a phrase that could follow "notes"."""
    match node:
        case nodes.And(parts):
            return ", ".join(dict.fromkeys(map(_joined, parts)))
        case nodes.Or(parts):
            return " or ".join(dict.fromkeys(map(_joined, parts)))
        case nodes.Not(inner):
            return _negated(inner)
        case nodes.Within(scope, inner):
            return f"{explain(inner)} in the {scope.value}"
        case nodes.Near(left, right, distance):
            where = f"within {distance} words of" if distance > 1 else "next to"
            return f"{explain(left)} {where} {explain(right).removeprefix('with ')}"
    return _simple(node)


def _simple(node: nodes.Node) -> str:
    match node:
        case nodes.Word() | nodes.Phrase() | nodes.Pattern() | nodes.Regex():
            return _words(node)
        case nodes.Tag(name):
            return f"tagged “{name}”"
        case nodes.Cites(text):
            return f"citing “{text}”"
        case nodes.CitesCount(low, high):
            return _count(low, high)
        case nodes.NearCite(words, cited):
            return f"{_words(words)} in a sentence that cites “{cited}”"
        case nodes.Has(flag):
            return _HAS.get(flag, f"having “{flag}”")
        case nodes.Language(code):
            return f"in the language “{code}”"
        case nodes.Dates(which, span):
            return f"{which} {_span(span.first, span.last)}"
        case nodes.Property(key, value):
            return f"where “{key}” is “{value}”" if value is not None else f"with the property “{key}”"
    return "everything"


def _words(node: nodes.Word | nodes.Phrase | nodes.Pattern | nodes.Regex) -> str:
    match node:
        case nodes.Word(text, prefix, edits, is_open):
            text = text.strip(_EDGES).rstrip(_EDGES + ".") or text
            if edits:
                return f"with a word like “{text}”"
            return f"with “{text}…”" if prefix or is_open else f"with “{text}”"
        case nodes.Phrase(text, is_open):
            return f"with the phrase “{text}{'…' if is_open else ''}”"
        case nodes.Pattern(text):
            return f"with a word like “{text}”"
    return f"with a word that matches /{node.text}/"


def _joined(node: nodes.Node) -> str:
    text = explain(node)
    return f"({text})" if isinstance(node, nodes.Or | nodes.And) else text


def _negated(node: nodes.Node) -> str:
    text = _joined(node)
    return "without " + text.removeprefix("with ") if text.startswith("with ") else "not " + text


def _count(low: int, high: int | None) -> str:
    if high is None:
        return f"with {low} or more sources" if low > 1 else "with sources"
    if high == 0:
        return "without sources"
    return f"with {low} sources" if low == high else f"with {low} to {high} sources"


def _span(first: date, last: date) -> str:
    if first == last:
        return f"on {first}"
    if first.year == 1:
        return f"up to {last}" if last.year < 9999 else "on any day"
    if last.year == 9999:
        return f"since {first}"
    return f"from {first} to {last}"
