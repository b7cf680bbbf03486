"""Build everything that can be installed, in build/package/: `make package`.

usage: package.py [--fast]

Leaves the Debian package, the AppDir, the wheel and the source archive, the release notes, and SHA256SUMS. On Windows
and macOS it builds the application and says how its installer is made. `--fast` leaves out the Debian package, whose
compression takes minutes.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
WORK = ROOT / "build" / "package"
OUT = WORK / "out"
LOCK = HERE / "requirements-package.txt"
APPIMAGE = "ARCH=x86_64 appimagetool --runtime-file runtime-x86_64 build/package/out/Postil.AppDir Postil.AppImage"
PYTHON = WORK / "venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(*, fast: bool) -> None:
    """Build all of it."""
    prepare()
    OUT.mkdir(parents=True, exist_ok=True)
    run("-m", "hatchling", "build", "--directory", str(OUT))
    if sys.platform != "linux":
        run(str(HERE / "icons.py"), "--application", str(WORK))
    run("-m", "PyInstaller", "--noconfirm", "--log-level=WARN", f"--distpath={WORK / 'dist'}",
        f"--workpath={WORK / 'work'}", str(HERE / "postil.spec"))  # fmt: skip
    report_biggest(WORK / "dist" / "postil")
    if sys.platform == "linux":
        appdir()
        if not fast:
            run(str(HERE / "debian.py"), str(WORK / "dist" / "postil"), str(OUT))
    else:
        script = "windows/postil.iss" if os.name == "nt" else "macos/dmg.sh"
        print(f"The installer is made from {WORK / 'dist'} as the head of packaging/{script} tells.")
    notes = subprocess.run([PYTHON, HERE / "releases.py", "notes"], stdout=subprocess.PIPE, check=True).stdout
    OUT.joinpath("RELEASE-NOTES.md").write_bytes(notes)
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in made()]
    OUT.joinpath("SHA256SUMS").write_text("".join(sums), encoding="ascii")
    for file in made():
        print(f"  {file.relative_to(ROOT)}  {file.stat().st_size / 1e6:.1f} MB")


def prepare() -> None:
    """Make the environment that is packaged: the locked dependencies and the tools, nothing of the tests."""
    stamp = WORK / "venv" / "prepared"
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    print("Making the environment to package from …", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(WORK / "venv")], check=True)
    run("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", f"--requirement={LOCK}")
    stamp.write_text(wanted, encoding="ascii")


def appdir() -> None:
    """Lay out the folder that is an AppImage but for its runtime, which no package registry has."""
    folder = OUT / "Postil.AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    run(str(HERE / "desktop_tree.py"), str(WORK / "dist" / "postil"), str(folder), "usr")
    shutil.copy(HERE / "linux" / "AppRun", folder / "AppRun")
    folder.joinpath("AppRun").chmod(0o755)
    folder.joinpath("postil.desktop").symlink_to("usr/share/applications/postil.desktop")
    folder.joinpath("postil.svg").symlink_to("usr/share/icons/hicolor/scalable/apps/postil.svg")
    folder.joinpath(".DirIcon").symlink_to("usr/share/icons/hicolor/256x256/apps/postil.png")
    print(f"An AppImage is made from the AppDir with:\n  {APPIMAGE}")


def report_biggest(folder: Path) -> None:
    """Print the size of the application and its ten biggest files."""
    files = sorted((path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()),
                   key=lambda path: -path.stat().st_size)  # fmt: skip
    print(f"The application takes {sum(file.stat().st_size for file in files) / 1e6:.1f} MB in {len(files)} files:")
    for file in files[:10]:
        print(f"  {file.stat().st_size / 1e6:7.1f} MB  {file.relative_to(folder)}")


def made() -> list[Path]:
    """Return the files to give out."""
    return sorted(file for file in OUT.iterdir() if file.is_file() and file.name != "SHA256SUMS")


def run(*arguments: str) -> None:
    """Run the interpreter of the environment that is packaged."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main(fast="--fast" in sys.argv[1:])
