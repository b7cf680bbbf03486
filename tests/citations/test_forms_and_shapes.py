"""Every form of a mark with every shape of a list, and what looks like a mark beside a list."""

from itertools import product

import pytest

from reader.citations.read import read
from reader.core.citation import Citations
from reader.core.note import Stamp
from reader.files.parse import parse

_URLS = ("https://bay.example/one", "http://www.salt.example/two_(x)?q=1", "https://wind.example/three#s")
_TITLES = ("Tides of the bay", "Salt, a history", "Three winds")
_FORMS = {
    "bracket": " [{n}]",
    "glued bracket": "[{n}]",
    "footnote": "[^{n}]",
    "footnote between carets": "[^{n}^]",
    "raised digit": "{s}",
    "carets": "^{n}^",
    "sup": "<sup>{n}</sup>",
    "sup and bracket": "<sup>[{n}]</sup>",
    "sup and link": "<sup>[{n}](#n{n})</sup>",
    "sup and anchor": '<sup id="r{n}"><a href="#n{n}">{n}</a></sup>',
    "escaped": " \\[{n}\\]",
    "nested link": "[[{n}]](#n{n})",
    "nested escaped link": "[\\[{n}\\]](#n{n})",
    "lens": "【{n}】",
    "lens and dagger": " 【{n}†source】",
    "web": "[web:{n}]",
    "cite": " [cite: {n}]",
    "anchor": "[{n}](#fn{n})",
    "full width": "［{n}］",
    "dagger in square brackets": "[{n}†source]",
    "content reference": ":contentReference[oaicite:{n}]{{index={n}}}",
}
_SHAPES = {
    "number, address": "[{n}] {u}",
    "no blank": "[{n}]{u}",
    "title": "[{n}] {t} {u}",
    "dash": "[{n}] {t} - {u}",
    "link": "[{n}] [{t}]({u})",
    "full stop": "[{n}]. {t}: {u}",
    "author": "[{n}] B. Author: [{t}]({u}). Journal (2001)",
    "angles": "[{n}] [PDF] {t} | Site <{u}>",
    "definition": '[{n}]: {u} "{t}"',
    "no definition": "[{n}]: 2025, Nov 24. [{t}]({u}). Published by X.",
    "footnotes": "[^{n}]: {u}",
    "footnotes between carets": "[^{n}^]: [{t}]({u})",
    "ordered": "{n}. {u}",
    "ones": "1. {u}",
    "ordered links": "{n}. [{t}]({u})",
    "closing parenthesis": "{n}) [{t}]({u})",
    "accessed": "{n}. {t}, accessed May 3, 2025, [{u}]({u})",
    "year": "{n}. Berg, A. (2001). {t}. *Journal*, 3(2), 1-9. {u}.",
    "parentheses": "({n}) {t}. {u}.",
    "bullets": "- [{n}] {u}",
    "bullets and numbers": "* {n}. [{t}]({u})",
    "bold": "**[{n}]** {t}. {u}",
    "bold number": "**{n}.** {t}. {u}",
    "bold number alone": "**{n}** {u}",
    "slanted": "*[{n}]* {u}",
    "number and blank": "{n} {u}",
    "colon": "{n}: {u}",
    "full-width parentheses": "（{n}） {t} {u}",
    "paragraph of HTML": "<p>[{n}] {u}</p>",
    "cite": "[cite: {n}] {u}",
    "middle dot": "· [{n}] {u}",
    "escaped": "\\[{n}\\] {u}  ",
    "escaped number": "{n}\\. {t} {u}",
    "linked number": "[{n}]({u})",
    "raised": "{s} {t}, {u}",
    "sup": "<sup>{n}</sup> {t}, {u}",
    "wrapped": "[{n}] {t}\n    {u}",
    "ordered and wrapped": "{n}. {t}\n   {u}",
    "break": "[{n}] {u}<br>",
    "backslash": "[{n}] {u}\\",
    "blank lines": "[{n}] {t} {u}\n",
    "row": "| {n} | {t} | {u} |",
    "row with brackets": "| [{n}] | [{t}]({u}) | – |",
    "lens": "【{n}】{t} {u}",
    "full width": "［{n}］{t} {u}",
    "anchor": '<b id="f{n}">{n}</b> {t}, {u} [↩](#a{n})\n',
    "anchor before": '<a id="f{n}"></a>[{n}] {t} {u}',
    "anchor inside": '{n}. <a id="f{n}"></a>[{t}]({u})',
    "encyclopedia": '{n}. ^ Berg, Ann (1990). "{t}". *J*. Retrieved 4 May 2020. {u}.',
}
_LABELS = ("## References\n\n", "**Sources:**\n", "---\n\n")
_LIST = "\n".join(f"[{number}] {url}" for number, url in enumerate(_URLS, 1))
_LISTS = {
    "brackets": f"## References\n\n{_LIST}",
    "ordered": "## References\n\n" + "\n".join(f"{number}. {url}" for number, url in enumerate(_URLS, 1)),
    "definitions": "\n".join(f"[{number}]: {url}" for number, url in enumerate(_URLS, 1)),
}


