"""Plain articles are told from Markdown, poems, logs and outlines."""

import pytest

from reader.core.article import first_sentence, is_article

LONG = "A line that says a thing or two about the weather, and at such a length that it is a paragraph by itself, ends."
PARAGRAPH = f"{LONG} And then it says one more thing."
ARTICLE = f"A title\n{PARAGRAPH}\nA heading\n{PARAGRAPH}\nWhat to Keep in Mind:\n- one\n- two\n{PARAGRAPH}\n"


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        f"{PARAGRAPH}\n{PARAGRAPH}\n",
        f"A title\n\n{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n{PARAGRAPH}\n",
        f"A title\n![]()\n{PARAGRAPH}\n| a | b |\n|---|---|\n| c | d |\n{PARAGRAPH}\n{PARAGRAPH} [3]\n",
        f"A title\n{PARAGRAPH}\n“{PARAGRAPH}”\n*{PARAGRAPH}*\n",
    ],
)
def test_an_article_is_known(text: str) -> None:
    """Long lines that end sentences, with few blank ones between, are an article; lists and tables may be in it."""
    assert is_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A title\n",
        f"# A title\n{PARAGRAPH}\n{PARAGRAPH}\n",
        f"A title\n=====\n{PARAGRAPH}\n{PARAGRAPH}\n",
        f"A title\n\n{PARAGRAPH}\n\n{PARAGRAPH}\n",
        f"{PARAGRAPH}\n```\ncode\n```\n{PARAGRAPH}\n",
        f"<div>\n{PARAGRAPH}\n</div>\n{PARAGRAPH}\n{PARAGRAPH}\n",
        f"{PARAGRAPH}\n{PARAGRAPH}\n[1] https://example.org\n[2] https://example.net\n",
        f"{PARAGRAPH}\n{PARAGRAPH}\n[a]: https://example.org\n",
        "- " + f"\n- {PARAGRAPH}" * 5,
        f"type:: x\n{PARAGRAPH}\n{PARAGRAPH}\n",
        "\n".join(["Of hills I sing,", "and of the sheep", "that on them sleep,"] * 8),
        "\n".join(["2024-01-05 10:20 something was written to a log, as machines do"] * 20),
        "\n".join(
            ["Prose that is wrapped at some seventy columns, as mail programs do it,", "is left to Markdown."] * 9
        ),
        "\n".join(["value = " + "x" * 130] * 10),
        "\n".join(f"2025-01-{day:02} 10:20 {PARAGRAPH}" for day in range(1, 9)),
        "\n".join(f"    call({number}, {PARAGRAPH!r})." for number in range(9)),
    ],
)
def test_all_else_is_none(text: str) -> None:
    """Any mark of structure, short lines and lines that end no sentence speak against it."""
    assert not is_article(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("One. Two.", "One."),
        ("It cost 3.5 million. Nobody paid.", "It cost 3.5 million."),
        ("Dr. Who met J. Doe at St. Mary. They left.", "Dr. Who met J. Doe at St. Mary."),
        ("Really? Yes!", "Really?"),
        ("He said “no.” She left.", "He said “no.”"),
        ("e.g. this. That.", "e.g. this."),
        ("今天下雨。我在家。", "今天下雨。"),
        ("No end here", "No end here"),
        ("See example.org and go. on", "See example.org and go. on"),
        ("", ""),
    ],
)
def test_the_first_sentence_is_found(line: str, expected: str) -> None:
    """A full stop inside a number, a name or an abbreviation ends no sentence."""
    assert expected == first_sentence(line)
