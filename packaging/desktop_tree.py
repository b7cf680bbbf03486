"""Lay the packaged application out as a Linux system wants it: program, launcher, desktop entry, icons, documents.

usage: desktop_tree.py APPLICATION DESTINATION PREFIX, with the interpreter of the environment that was packaged

APPLICATION is PyInstaller's folder; it is copied to DESTINATION/PREFIX/lib/postil. Both packages, Debian's and the
AppDir, begin with this.
"""

import datetime as dt
import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
EXECUTABLE = {"postil", "QtWebEngineProcess"}


def main(application: Path, destination: Path, prefix: str) -> None:
    """Fill `destination`."""
    usr = destination / prefix
    program = usr / "lib" / "postil"
    shutil.copytree(application, program, symlinks=True)
    (usr / "bin").mkdir()
    (usr / "bin" / "postil").symlink_to("../lib/postil/postil")
    share = usr / "share"
    place(HERE / "linux" / "postil.desktop", share / "applications" / "postil.desktop")
    icons = share / "icons" / "hicolor"
    place(ROOT / "resources" / "icons" / "postil.svg", icons / "scalable" / "apps" / "postil.svg")
    for size in SIZES:
        drawn = ROOT / "resources" / "icons" / f"postil-{size}.png"
        place(drawn, icons / f"{size}x{size}" / "apps" / "postil.png")
    write(share / "metainfo" / "org.postil.postil.metainfo.xml", made("releases.py", "metainfo"))
    changelog = made("releases.py", "debian")
    day = changelog.decode().rpartition("  ")[2].strip()
    date = dt.datetime.strptime(day, "%a, %d %b %Y %H:%M:%S %z").date().isoformat()
    documents = share / "doc" / "postil"
    write(share / "man" / "man1" / "postil.1.gz", packed(made("man_page.py", date)))
    write(documents / "changelog.gz", packed(changelog))
    write(documents / "copyright", made("copyright.py"))
    subprocess.run([sys.executable, HERE / "notices.py", documents / "third-party"], check=True)
    place(ROOT / "docs" / "images" / "window.png", documents / "window.png")
    settle(destination)


def made(script: str, *arguments: str) -> bytes:
    """Return what a script beside this one prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout


def packed(text: bytes) -> bytes:
    """Return `text` in gzip's form, the same bytes each time."""
    return gzip.compress(text, 9, mtime=0)


def place(source: Path, target: Path) -> None:
    """Copy a file."""
    write(target, source.read_bytes())


def write(target: Path, content: bytes) -> None:
    """Write a file, and the folders that lead to it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def settle(destination: Path) -> None:
    """Give every file and folder the mode that packages have."""
    destination.chmod(0o755)
    for path in destination.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.name in EXECUTABLE else 0o644)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: desktop_tree.py APPLICATION DESTINATION PREFIX")
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
