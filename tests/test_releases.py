"""Versions agree wherever they stand, and what packages say of Postil is true."""

import configparser
import importlib.util
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

import reader
from reader.cli.arguments import COMMANDS, parsers

CHECKOUT = Path(__file__).resolve().parent.parent
PACKAGING = CHECKOUT / "packaging"
CHANGELOG = CHECKOUT.joinpath("CHANGELOG.md").read_text(encoding="utf-8")


def script(name: str) -> ModuleType:
    """Return a script of packaging/ as a module."""
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", PACKAGING / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def releases() -> ModuleType:
    """Return the script that reads the changelog."""
    return script("releases")


@pytest.fixture(scope="module")
def entry() -> configparser.SectionProxy:
    """Return the desktop entry."""
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys of desktop entries have capitals
    parser.read(PACKAGING / "linux" / "postil.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def test_the_version_is_the_same_everywhere(releases: ModuleType) -> None:
    """Package, changelog, AppStream, Debian changelog and the command line name one version."""
    run = subprocess.run(
        [sys.executable, "-m", "reader", "--version"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    found = releases.releases(CHANGELOG)
    template = PACKAGING.joinpath("linux", "postil.metainfo.xml").read_text(encoding="utf-8")
    tree = ET.fromstring(releases.metainfo(found, template, releases.day_of_commit()))  # noqa: S314 - our own file
    newest = tree.find("releases/release")
    assert newest is not None
    debian = releases.debian(found, releases.day_of_commit())
    told = [run.stdout.split()[1], found[0].version, newest.get("version"), re.findall(r"\((.*?)\)", debian)[0]]
    assert [reader.__version__] * 4 == told


def test_every_line_of_the_changelog_is_in_the_packages(releases: ModuleType) -> None:
    """No item is lost on the way to AppStream, and none to Debian."""
    found = releases.releases(CHANGELOG)
    items = [releases.plain(item) for release in found for item in release.items]
    assert len(re.findall(r"(?m)^- ", CHANGELOG)) == len(items)
    template = PACKAGING.joinpath("linux", "postil.metainfo.xml").read_text(encoding="utf-8")
    tree = ET.fromstring(releases.metainfo(found, template, releases.day_of_commit()))  # noqa: S314 - our own file
    assert items == [item.text for item in tree.iterfind("releases/release/description/ul/li")]
    debian = " ".join(releases.debian(found, releases.day_of_commit()).split())
    assert [] == [item for item in items if " ".join(item.split()) not in debian]


def test_the_desktop_entry_opens_notes(entry: configparser.SectionProxy) -> None:
    """It takes several files, shows no console, and is for Markdown and plain text."""
    assert ("postil %F", "false", "text/markdown;text/plain;") == (entry["Exec"], entry["Terminal"], entry["MimeType"])


def test_the_entry_and_the_window_know_each_other(entry: configparser.SectionProxy) -> None:
    """The desktop finds the entry, and so the icon, by the names that the window gives itself."""
    opening = CHECKOUT.joinpath("reader", "qt", "opening.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{entry["StartupWMClass"]}")' in opening
    assert f"{entry['StartupWMClass']}.desktop" == "postil.desktop"


def test_icons_have_all_sizes() -> None:
    """The packages find every size of the icon that they install."""
    sizes = script("desktop_tree").SIZES
    icons = CHECKOUT / "resources" / "icons"
    assert [] == [size for size in sizes if not icons.joinpath(f"postil-{size}.png").is_file()]


def test_the_man_page_has_every_command_and_option() -> None:
    """It is made from the command line's own words, so nothing is missing; and it is sound roff."""
    page = script("man_page").page("2026-01-01")
    commands = parsers()[1]
    assert set(COMMANDS) == set(commands) == set(re.findall(r"(?m)^\.SS (\w+)", page))
    options = {name for parser in commands.values() for action in parser._actions for name in action.option_strings}  # noqa: SLF001 - argparse has no public list of options
    written = page.replace("\\-", "-")
    assert [] == sorted(name for name in options if name not in written)
    assert f"Postil {reader.__version__}" in page


def test_licences_of_all_parts_are_told() -> None:
    """The copyright file has the packages of the lock that this environment has, Python's and Postil's own licence."""
    copyright_file = script("copyright")
    text = copyright_file.copyright_file()
    lock = PACKAGING.joinpath("requirements.txt").read_text(encoding="utf-8")
    names = {name for name in re.findall(r"(?m)^([a-z0-9-]+)==", lock) if name not in copyright_file.ABSENT}
    told = {name.lower().replace("_", "-") for name in re.findall(r"(?m)^Files: .*_internal: (\S+)", text)}
    assert names <= told
    assert "The Postil authors" in text
    assert "The Chromium Authors" in text


def test_the_spec_reads_the_version_and_leaves_out_what_is_not_used() -> None:
    """The one spec of all systems is a Python file without a version of its own."""
    text = PACKAGING.joinpath("postil.spec").read_text(encoding="utf-8")
    compile(text, "postil.spec", "exec")
    assert reader.__version__ not in text
    for name in ("devtools", "qml/", "qtwebengine_locales"):
        assert name in text
