"""The locks and the list of system packages are whole, and name no place of anybody's machine."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import reader

PACKAGING = Path(__file__).resolve().parent.parent / "packaging"
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def pins(name: str) -> dict[str, str]:
    """Return the versions of a lock by the names of the packages."""
    text = PACKAGING.joinpath(name).read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^([a-z0-9-]+)==([^ ]+)", text))


def test_testing_uses_the_versions_that_users_get() -> None:
    """The lock for the tests contains the lock for running."""
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


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


def test_the_wheel_brings_notes_and_resources(tmp_path: Path) -> None:
    """An installed Postil has its version, its command, its manual and its icons."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=PACKAGING.parent, check=True, capture_output=True)
    wheel = tmp_path / f"postil-{reader.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        commands = archive.read(f"postil-{reader.__version__}.dist-info/entry_points.txt").decode()
    assert "postil = reader.__main__:main" in commands
    for folder in ["notes", "resources"]:
        bundled = [file for file in PACKAGING.parent.joinpath(folder).rglob("*") if file.is_file()]
        expected = {f"reader/_data/{file.relative_to(PACKAGING.parent).as_posix()}" for file in bundled}
        assert expected
        assert expected <= set(names)
