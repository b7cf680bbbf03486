"""What is missing on a system is named with the package that has it."""

import re
import shutil
import sys
from pathlib import Path

import PySide6
import pytest

from reader.app import system

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libX11.so.6", "libx11-6"),
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libnss3.so", "libnss3"),
        ("libsmime3.so", "libnss3"),
        ("libasound.so.2", "libasound2"),
        ("libbrotlidec.so.1", "libbrotli1"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libsqlite3.so.0", "libsqlite3-0"),
        ("libcrypto.so.3", "libssl3"),
        ("libssl.so.3", "libssl3"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_libraries_have_their_debian_package(library: str, package: str) -> None:
    """The names follow Debian's rule, and its exceptions are known."""
    assert package == system.debian_package(library)


def test_every_package_that_a_window_needs_is_named_by_the_rule() -> None:
    """What `make run` installs is what the doctor would name, for libraries that this machine has."""
    text = CHECKOUT.joinpath("packaging", "system-packages.txt").read_text(encoding="utf-8")
    window = text.partition("\n[window]\n")[2].partition("\n[screen]\n")[0]
    packages = {name.strip() for line in window.splitlines() for name in line.partition("#")[0].split("|")}
    assert "libxcb-cursor0" in packages
    linked = ["libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libwayland-client.so.0", "libgbm.so.1", "libXtst.so.6"]
    assert {system.debian_package(library) for library in linked} <= packages


@pytest.mark.skipif(not shutil.which("ldd"), reason="without ldd nobody can tell what a program links")
def test_a_missing_library_is_found(tmp_path: Path) -> None:
    """A program that links what is not there is seen; here it is a copy of one that has lost its neighbours."""
    folder = tmp_path / "Qt" / "libexec"
    folder.mkdir(parents=True)
    found = Path(PySide6.__file__).parent
    shutil.copy(found / "Qt" / "libexec" / "QtWebEngineProcess", folder)
    assert "libQt6WebEngineCore.so.6" in system.missing_libraries(tmp_path)
    assert () == system.missing_libraries(found) == system.missing_libraries()


def test_the_command_to_install_names_each_package_once() -> None:
    """Two libraries of one package are one word of the command."""
    sentence = system.how_to_get(["libnss3.so", "libsmime3.so"])
    assert sentence.startswith("Missing system libraries: libnss3.so, libsmime3.so. Install ")
    if shutil.which("apt"):
        assert sentence.endswith("Install them with 'sudo apt install libnss3'.")


@pytest.mark.parametrize(
    ("error", "library"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libEGL.so.1"),
        ("libnss3.so: cannot open shared object file: No such file or directory", "libnss3.so"),
        ("No module named 'PySide6'", ""),
    ],
)
def test_an_import_error_names_its_library(error: str, library: str) -> None:
    """The loader's words begin with the file that it did not find."""
    assert library == system.named_library(error)


@pytest.mark.parametrize(
    ("files", "allowed"),
    [
        ({}, True),
        ({"sys/user/max_user_namespaces": "0\n"}, False),
        ({"sys/kernel/unprivileged_userns_clone": "0\n"}, False),
        ({"sys/kernel/apparmor_restrict_unprivileged_userns": "1\n", "self/attr/current": "unconfined\n"}, False),
        ({"sys/kernel/apparmor_restrict_unprivileged_userns": "1\n", "self/attr/current": "postil (unconfined)"}, True),
    ],
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has user namespaces")
def test_where_the_sandbox_cannot_run_is_told(
    files: dict[str, str], *, allowed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What kernels and AppArmor forbid is read from /proc; as root nothing is asked."""
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.setattr(system, "_PROC", tmp_path)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    sentence = system.without_sandbox()
    assert allowed == (sentence == "")
    assert allowed or re.fullmatch(r"[A-Z].*\.", sentence)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert system.without_sandbox().startswith("As root")