def _cited(text: str) -> Citations:
    return read(parse(text.encode(), "note.md", Stamp(0, 0)))


def _filled(form: str, number: int) -> str:
    return form.format(n=number, s="¹²³"[number - 1], t=_TITLES[number - 1], u=_URLS[number - 1])


@pytest.mark.parametrize("shape", _SHAPES)
def test_every_form_finds_every_shape(shape: str) -> None:
    """Three marks of each form lead to the three entries of a list of this shape, with a label and without."""
    head = "| # | Title | Source |\n|---|---|---|\n" if shape.startswith("row") else ""
    entries = head + "\n".join(_filled(_SHAPES[shape], number) for number in (1, 2, 3))
    for name, label in product(_FORMS, _LABELS):
        form = _FORMS[name]
        one, two, three = (_filled(form, number) for number in (1, 2, 3))
        text = f"The bay dries twice{one}. Salt stays{two}, it is known.\n\nThe wind turns{three} and falls.\n\n"
        found = _cited(f"{text}{label}{entries}\n")
        told = [
            (each.label, each.url, [mark.label.removeprefix("web:") for mark in each.mentions])
            for each in found.sources
        ]
        assert [(str(number), _URLS[number - 1], [str(number)]) for number in (1, 2, 3)] == told, name
        assert () == found.dangling, name


@pytest.mark.parametrize(
    "form", ["[1, 3]", "[1,3]", "[1; 3]", "[1][3]", "[1,\xa03]", "[1，3]", "^1,3^", "［1，3］", "[1 and 3]", "[1&3]"]
)
def test_groups(form: str) -> None:
    """A group is one mention for each of its numbers, whatever parts them."""
    assert ["1", "3"] == [mark.label for mark, _ in _cited(f"The bay dries {form}.\n\n{_LISTS['brackets']}").marks()]


@pytest.mark.parametrize("form", ["[1-3]", "[1–3]", "[1‑3]", "[1 – 3]", "[1−3]", "<sup>1–3</sup>", "[cite: 1-3]"])
def test_ranges(form: str) -> None:
    """A range is filled, whichever dash it has."""
    text = f"The bay dries {form}.\n\n{_LISTS['brackets']}"
    assert ["1", "2", "3"] == [mark.label for mark, _ in _cited(text).marks()]


@pytest.mark.parametrize("text", [
    "The value x[2] is set, a[1:3] is taken, arr[1][2] = 3 as well, and dict['k'][1] is read.",
    "The interval [1, 3] is closed; x ∈ [1, 2] or y in A ∪ [2, 3].",
    "We loop: for x in [1, 2] do nothing, x = [1, 2], and f: [1, 2] → R.",
    'The rest is {"a": [1, 2]}.',
    "Now [1] + [2] = [3] is a sum of classes.",
    "/[1-3]+/ matches, [1-3]{2} too.",
    "[2024-01-02] the day of the log",
    "Between digits 7[2]3 there is no mark, nor in [2019], [1.5] and [2x].",
    "- [x] done\n- [ ] not done",
    "`a [1]`, $x [2]$, <!-- [3] -->, %% [1] %%, <i title='[2]'>x</i>",
    "See [1](notes/one.md), [[1]] and ![1](one.png).",
])  # fmt: skip
@pytest.mark.parametrize("listed", _LISTS)
def test_lookalikes_beside_a_list(text: str, listed: str) -> None:
    """What only looks like a mark is none, also where its number has an entry."""
    assert [] == [mark.text for mark, _ in _cited(f"Some words.\n\n{text}\n\nMore words.\n\n{_LISTS[listed]}").marks()]
