"""What the documents say is true: versions, commands, links and licences."""

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

import reader

CHECKOUT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.joinpath("docs").rglob("*.md")])


def locked(name: str) -> dict[str, str]:
    """Return the versions of a lock file by the names of the packages."""
    text = CHECKOUT.joinpath("packaging", name).read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==([^ ]+)", text))


def licence_table() -> dict[str, str]:
    """Return the licences of docs/licences.md by the names of the packages."""
    text = CHECKOUT.joinpath("docs", "licences.md").read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^\| ([a-z0-9-]+) \| ([^|]+) \|", text))


def make_targets() -> set[str]:
    """Return the commands of the Makefile."""
    return set(re.findall(r"(?m)^([a-z]+):", CHECKOUT.joinpath("Makefile").read_text(encoding="utf-8")))


def test_the_changelog_begins_with_this_version() -> None:
    """The newest heading of the changelog is the version of the package."""
    text = CHECKOUT.joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^## ([0-9.]+) - (unreleased|\d{4}-\d\d-\d\d)$", text)
    assert reader.__version__ == headings[0][0]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    """Every relative link and picture of a document exists."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    relative = [target for target in targets if not re.match(r"[a-z]+:", target)]
    assert [] == [target for target in relative if not document.parent.joinpath(target).exists()]


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "README.md"])
def test_make_commands_in_documents_exist(document: str) -> None:
    """A `make` command that a document names is a target of the Makefile."""
    named = set(re.findall(r"`?\bmake ([a-z]+)\b[^`\n]*`", CHECKOUT.joinpath(document).read_text(encoding="utf-8")))
    assert named
    assert set() == named - make_targets()


def test_contributing_names_every_make_command() -> None:
    """The one list of commands is complete."""
    named = set(
        re.findall(r"(?m)^\| `make ([a-z]+)`", CHECKOUT.joinpath("CONTRIBUTING.md").read_text(encoding="utf-8"))
    )
    assert make_targets() - {"help"} == named


def test_the_readme_is_short() -> None:
    """A busy person reads it to the end."""
    assert len(CHECKOUT.joinpath("README.md").read_text(encoding="utf-8").splitlines()) <= 80


def test_the_licence_table_lists_what_is_installed() -> None:
    """Every locked package has its line, and no line is left from one that went."""
    assert sorted(locked("requirements.txt")) == sorted(licence_table())


@pytest.mark.parametrize(("package", "licence"), sorted(licence_table().items()))
def test_licences_are_what_the_packages_say(package: str, licence: str) -> None:
    """The licence in the table is the expression that the package itself declares, where it declares one."""
    try:
        declared = metadata(package).json.get("license_expression")
    except PackageNotFoundError:
        pytest.skip(f"{package} is not installed here; `make test` installs it")
    assert licence == (declared or licence)


def test_every_journey_is_walked() -> None:
    """At least twenty ways through the window are written down, each once and each a test that keeps a picture."""
    told = re.findall(r"(?m)^\| .+ \| `(test_\w+)` \|$", CHECKOUT.joinpath("docs", "journeys.md").read_text("utf-8"))
    source = "\n".join(file.read_text("utf-8") for file in CHECKOUT.joinpath("tests", "qt").glob("test_*.py"))
    tests = dict(re.findall(r"(?ms)^def (test_\w+)\((.+?)(?=^def |^@|\Z)", source))
    assert len(set(told)) == len(told) >= 20
    assert [] == [name for name in told if "picture(" not in tests.get(name, "")]
