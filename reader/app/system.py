"""What the system under Postil lacks, and how to get it: libraries, fonts, and room for Chromium's sandbox.

Nothing here loads Qt: these questions are asked because Qt may not load.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_LINKED = (
    "Qt/libexec/QtWebEngineProcess",
    "Qt/lib/libQt6WebEngineCore.so.6",
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/plugins/platforms/libqxcb.so",
)
"""Files of Qt that together need every library of the system without which there is no window."""

_DEBIAN = {
    "libGLdispatch.so.0": "libglvnd0",
    "libasound.so.2": "libasound2",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libbz2.so.1.0": "libbz2-1.0",
    "libcrypto.so.3": "libssl3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgmodule-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libnssutil3.so": "libnss3",
    "libplc4.so": "libnspr4",
    "libplds4.so": "libnspr4",
    "libsmime3.so": "libnss3",
    "libssl3.so": "libnss3",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
}
_RENAMED = {"libasound2", "libglib2.0-0", "libssl3"}
_LETTERS = (
    ("61", "Latin", "fonts-noto-core", "google-noto-sans-fonts"),
    ("4e2d", "Chinese", "fonts-noto-cjk", "google-noto-sans-cjk-fonts"),
    ("3042", "Japanese", "fonts-noto-cjk", "google-noto-sans-cjk-fonts"),
    ("627", "Arabic", "fonts-noto-core", "google-noto-sans-arabic-fonts"),
    ("1d465", "mathematics", "fonts-noto-core", "google-noto-sans-math-fonts"),
    ("1f642", "emoji", "fonts-noto-color-emoji", "google-noto-color-emoji-fonts"),
)
"""A character of each kind, its name, and the packages with such a font in Debian and in Fedora."""
_PROC = Path("/proc")


def missing_libraries(qt: Path | None = None) -> tuple[str, ...]:
    """Return the names of the libraries that Qt needs and the system does not have; none where that cannot be told.

    `qt` is the folder of PySide6; it is looked up by default.
    """
    if not sys.platform.startswith("linux") or shutil.which("ldd") is None:
        return ()
    folder = qt or _qt_folder()
    files = [str(folder / name) for name in _LINKED if folder and (folder / name).is_file()]
    if not files:
        return ()
    told = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)  # noqa: S607 - PATH has it
    return tuple(sorted(set(re.findall(r"(?m)^\s*(\S+) => not found", told.stdout))))


def how_to_get(libraries: Iterable[str]) -> str:
    """Return one sentence that names missing libraries and the command that installs them on this system."""
    names = sorted(set(libraries))
    return f"Missing system libraries: {', '.join(names)}. {_install(_packages(names), names)}"


def lacking(error: ImportError) -> str:
    """Return one sentence that tells what a failed import lacks, and how to get it."""
    named = named_library(str(error))
    if named:
        return how_to_get([named, *missing_libraries()])
    return f"A part of Postil cannot be loaded ({error}). Install it again."


def named_library(error: str) -> str:
    """Return the library that a failed import names.

    >>> named_library("libEGL.so.1: cannot open shared object file: No such file or directory")
    'libEGL.so.1'
    """
    found = re.match(r"(\S+\.so[.\d]*): cannot open", error)
    return found[1] if found else ""


def debian_package(library: str) -> str:
    """Return the Debian and Ubuntu package of a library: its name in small letters, and the number of its interface.

    >>> debian_package("libxcb-cursor.so.0"), debian_package("libX11.so.6")
    ('libxcb-cursor0', 'libx11-6')
    """
    if library in _DEBIAN:
        return _DEBIAN[library]
    name, _, number = library.lower().replace("_", "-").partition(".so")
    number = number.lstrip(".").partition(".")[0]
    return f"{name}-{number}" if name[-1:].isdigit() and number else name + number


def missing_fonts() -> tuple[str, ...]:
    """Return one sentence for each kind of letters that no font has; none where fontconfig's list is not there."""
    if not sys.platform.startswith("linux") or shutil.which("fc-list") is None:
        return ()
    sentences = []
    for character, letters, debian, fedora in _LETTERS:
        query = ["fc-list", f":charset={character}", "family"]
        if not subprocess.run(query, capture_output=True, check=False).stdout.strip():
            sentences.append(f"No font has letters for {letters}. {_install([debian], [fedora])}")
    return tuple(sentences)


def without_sandbox() -> str:
    """Return why Chromium's sandbox cannot run here, in one sentence; "" where it can."""
    if not sys.platform.startswith("linux"):
        return ""
    if os.geteuid() == 0:
        return "As root Chromium's sandbox cannot run; pages are drawn without it."
    if _read("sys/kernel/unprivileged_userns_clone") == "0" or _read("sys/user/max_user_namespaces") == "0":
        return "This system forbids user namespaces, which Chromium's sandbox needs; pages are drawn without it."
    confined = _read("self/attr/current") not in {"", "unconfined"}
    if _read("sys/kernel/apparmor_restrict_unprivileged_userns") == "1" and not confined:
        return "AppArmor forbids user namespaces to programs without a profile; install Postil's package to have one."
    return ""


def _read(name: str) -> str:
    try:
        return _PROC.joinpath(name).read_text(encoding="utf-8", errors="replace").strip("\0\n ")
    except OSError:
        return ""


def _qt_folder() -> Path | None:
    try:
        found = importlib.util.find_spec("PySide6")
    except (ImportError, ValueError):
        return None
    return Path(found.origin).parent if found and found.origin else None


def _packages(libraries: Sequence[str]) -> list[str]:
    return sorted({_released(debian_package(library)) for library in libraries})


def _released(package: str) -> str:
    """Return the name that a package has in this release; since 2024 those of some libraries end in t64."""
    if package not in _RENAMED or not shutil.which("apt-cache"):
        return package
    told = subprocess.run(["apt-cache", "policy", f"{package}t64"], capture_output=True, text=True, check=False)  # noqa: S607 - PATH has it
    return f"{package}t64" if "Candidate: " in told.stdout.replace("Candidate: (none)", "") else package


def _install(debian: Sequence[str], others: Sequence[str]) -> str:
    """Return how to install: by packages on Debian, by what packages provide on Fedora and SUSE, by name elsewhere."""
    if shutil.which("apt"):
        return f"Install them with 'sudo apt install {' '.join(debian)}'."
    provided = " ".join(f"'{name}()(64bit)'" if ".so" in name else name for name in others)
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):
            return f"Install them with 'sudo {tool} install {provided}'."
    return f"Install the packages of your system that contain them (on Debian: {' '.join(debian)})."
