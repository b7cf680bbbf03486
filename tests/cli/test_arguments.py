import pytest

from reader.cli.arguments import COMMANDS, parse
from reader.errors import UsageError


def test_no_command_is_the_window() -> None:
    """A path, or nothing at all, opens the window."""
    assert ("window", []) == (parse([]).command, parse([]).paths)
    assert ("window", ["a.md"]) == (parse(["a.md"]).command, parse(["a.md"]).paths)


@pytest.mark.parametrize("words", [["--library", "x", "list"], ["list", "--library", "x"], ["list", "--library=x"]])
def test_global_options_stand_anywhere(words: list[str]) -> None:
    """Global options may stand before or after the command."""
    found = parse(words)
    assert ("list", "x") == (found.command, found.library)


@pytest.mark.parametrize("command", ["list", "check", "doctor", "index", "sources"])
def test_json_stands_before_a_command_as_well(command: str) -> None:
    """Whoever writes `--json` first means the command that follows."""
    found = parse(["--json", "--library", "x", command])
    assert (command, True, "x") == (found.command, found.json, found.library)


@pytest.mark.parametrize(
    ("words", "is_told"),
    [
        (["search", "-moon"], True),
        (["search", "tide", "-moon"], True),
        (["cite", "-odd.md"], True),
        (["show", "-odd.md"], True),
        (["list", "--sort", "colour"], False),
        (["search", "x", "--limit", "-1"], False),
        (["export", "a.md"], False),
        (["related", "a.md", "b.md"], False),
        (["list", "--config"], False),
    ],
)
def test_what_begins_with_a_dash_is_spoken_of_where_it_may_be_meant(words: list[str], is_told: bool) -> None:  # noqa: FBT001 - a parameter of a test
    """A query or a name that looks like an option gets the way out; other mistakes are not about that."""
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert is_told == ("behind --" in caught.value.hint)


def test_a_query_may_be_several_words() -> None:
    """Quotes around a query are not needed, and a query may begin with a dash behind `--`."""
    assert ["sea", "tide"] == parse(["search", "sea", "tide"]).query
    assert ["-moon"] == parse(["search", "--", "-moon"]).query


def test_export_knows_its_paper() -> None:
    """Paper, margins and format are read and checked."""
    found = parse(["export", "a.md", "-o", "a.pdf", "--page-size", "A5", "--landscape", "--margins", "12.5"])
    assert ("A5", True, 12.5, "pdf") == (found.page_size, found.landscape, found.margins, found.format)


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--sort", "colour"],
        ["search"],
        ["search", "x", "--limit", "-1"],
        ["export", "a.md"],
        ["export", "a.md", "-o", "x", "--margins", "wide"],
        ["show"],
        ["--log", "loud", "list"],
        ["list", "--nonsense"],
        ["one", "two"],
    ],
)
def test_a_wrong_command_line_is_one_sentence(words: list[str]) -> None:
    """What is wrong is said in one sentence with a way out."""
    with pytest.raises(UsageError) as caught:
        parse(words)
    assert "\n" not in str(caught.value)
    assert "--help" in caught.value.hint


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` works for each command and names the global options."""
    with pytest.raises(SystemExit) as caught:
        parse([command, "--help"])
    assert 0 == caught.value.code
    printed = capsys.readouterr().out
    assert "--library" in printed
    assert "--json" in printed
