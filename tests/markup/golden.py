"""Golden pairs: `golden/NAME.md` must be drawn as `golden/NAME.html`.

`python -m tests.markup.golden` writes the pages anew; read what changed before you commit it. A name that begins with
`breaks-` is drawn with hard line breaks, one with `article-` as Postil itself decides.
"""

from pathlib import Path

from reader.core.citation import Citations
from reader.markup.renderer import RenderOptions, render
from tests.markup.conftest import Library, make_note

FOLDER = Path(__file__).parent / "golden"
LIBRARY = Library(
    notes={
        "harbour/Tides.md": (
            "# Tides\n\nWater rises.\n\n## Neap\n\nLittle water.\n\nHalf moon. ^half\n\n## Spring\n\nMuch.\n"
        ),
        "harbour/Wrecks.md": "The *Marie* sank here.\n\n![[Loop]]\n",
        "Loop.md": "Round and round: ![[Loop]]\n",
        "Outer.md": "Outer text.\n\n![[Tides#Neap]]\n",
        "A & B.md": "Both.\n",
    },
    files=frozenset({"images/chart.png", "images/a b.svg", "papers/log.pdf"}),
)
TAGS = ("bay", "bay/north", "Küste", "2024q1")


def cases() -> list[Path]:
    """Return the Markdown files of all pairs."""
    return sorted(FOLDER.glob("*.md"))


def page_of(case: Path) -> str:
    """Return the page that a case is drawn as, with what was found on the way as comments below it."""
    name = case.stem
    options = RenderOptions(
        hard_breaks=name.startswith("breaks-"), article=None if name.startswith("article-") else False
    )
    note = make_note(case.read_text(encoding="utf-8"), path="harbour/Log.md", tags=TAGS)
    page = render(note, Citations(), LIBRARY, options)
    lines = [page.html.strip()]
    lines += [f"<!-- {problem.kind} {problem.line}: {problem.message} -->" for problem in page.problems]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for markdown in cases():
        markdown.with_suffix(".html").write_text(page_of(markdown), encoding="utf-8")
