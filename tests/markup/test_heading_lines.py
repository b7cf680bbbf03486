"""Headings found without a page are those of the page."""

from pathlib import Path

import pytest

from reader.app.paths import Places
from reader.app.reading import Reading
from reader.markup.heading_lines import heading_id, heading_lines, plain

NOTE = """---
title: x
---
# One
## Two ##
#no heading

Three
=====

Four words *here*
---

- a list
---

> ## quoted is left out

| table |
|---|

```
# code
```

~~~ md
## code ```
~~~

## Two
### [Linked](x.md) and [[Other#part|shown]]
### The `code_of` <b>x</b> &amp; y
## Two
- ## As an outliner writes
####### seven
    # indented
### cite me[1] and [^2]

[1] https://a.example/
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_ids_are_those_of_the_page(tmp_path: Path, ends: str) -> None:
    """Each heading found leads to an element of the page, and none of the page's own is missed."""
    (tmp_path / "note.md").write_bytes(NOTE.replace("\n", ends).encode())
    reading = Reading(tmp_path, Places(tmp_path / "config", tmp_path / "cache"))
    page = reading.page(0, "note.md").page
    lines = heading_lines(NOTE.partition("---\n")[2].partition("---\n")[2].replace("\n", ends)).split("\n")
    reading.close()
    expected = [heading.id for heading in page.outline if not heading.text.startswith("quoted")]
    assert expected == [heading_id(lines, number) for number in range(len(lines))]


def test_text_is_what_is_read() -> None:
    """No mark of Markdown is shown, and signs in code are."""
    assert "Snake_case stays" == plain("Snake_case *stays*")
    assert "a < b" == plain(r"a \< b")
    assert "# is a sign" == plain("`#` is a sign ##")
    assert "R&D" == plain("R&amp;D")


@pytest.mark.parametrize(
    "flood",
    ["# " * 100_000, "\n#" * 100_000, "a\n-" * 100_000, "\n" + " " * 200_000, "# [" + "[" * 100_000, "\n-" * 99_999],
)
def test_floods_are_bounded(flood: str) -> None:
    """No note gives more headings than anybody looks through, and each of them is short."""
    lines = heading_lines(flood).split("\n")
    assert len(lines) <= 500
    assert all(len(plain(line)) <= 201 for line in lines)
