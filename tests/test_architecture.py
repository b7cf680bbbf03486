"""The house keeps its rules; the import contracts beside these are in pyproject.toml, for `lint-imports`."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
MODULES = sorted((CHECKOUT / "reader").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40

# Named by pyproject.toml, but never imported by their own names.
NEEDED_BY_OTHERS = {
    "font-source-sans-pro": "the face of the page; files, not code",
    "font-source-serif-pro": "the face of the page; files, not code",
    "pyside6-addons": "the half of PySide6 with QtWebEngine",
    "pyyaml": "python-frontmatter's YAML",
}


def name_of(module: Path) -> str:
    """Return a module's path inside the checkout, for the names of tests."""
    return module.relative_to(CHECKOUT).as_posix()


def imported(module: Path) -> set[str]:
    """Return the top-level packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def third_party() -> dict[str, set[str]]:
    """Return each third-party package that the code imports, with the rooms that import it."""
    rooms = defaultdict(set)
    for module in MODULES:
        for package in imported(module) - sys.stdlib_module_names - {"reader"}:
            rooms[package].add(module.relative_to(CHECKOUT / "reader").parts[0])
    return rooms


def normal(name: str) -> str:
    """Return the name of a distribution in the one form that the registry compares."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    """Return the distributions that pyproject.toml asks for."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[<>=!~;\[ ]", requirement)[0]) for requirement in project["dependencies"]}


def test_each_third_party_library_is_imported_in_one_room_only() -> None:
    """A library can be replaced by changing one room; what makes the records of all rooms is everywhere."""
    assert ["msgspec"] == [package for package, rooms in third_party().items() if len(rooms) != 1]


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    """Nothing works by accident, and nothing is fetched for nothing."""
    owners = packages_distributions()
    used = {normal(owner) for package in third_party() for owner in owners[package]}
    assert declared() - used <= NEEDED_BY_OTHERS.keys()
    assert used - declared() <= {"shiboken6"}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_modules_and_functions_are_short(module: Path) -> None:
    """A module has one idea and a function fits on a screen; docstrings do not count."""
    text = module.read_text(encoding="utf-8")
    long = [
        f"{node.name} has {length} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (length := lines_of(node)) > LONGEST_FUNCTION
    ]
    assert [] == long
    assert len(text.splitlines()) <= LONGEST_MODULE


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function has, without its decorators and its docstring."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return length
    docstring = function.body[0]
    return length - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_every_exception_from_a_check_names_the_rule_and_the_reason(module: Path) -> None:
    """A `noqa` or `type: ignore` says what it silences, and why: behind it or in a comment on the line above."""
    lines = ["", *module.read_text(encoding="utf-8").splitlines()]
    exception = re.compile(r"# *(noqa|type: *ignore)")
    reasoned = re.compile(r"# (noqa: [A-Z]+\d+(, [A-Z]+\d+)* - \w|type: ignore\[[\w, -]+\]  # \w)")
    pairs = [(above.strip(), line) for above, line in pairwise(lines) if exception.search(line)]
    assert [] == [line for above, line in pairs if not reasoned.search(line) and not above.startswith("#")]


@pytest.mark.parametrize(
    ("start", "unwanted"),
    [
        ("reader.cli", {"PySide6", "shiboken6", "pikepdf"}),
        ("reader.qt.launch", {"markdown", "markdown_it", "whoosh", "frontmatter", "yaml", "pygments", "nh3"}),
    ],
)
def test_a_process_loads_only_what_it_is_for(start: str, unwanted: set[str]) -> None:
    """The command line starts without Qt, and the window's process without the parsers."""
    script = f"import sys, {start}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert set() == unwanted & {module.split(".")[0] for module in run.stdout.split()}


def test_imports_are_pythons_own() -> None:
    """PySide would read the source of every module that is imported after it."""
    script = "import builtins; own = builtins.__import__; import reader.qt.launch; print(builtins.__import__ is own)"
    run = subprocess.run([sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert "True\n" == run.stdout
