"""The locks and the list of system packages are whole, and name no place of anybody's machine."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import reader

PACKAGING = Path(__file__).resolve().parent.parent / "packaging"
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-package.txt"]


def pins(name: str) -> dict[str, str]:
    """Return the versions of a lock by the names of the packages."""
    text = PACKAGING.joinpath(name).read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==([^ ]+)", text))


def test_testing_uses_the_versions_that_users_get() -> None:
    """The locks for tests and packages contain the lock for running."""
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()
    assert pins("requirements.txt").items() <= pins("requirements-package.txt").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_have_versions_and_hashes_and_nothing_else(lock: str) -> None:
    """No option, address or path stands in a lock, and each package has at least one hash."""
    text = PACKAGING.joinpath(lock).read_text(encoding="utf-8")
    entries = re.sub(r"(?m)^#.*\n", "", text).replace(" \\\n", " ").splitlines()
    entry = re.compile(r"[a-z0-9-]+==[\w.]+( ;[^\\/:]+)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [] == [line for line in entries if not entry.fullmatch(line)]


def test_every_declared_dependency_is_locked() -> None:
    """What pyproject.toml asks for is in the lock, for running and for tests."""
    project = tomllib.loads(PACKAGING.parent.joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
    for requirements, lock in [
        (project["dependencies"], "requirements.txt"),
        (project["optional-dependencies"]["dev"], "requirements-dev.txt"),
        (project["optional-dependencies"]["package"], "requirements-package.txt"),
    ]:
        names = {re.split(r"[<>=]", requirement)[0].lower() for requirement in requirements}
        assert set() == names - pins(lock).keys()


def test_system_packages_are_listed_once() -> None:
    """No package stands twice, in sections that `prepare.py` knows."""
    text = PACKAGING.joinpath("system-packages.txt").read_text(encoding="utf-8")
    entries = [line.split("#")[0].strip() for line in text.splitlines()]
    packages = [name.strip() for entry in entries if not entry.startswith("[") for name in entry.split("|") if name]
    assert sorted(set(packages)) == sorted(packages)
    assert [entry for entry in entries if entry.startswith("[")] == ["[window]", "[screen]", "[test]"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=PACKAGING.parent, check=True, capture_output=True)
    return folder / f"postil-{reader.__version__}-py3-none-any.whl"


def test_the_wheel_is_complete(wheel: Path) -> None:
    """It has the command, the manual and the resources."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        commands = archive.read(f"postil-{reader.__version__}.dist-info/entry_points.txt").decode()
    assert "postil = reader.__main__:main" in commands
    for folder in ["notes", "resources"]:
        bundled = [file for file in PACKAGING.parent.joinpath(folder).rglob("*") if file.is_file()]
        expected = {f"reader/_data/{file.relative_to(PACKAGING.parent).as_posix()}" for file in bundled}
        assert expected
        assert expected <= names


def test_an_installed_postil_finds_its_manual(wheel: Path, tmp_path: Path) -> None:
    """Without a checkout, the bundled notes are the library to begin with."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "-P", "-m", "reader", "list", "--json"]
    command += ["--config", str(tmp_path / "config"), "--cache", str(tmp_path / "cache")]
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    listed = {note["path"] for note in json.loads(run.stdout)}
    notes = tmp_path.joinpath("reader", "_data", "notes")
    assert {file.relative_to(notes).as_posix() for file in notes.rglob("*.md")} <= listed
