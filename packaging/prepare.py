"""Make everything ready that `make run` and `make test` need, and nothing twice.

Looks at four things, in this order: the Python that runs this file, the system packages of `system-packages.txt`,
the virtual environment `.venv` with the locked dependencies and Postil itself, and the bytecode of the checkout.
System packages are installed where the user may; otherwise the exact command is printed and the script ends with exit
code 1.

Runs with bare Python and, up to its first sentence, with one that is too old.

usage: prepare.py [--test]
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
VENV = ROOT / ".venv"
STAMP = VENV / "postil-prepared"
OLDEST = (3, 11)
# Without -P, Python would import a note folder's yaml.py before the real one.
LAUNCHER = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m reader "$@"
"""


def main() -> None:
    """Prepare for running or, with `--test`, for testing."""
    testing = "--test" in sys.argv[1:]
    if sys.version_info < OLDEST:
        sys.exit(
            "Postil needs Python 3.11 or newer, and {} is {}. Name another one: make {} PYTHON=python3.12".format(
                sys.executable, ".".join(map(str, sys.version_info[:2])), "test" if testing else "run"
            )
        )
    headless = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    sections = ["window", *(["screen"] if headless or testing else []), *(["test"] if testing else [])]
    prepare_system(sections)
    prepare_environment(testing=testing)
    compile_checkout()


def prepare_system(sections: list[str]) -> None:
    """Install the missing packages of `sections`, or tell how to and end."""
    if not shutil.which("dpkg-query"):
        print("This is no Debian or Ubuntu, so the libraries of packaging/system-packages.txt are not looked for.")
        return
    missing = [names for names in wanted_packages(sections) if not any(map(is_installed, names))]
    if not missing:
        return
    become_root = root_prefix()
    calmly = [] if sys.stdout.isatty() else ["--quiet=2", "--option=Dpkg::Use-Pty=0"]
    if become_root is not None:
        # Without the lists of a fresh system nothing is found; a failed update may still leave usable ones.
        run([*become_root, "apt-get", "update", *calmly], check=False)
    names = [first_available(names) for names in missing]
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *names]
    if become_root is None:
        sys.exit(
            f"Postil needs {len(names)} system packages that you may not install yourself. Run this, then try again:\n"
            f"  sudo apt-get update && sudo {shlex.join(install)}"
        )
    print(f"Installing {len(names)} system packages …", flush=True)
    if run([*become_root, "env", "DEBIAN_FRONTEND=noninteractive", *install, *calmly], check=False):
        sys.exit(f"The system packages could not be installed. This is the command to repair: {shlex.join(install)}")


def wanted_packages(sections: list[str]) -> list[list[str]]:
    """Return the names to choose from, one list for each package of `sections` and for Python's own missing part."""
    wanted, section = [], ""
    for line in (HERE / "system-packages.txt").read_text(encoding="utf-8").splitlines():
        entry = line.split("#")[0].strip()
        if entry.startswith("["):
            section = entry.strip("[]")
        elif entry and section in sections:
            wanted.append([name.strip() for name in entry.split("|")])
    if importlib.util.find_spec("ensurepip") is None:
        # Debian ships `venv` without the part that puts pip into the new environment.
        wanted.append([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv", "python3-venv"])
    return wanted


def is_installed(package: str) -> bool:
    """Return whether dpkg has `package` unpacked and configured."""
    status = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package],
        capture_output=True,
        text=True,
        check=False,
    )
    return status.stdout == "installed"


def first_available(names: list[str]) -> str:
    """Return the first of `names` that this release has, or the last one."""
    for name in names[:-1]:
        policy = subprocess.run(["apt-cache", "policy", name], capture_output=True, text=True, check=False).stdout
        if "Candidate:" in policy and "Candidate: (none)" not in policy:
            return name
    return names[-1]


def root_prefix() -> list[str] | None:
    """Return what to put before a command to run it as root without being asked for a password, or None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not run(["sudo", "--non-interactive", "true"], check=False, quiet=True):
        return ["sudo", "--non-interactive"]
    return None


def prepare_environment(*, testing: bool) -> None:
    """Make `.venv` with the locked dependencies and Postil itself, unless it stands as it should."""
    to_run, to_test = HERE / "requirements.txt", HERE / "requirements-dev.txt"
    lock = to_test if testing else to_run
    done = STAMP.read_text(encoding="utf-8").splitlines() if STAMP.is_file() else []
    if fingerprint(lock) in done:
        return
    python = str(VENV / "bin" / "python")
    if run([python, "-c", "import pip"], check=False, quiet=True) or not same_python(python):
        print("Making the virtual environment .venv …", flush=True)
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    STAMP.unlink(missing_ok=True)
    print(f"Installing the locked dependencies of packaging/{lock.name}, the first time some 300 MB …", flush=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "install"]
    if not sys.stdout.isatty():
        pip.append("--quiet")
    uninstall_others(python, to_test)
    run([*pip, "--require-hashes", f"--requirement={lock}"])
    install_checkout()
    # What is ready for testing is ready for running too.
    STAMP.write_text("\n".join(map(fingerprint, [to_run, to_test] if testing else [to_run])), encoding="utf-8")


def uninstall_others(python: str, lock: Path) -> None:
    """Take away what an earlier lock wanted and `lock` does not; its files could lie among those of the others."""
    listing = [python, "-m", "pip", "--disable-pip-version-check", "list", "--format=freeze"]
    listed = subprocess.run(listing, capture_output=True, text=True, check=False).stdout
    installed = {plain_name(line) for line in listed.splitlines() if "==" in line}
    wanted = {plain_name(line) for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line}
    if others := sorted(installed - wanted - {"pip", "setuptools"}):
        run([python, "-m", "pip", "uninstall", "--quiet", "--yes", *others])


def plain_name(pin: str) -> str:
    """Return the name in `Name==1.0` in the form in which names are compared."""
    return re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower()


def install_checkout() -> None:
    """Make `import reader` and the command `postil` work in the environment, on the files of this checkout.

    A build backend would do the same with five more packages to download.
    """
    packages = subprocess.run(
        [str(VENV / "bin" / "python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    Path(packages, "postil.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    command = VENV / "bin" / "postil"
    command.write_text(LAUNCHER, encoding="utf-8")
    command.chmod(0o755)


def compile_checkout() -> None:
    """Compile what has changed, as an installation does.

    Where Python is told to write no bytecode (PYTHONDONTWRITEBYTECODE), as in many containers, each process of Postil
    would compile its modules again at every start: the window would take half as long again.
    """
    run([str(VENV / "bin" / "python"), "-m", "compileall", "-q", str(ROOT / "reader")], check=False, quiet=True)


def fingerprint(lock: Path) -> str:
    """Return a hash over everything that, once changed, asks for another installation."""
    content = lock.read_bytes() + f"{ROOT}\0{LAUNCHER}".encode()
    return hashlib.sha256(content).hexdigest()


def same_python(python: str) -> bool:
    """Return whether the environment was made with the version of Python that runs this file."""
    ask = [python, "-c", "import sys; print(sys.version_info[:2])"]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip() == str(sys.version_info[:2])


def run(command: list[str], *, check: bool = True, quiet: bool = False) -> int:
    """Run `command` and return its exit code; one that must succeed (`check`) ends the script when it does not."""
    hidden = subprocess.DEVNULL if quiet else None
    try:
        code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=hidden, stderr=hidden, check=False).returncode
    except FileNotFoundError:
        code = 127
    if check and code:
        sys.exit(f"This command failed, and without it Postil cannot be made ready: {shlex.join(command)}")
    return code


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
