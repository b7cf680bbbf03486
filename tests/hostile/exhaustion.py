"""Notes that want more than they may have: time, memory, depth. Each says a word by which it is found."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.hostile.library import png

MEGABYTE = 1_000_000


def notes() -> dict[str, Callable[[], str]]:
    """Return the notes by name; each is made when it is wanted, because some are large."""
    return {
        "brackets": lambda: "[" * MEGABYTE,
        "bracket pairs": lambda: "[" * 300_000 + "]" * 300_000,
        "links in links": lambda: "[a](" * 200_000,
        "images in images": lambda: "![" * 300_000,
        "wikilinks": lambda: "[[" * 300_000 + "x" + "]]" * 300_000,
        "backticks": lambda: " ".join("`" * length for length in range(1, 1_400)),
        "stars": lambda: "*a **b " * 120_000,
        "underscores": lambda: "_a __b_ " * 100_000,
        "tildes and marks": lambda: "~~a ==b " * 100_000,
        "dollars": lambda: "$a $$b " * 100_000,
        "braces": lambda: "$" + "{" * 200_000 + "}" * 200_000 + "$",
        "matrix": lambda: "$$\\begin{matrix}" + "a & " * 50_000 + "\\end{matrix}$$",
        "fractions": lambda: "$" + "\\frac{1}{" * 3_000 + "x" + "}" * 3_000 + "$",
        "quotes": lambda: ">" * 200_000 + " deep",
        "quote lines": lambda: "\n".join("> " * depth + "a" for depth in range(700)),
        "lists": lambda: "\n".join("  " * depth + "- a" for depth in range(1_000)),
        "lists in a line": lambda: "- " * 100_000 + "a",
        "callouts": lambda: "\n".join("> " * depth + "[!note] a" for depth in range(1, 500)),
        "headings": lambda: "\n\n".join(f"## Heading {number}\n\nText." for number in range(10_000)),
        "same headings": lambda: "# Same\n" * 20_000,
        "marks": lambda: (
            "Fact[1] and [2]. " * 100_000 + "\n\nSources:\n[1] https://a.example/\n[2] https://b.example/\n"
        ),
        "a million marks": lambda: "[1] " * MEGABYTE + "\n\nSources:\n[1] https://a.example/\n",
        "footnotes": lambda: (
            "".join(f"[^{n}] " for n in range(30_000)) + "".join(f"\n[^{n}]: x\n" for n in range(30_000))
        ),
        "definitions": lambda: "".join(f"[d{n}]: /x{n}\n" for n in range(60_000)) + "[d1] " * 60_000,
        "inline notes": lambda: "^[" * 100_000,
        "table of columns": lambda: "|a" * 20_000 + "|\n" + "|-" * 20_000 + "|\n" + ("|b" * 20_000 + "|\n") * 3,
        "table of rows": lambda: "|a|b|\n|-|-|\n" + "|x|y|\n" * 60_000,
        "html blocks": lambda: "<div>\n\n" * 60_000,
        "html in a line": lambda: "<b><i>" * 80_000 + "x",
        "open tags": lambda: "<a title='" * 80_000,
        "comments": lambda: "<!-- " * 150_000,
        "entities": lambda: "&amp;&#x1F300;&notanentity;" * 30_000,
        "schemes": lambda: "https://" * 100_000,
        "parentheses": lambda: "https://a.example/" + "(" * 200_000 + ")" * 200_000,
        "addresses": lambda: " ".join(f"https://a{n}.example/{n}" for n in range(40_000)),
        "tags": lambda: " ".join(f"#tag{n}/sub{n}" for n in range(40_000)),
        "one word": lambda: "x" * MEGABYTE,
        "one line": lambda: "word " * 600_000,
        "empty lines": lambda: "\n" * 3 * MEGABYTE,
        "returns": lambda: "a\r" * MEGABYTE,
        "no characters": lambda: "\0" * 2 * MEGABYTE,
        "combining": lambda: "e" + "\u0301" * 200_000,
        "right to left": lambda: "\u202e" * 100_000 + "abc" + "\u2067\u0645" * 100_000,
        "code": lambda: "```python\n" + "((((" * 200_000 + "\n```",
        "code lines": lambda: "```js\n" + "/* ` ${ " * 100_000 + "\n```",
        "definitions of terms": lambda: "term\n: what\n\n" * 30_000,
        "percent": lambda: "%%\n\n" * 200_000,
        "alias bomb": lambda: _front(
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "".join(
                f"{after}: &{after} [{','.join([f'*{before}'] * 9)}]\n"
                for before, after in zip("abcdefgh", "bcdefghi", strict=True)
            )
        ),
        "deep yaml": lambda: _front("x: " + "[" * 100_000),
        "deep keys": lambda: _front("\n".join(" " * depth + "a:" for depth in range(3_000))),
        "many keys": lambda: _front("".join(f"key{n}: value\n" for n in range(100_000))),
        "many tags": lambda: _front("tags: [" + ", ".join(f"t{n}" for n in range(100_000)) + "]\n"),
        "long title": lambda: _front("title: " + "long " * 200_000 + "\n"),
        "open fence": lambda: "---\n" + "a: b\n" * 200_000,
        "deep toml": lambda: "+++\nx = " + "[" * 50_000 + "\n+++\n",
        "deep json": lambda: '{"x": ' + "[" * 100_000 + "\n\n",
        "flood of a bibliography": lambda: _front("bibliography: flood.bib\n") + "[@a] [@key1]",
        "open entries": lambda: _front("bibliography: open.bib\n") + "[@a] [@key1]",
        "deep bibliography": lambda: _front("bibliography: deep.json\n") + "[@a]",
        "embeds 1": lambda: "![[embeds 2]]\n\n" * 50,
        "embeds 2": lambda: "![[embeds 3]]\n\n" * 50,
        "embeds 3": lambda: "![[embeds 4]]\n\n" * 50,
        "embeds 4": lambda: "A word. ![[embeds 1]]\n",
        "itself": lambda: "![[itself]]\n\n" * 1_000,
        "images": lambda: "![x](huge.png)\n\n" * 20 + "![x](wide.png) ![x](entities.svg) ![x](nested.svg)",
        "many images": lambda: "![x](dot.png)" * 3_000,
    }


def lay(root: Path) -> Iterator[str]:
    """Write the notes and what they name into the folder `root`; yield the name of each."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "dot.png").write_bytes(png(2, 2))
    (root / "huge.png").write_bytes(png(20_000, 20_000))
    (root / "wide.png").write_bytes(png(60_000, 10))
    bomb = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 20}'>" for n in range(1, 12))
    kind = f"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY e0 'ha'>{bomb}]>"
    (root / "entities.svg").write_text(f"{kind}<svg xmlns='http://www.w3.org/2000/svg'><text>&e11;</text></svg>")
    (root / "nested.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'>" + "<g>" * 100_000 + "</svg>")
    (root / "flood.bib").write_text("@a{" * MEGABYTE)
    (root / "open.bib").write_text("".join(f"\n@book{{key{n}, title = {{{{{{ open" for n in range(100_000)))
    (root / "deep.json").write_text("[" * MEGABYTE)
    for name, text in notes().items():
        made = text()
        body = (
            f"{made}\n\nThe word exhaustible ends it.\n"
            if made.startswith(("---", "+++", "{"))
            else f"Exhaustible.\n\n{made}\n"
        )
        (root / f"{name}.md").write_text(body, encoding="utf-8", newline="")
        yield name


def big(file: Path, size: int) -> None:
    """Write a note of `size` bytes of sentences."""
    sentence = "A sentence of no great interest stands here again, exhaustible as it is. "
    with file.open("w", encoding="utf-8") as out:
        paragraph = sentence * 10 + "\n\n"
        for _ in range(size // len(paragraph)):
            out.write(paragraph)


def _front(yaml: str) -> str:
    return f"---\n{yaml}\n---\n"
