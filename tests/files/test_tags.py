"""Tags in the text: what closes one with the sign, and what only looks like one."""

import pytest

from reader.files.tags import inline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a #work/tides# and #one, #two.", ["work/tides", "one", "two"]),
        ("#潮汐# 很大", ["潮汐"]),
        ("#a#b and c#d and ##e", []),
        (r"water[\[2\]](#cite_note-2) and [a \] b](#c) and [\[1\]][#d]", []),
        (r"[\[x] #a", ["a"]),
    ],
)
def test_tags_of_a_line(text: str, expected: list[str]) -> None:
    """Bear and Weibo close them; the place that a link of a clipping leads to is none."""
    assert expected == list(inline(text, 0))
