"""A broken line is explained to the person who wrote it."""

import pytest

from reader.core.note import Stamp
from reader.files.parse import parse

READ = " The properties were read one by one."


@pytest.mark.parametrize(
    ("inside", "line", "message"),
    [
        ("title: Foo: bar", 2, "A value with a colon and a blank in it needs quotes."),
        ("title: a\nauthor: @x", 3, "A value that begins with “@” needs quotes."),
        ("aliases:\n- '?'\n- %", 4, "A value that begins with “%” needs quotes."),
        ("tags:\n\t- a\ntitle: x", 3, "YAML lines are indented with blanks, not with tabs."),
        ('path: "C:\\data"', 2, "Between double quotes a backslash must be written twice."),
        (
            "title: 'It's'",
            2,
            "The quotation marks around this value are not closed, or there is another one between them.",
        ),
        ("tags: [a, b", 2, "The brackets of this value are not closed, or it needs quotes."),
        ("title: a\x07b", 2, "There is a control character in this line."),
        ("title: a\noops\ntags: b", 3, "This line is not of the form “key: value”."),
        ('{"title": "a", "b": "c"', 2, "This is not valid JSON."),
    ],
)
def test_a_broken_line_is_named_and_explained(inside: str, line: int, message: str) -> None:
    """The problem tells the line of the file, what is wrong with it, and what was done."""
    (problem,) = parse(f"---\n{inside}\n---\n".encode(), "a.md", Stamp(0, 0)).problems
    assert (line, message + READ) == (problem.line, problem.message)


def test_what_was_given_up_is_told() -> None:
    """Where no property could be read, the front matter is part of the text, and the user knows."""
    (problem,) = parse(b"---\na: [b\nc, d: e\nf, g: h\n---\n", "a.md", Stamp(0, 0)).problems
    assert problem.message.endswith(" The front matter is shown as text.")
