"""Make the Debian package from the packaged application.

usage: debian.py APPLICATION FOLDER, with the interpreter of the environment that was packaged

Leaves `postil_VERSION_ARCHITECTURE.deb` in FOLDER. What it depends on is computed from what its files link; the
libraries of the window have to be installed here, as `make run` does.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from reader import __version__

HERE = Path(__file__).resolve().parent
OPTIONAL = ("platformthemes/libqgtk3.so", "printsupport/libcupsprintersupport.so")
"""Plugins that Qt leaves out where their libraries are missing: GTK's dialogs, and printers."""
THE_SYSTEMS = re.compile(r"lib(ssl|crypto|sqlite3|ffi|bz2|lzma|mpdec|uuid)\.so")
"""What Python links and postil.spec brings; Debian has it too, and keeps it safe."""
FONTS = (
    "fonts-noto-core, fonts-stix, fonts-noto-color-emoji, fonts-droid-fallback | fonts-noto-cjk, "
    "fonts-nanum | fonts-noto-cjk"
)
CONTROL = """\
Package: postil
Version: {version}
Architecture: {architecture}
Maintainer: The Postil authors <postil@packages.invalid>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Suggests: libcups2, libgtk-3-0
Section: text
Priority: optional
Description: reader for Markdown notes and their citations
 Postil is a desk for reading. It opens a folder of Markdown notes and sets each
 one as a quiet page, with its citations beside it: which source stands behind
 which sentence, which are never cited, and which marks lead nowhere.
 .
 It finds words, phrases and tags while you type, exports PDF, and never changes
 a note. This package brings its own Python, Qt and page engine.
"""


def main(application: Path, folder: Path) -> Path:
    """Make the package in `folder` and return it."""
    tree = folder / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    subprocess.run([sys.executable, HERE / "desktop_tree.py", application, tree, "usr"], check=True)
    copy(HERE / "linux" / "postil.apparmor", tree / "usr/share/postil/apparmor-profile")
    copy(HERE / "linux" / "lintian-overrides", tree / "usr/share/lintian/overrides/postil")
    architecture = output("dpkg", "--print-architecture")
    program = tree / "usr" / "lib" / "postil"
    for library in (program / "_internal").iterdir():
        if THE_SYSTEMS.match(library.name):
            library.unlink()
    debian = tree / "DEBIAN"
    debian.mkdir()
    needed = [file for file in binaries(program) if not str(file).endswith(OPTIONAL)]
    files = [file for file in sorted(tree.rglob("*")) if file.is_file() and not file.is_symlink()]
    control = CONTROL.format(
        version=__version__,
        architecture=architecture,
        size=sum(-(-file.stat().st_size // 1024) for file in files),
        depends=", ".join(linked(needed, program, folder)),
        recommends=f"{FONTS}, xdg-utils",
    )
    sums = [f"{hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()}  {file.relative_to(tree)}\n"
            for file in files]  # fmt: skip
    debian.joinpath("control").write_text(control, encoding="utf-8")
    debian.joinpath("md5sums").write_text("".join(sums), encoding="utf-8")
    for name in ("postinst", "prerm"):
        shutil.copy(HERE / "linux" / name, debian / name)
        debian.joinpath(name).chmod(0o755)
    package = folder / f"postil_{__version__}_{architecture}.deb"
    # Two threads, because the result depends on their number.
    build = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--threads-max=2", "--build", str(tree), str(package)]
    subprocess.run(build, stdout=subprocess.DEVNULL, check=True)
    shutil.rmtree(tree)
    return package


def binaries(program: Path) -> list[Path]:
    """Return everything that a loader reads."""
    files = [path for path in program.rglob("*") if path.is_file() and not path.is_symlink()]
    return [path for path in files if path.open("rb").read(4) == b"\x7fELF"]


def linked(files: list[Path], program: Path, folder: Path) -> list[str]:
    """Return the Debian packages, with versions, of the libraries that `files` link and the program does not bring."""
    work = folder / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    work.joinpath("debian", "control").write_text("Source: postil\n\nPackage: postil\nArchitecture: any\n")
    own = sorted({f"-l{path.parent}" for path in binaries(program)})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *own, *map(str, files)]
    told = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    shutil.rmtree(work)
    if told.returncode:
        sys.exit(f"What the package depends on cannot be computed:\n{told.stderr}")
    found = re.search(r"(?m)^shlibs:Depends=(.*)$", told.stdout)
    return found[1].split(", ") if found else []


def copy(source: Path, target: Path) -> None:
    """Copy a file to a folder that may have to be made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o644)


def output(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: debian.py APPLICATION FOLDER")
    os.umask(0o022)
    print(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()))
