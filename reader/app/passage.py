"""A passage that leaves its note: its text as Markdown, and the sources that it cites, numbered anew to stand alone."""

import re
from collections.abc import Callable, Iterable, Mapping

from reader.app.entries import gather, identity
from reader.app.reference_forms import markdown, markdown_text
from reader.core.citation import Citations, Source

_SIGNS = {"em": "*", "strong": "**"}
_NO_SOURCE = "[?]"
_KEY = re.compile(r"-?@(?:\{[^{}\s]+\}|\w[\w:.#$%&+?<>~/-]*)(?<![.:?~#$%&+<>/-])")


def with_sources(blocks: Iterable[object], citations: Citations) -> str:
    """Return a passage as Markdown, with a list of its sources under it; "" where there is no text.

    `blocks` come from the page (`resources/viewer/citations.js`): each a mapping with a `kind` (an HTML element) and
    `runs`, which are `{"text", "style", "href"}` or `{"mark": N}`, the N-th mention of the note. A mark that leads to
    no source becomes `[?]`.
    """
    marks = citations.marks()
    cited: dict[tuple[str, str], int] = {}
    sources: list[Source] = []

    def number(mark: int) -> str:
        index = marks[mark][1] if 0 <= mark < len(marks) else None
        if index is None:
            return _NO_SOURCE
        source = citations.sources[index]
        same = identity(source)
        if not same[1]:
            return _NO_SOURCE
        if same not in cited:
            cited[same] = len(cited) + 1
            sources.append(source)
        return renumbered(marks[mark][0].text, str(cited[same]))

    parts: list[str] = []
    kinds: list[str] = []
    for block in blocks:
        if isinstance(block, Mapping):
            kind = str(block.get("kind", "p"))
            text = "".join(_run(run, number, kind) for run in block.get("runs", ()) if isinstance(run, Mapping))
            if text.strip():
                parts.append(_block(kind, text))
                kinds.append(kind)
    if not parts:
        return ""
    text = parts[0]
    for before, kind, part in zip(kinds, kinds[1:], parts[1:], strict=False):
        text += ("\n" if before == kind == "li" else "\n\n") + part
    return f"{text}\n\nSources:\n\n{markdown(gather(sources))}" if sources else text + "\n"


def renumbered(mark: str, number: str) -> str:
    """Return a mark with another number; one that names a single key of a bibliography keeps its words and pages.

    >>> renumbered("[see @low84, p. 3]", "2"), renumbered("[2-4]", "7")
    ('[see 2, p. 3]', '[7]')
    """
    keys = _KEY.findall(mark)
    if len(keys) == 1 and mark.startswith("[") and mark.endswith("]"):
        return " ".join(_KEY.sub(number, mark, count=1).split())
    return f"[{number}]"


def _run(run: Mapping[str, object], number: Callable[[int], str], kind: str) -> str:
    if "mark" in run:
        return number(int(str(run["mark"])))
    text = str(run.get("text", ""))
    if kind == "pre":
        return text
    style, href = str(run.get("style", "")), str(run.get("href", ""))
    inner = text.strip()
    if not inner:
        return " " if text else ""
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if style == "code":
        fence = "``" if "`" in inner else "`"
        said = f"{fence}{inner}{fence}"
    else:
        said = _escaped(inner)
        for name in style.split():
            said = f"{_SIGNS.get(name, '')}{said}{_SIGNS.get(name, '')}"
    if href:
        said = f"[{said}](<{href.replace('<', '%3C').replace('>', '%3E')}>)"
    return f"{before and ' '}{said}{after and ' '}"


def _escaped(text: str) -> str:
    """Return text that Markdown shows as it is; only at the beginning of a block would a number be a list."""
    return markdown_text(f"x{' '.join(text.split())}")[1:]


def _block(kind: str, text: str) -> str:
    if kind == "pre":
        return "\n".join(f"    {line}" for line in text.strip("\n").split("\n"))
    text = text.strip()
    if len(kind) == 2 and kind[0] == "h" and kind[1].isdigit():
        return f"{'#' * int(kind[1])} {text}"
    if kind == "li":
        return f"- {text}"
    return f"> {text}" if kind == "blockquote" else text
