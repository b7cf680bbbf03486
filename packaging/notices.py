"""Put the notices of what is built into Qt, Chromium and Python beside the copyright file: thousands of lines of names.

usage: notices.py FOLDER

PySide6's wheels come without them. Debian has gathered them from the same sources, in the copyright files of its own
packages; they are fetched through apt when a package is made, and kept as they are. Each of these packages is small.
"""

import gzip
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCES = {
    "chromium": "chromium-sandbox",
    "qtwebengine": "qt6-webengine-dev-tools",
    "qtbase": "qt6-xdgdesktopportal-platformtheme",
    "qtdeclarative": "libqt6labsfolderlistmodel6",
    "qtpositioning": "libqt6positioning6-plugins",
    "qtsvg": "libqt6svg6",
    "qtwayland": "libqt6waylandclient6",
    "qtwebchannel": "libqt6webchannel6",
    "icu": "icu-devtools",
    "libxml2": "libxml2-utils",
    "libxslt": "xsltproc",
    "libyaml": "libyaml-0-2",
    "python": "libpython3.11-minimal",
}
"""A part by its project's name, and the smallest of Debian's packages that tells of all of it."""


def main(folder: Path) -> None:
    """Write one packed file for each part."""
    if not shutil.which("apt-get"):
        print("The notices of Qt's and Chromium's parts are missing: there is no apt-get to fetch them with.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        fetch(Path(scratch))
        for part, package in SOURCES.items():
            found = next(Path(scratch).glob(f"{package}_*.deb"))
            folder.joinpath(f"{part}.gz").write_bytes(gzip.compress(notice(found, package), 9, mtime=0))


def fetch(folder: Path) -> None:
    """Leave the packages in `folder`."""
    # As root, apt would want to write there as a user of its own.
    folder.chmod(0o755)
    command = ["apt-get", "--quiet=2", "--option=APT::Sandbox::User=root", "download", *SOURCES.values()]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if told.returncode:
        sys.exit(f"The notices of Qt's and Chromium's parts cannot be fetched (sudo apt-get update?):\n{told.stderr}")


def notice(package: Path, name: str) -> bytes:
    """Return the copyright file in a Debian package."""
    tree = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE, check=True).stdout
    place = f"./usr/share/doc/{name}/copyright"
    return subprocess.run(["tar", "-xO", place], input=tree, stdout=subprocess.PIPE, check=True).stdout


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: notices.py FOLDER")
    main(Path(sys.argv[1]))
