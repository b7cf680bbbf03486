"""Write the lock files: to run, to run and test, and to run and package: `make lock`.

Options go to pip-compile: `--upgrade` takes the newest version of everything.

Every version is fixed and every file of a release is listed with its hash, so that an installation gets what was
tested, on any machine, or stops. Run with the oldest supported Python: what it needs is a superset of what newer ones
need, and the last step proves it by resolving both files for all of them.
"""

import os
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {"requirements.txt": "", "requirements-dev.txt": "dev", "requirements-package.txt": "package"}
"""The files, and what each has beside what Postil needs to run: an extra of pyproject.toml."""
OLDEST = (3, 11)
SUPPORTED = ("3.11", "3.12", "3.13")
HEADER = "# Made by `make lock` from pyproject.toml; do not edit.\n"


def main() -> None:
    """Write the lock files, then check them for every supported Python."""
    if sys.version_info[:2] != OLDEST:
        sys.exit(f"The lock is made with Python {'.'.join(map(str, OLDEST))}, the oldest that Postil supports.")
    for name, extra in LOCKS.items():
        target = ROOT / "packaging" / name
        target.write_text(HEADER + resolve(wanted(extra), target), encoding="utf-8")
    for name in LOCKS:
        for python in SUPPORTED:
            prove(ROOT / "packaging" / name, python)


def wanted(extra: str) -> list[str]:
    """Return what pyproject.toml asks for, to run and for an extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else ())]


def resolve(requirements: list[str], previous: Path) -> str:
    """Return the pinned requirements with hashes; versions of the previous lock are kept where they still fit."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "requirements.in"), Path(folder, "requirements.txt")
        source.write_text("\n".join(requirements), encoding="utf-8")
        if previous.exists():
            output.write_bytes(previous.read_bytes())
        command = [sys.executable, "-m", "piptools", "compile", "--quiet", "--generate-hashes", "--allow-unsafe"]
        command += ["--strip-extras", "--no-header", "--no-emit-options", "--no-emit-index-url", "--no-annotate"]
        command += [*sys.argv[1:], f"--output-file={output}", str(source)]
        subprocess.run(command, env=registry_only(), check=True)
        text = output.read_text(encoding="utf-8")
    # No address of this machine or its registry belongs in the lock.
    return re.sub(r"(?m)^(--|#).*\n|^\n", "", text)


def prove(lock: Path, python: str) -> None:
    """Resolve the lock for one version of Python, from wheels only; fail when a pin or a hash is missing."""
    print(f"{lock.name}: complete for Python {python}?", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--require-hashes", "--only-binary=:all:", f"--python-version={python}", f"--target={folder}"]
        subprocess.run([*command, f"--requirement={lock}"], env=registry_only(), check=True)


def registry_only() -> dict[str, str]:
    """Return the environment without places beside the registry, whose files would add hashes of their own."""
    beside = {"PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"}
    return {name: value for name, value in os.environ.items() if name not in beside} | {"PIP_CONFIG_FILE": os.devnull}


if __name__ == "__main__":
    main()
