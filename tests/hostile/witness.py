"""Watch a program from outside: what it opens, writes, starts and talks to, as the kernel sees it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
HAS_STRACE = shutil.which("strace") is not None

_CALLS = "execve,execveat,connect,sendto,sendmmsg,open,openat,openat2,creat"
_SYSTEM = ("/usr/", "/lib/", "/lib64/", "/bin/", "/etc/", "/proc/", "/sys/", "/dev/", "/run/", "/var/cache/fontconfig")
_PROGRAMS = ("/usr/lib/", "/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/")
_IMPORTED = frozenset({"/", str(CHECKOUT), *(os.path.realpath(path) for path in sys.path if path)})
"""Folders that Python's import looks into by name, and below them our package of tests."""

_OPENED = re.compile(r"\bopen(?:at2?)?\b.* = \d+<(?P<path>[^>]*)>")
_WRITES = re.compile(
    r"\b(?:open|openat|openat2|creat)\((?P<at>[^\",]*)[^\"]*\"(?P<path>[^\"]*)\".*(?:O_WRONLY|O_RDWR|O_CREAT)"
)
_RUNS = re.compile(r"\bexecve(?:at)?\(\"(?P<path>[^\"]*)\".* = 0$")
_PACKET = re.compile(r"\b(?:connect|sendto|sendmmsg)\(.*sa_family=AF_(?:INET6?|PACKET)")
_WHERE = re.compile(r"<(?P<path>[^>]*)>")


@dataclass(frozen=True, slots=True)
class Watched:
    """A program that has ended: its exit code, what it said, and what the kernel saw."""

    code: int
    out: bytes
    said: str
    calls: tuple[str, ...]

    def faults(self, readable: Sequence[Path], writable: Sequence[Path]) -> list[str]:
        """Return every call that reads, writes or starts something beside what is named here and the system's own."""
        ours = [CHECKOUT / name for name in ("reader", "notes", "resources", "tests")]
        places = [Path(sys.prefix), Path(sys.base_prefix), *ours, *writable, *readable]
        may_read = (*_SYSTEM, *(_folder(form) for path in places for form in (str(path), os.path.realpath(path))))
        may_write = ("/dev/", "/proc/", *(_folder(str(path)) for path in writable))
        return [line for line in self.calls if _is_fault(line, may_read, may_write)]

    def asked_for(self, folder: Path) -> list[str]:
        """Return every call, successful or not, that names something in `folder`."""
        return [line for line in self.calls if f"{folder}/" in line and not _RUNS.search(line)]


def _folder(path: str) -> str:
    return path.rstrip("/") + "/"


def _is_fault(line: str, may_read: tuple[str, ...], may_write: tuple[str, ...]) -> bool:
    if _PACKET.search(line):
        return True
    if match := _RUNS.search(line):
        return not match["path"].startswith((*_PROGRAMS, _folder(sys.prefix), _folder(sys.base_prefix)))
    if (match := _WRITES.search(line)) and " = -1 " not in line:
        where = _WHERE.search(match["at"])
        path = os.path.normpath(os.path.join(where["path"] if where else "", match["path"]))
        return not f"{path}/".startswith(may_write)
    if match := _OPENED.search(line):
        path = match["path"]
        is_file = path.startswith("/") and not path.startswith("/memfd:")
        return is_file and path.removesuffix("/tests") not in _IMPORTED and not f"{path}/".startswith(may_read)
    return False


def watch(
    command: Sequence[str | Path],
    log: Path,
    *,
    env: dict[str, str] | None = None,
    cwd: Path = CHECKOUT,
    limit: int = 600,
) -> Watched:
    """Run `command` to its end under strace, and return what it did; `log` keeps the calls."""
    strace = ["strace", "-f", "--seccomp-bpf", "-y", "-qq", "-s", "4096", "-e", f"trace={_CALLS}", "-e", "signal=none"]
    with subprocess.Popen(
        [*strace, "-o", str(log), *map(str, command)],
        env=env or dict(os.environ),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            out, said = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            raise
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert calls, "strace saw nothing, so it proves nothing"
    return Watched(process.returncode, out, said.decode("utf-8", "replace"), tuple(calls))


@dataclass(slots=True)
class Ear:
    """A socket that a beacon would reach: `host` is its address, `heard` what has connected."""

    host: str
    heard: list[str] = field(default_factory=list)


@contextmanager
def listening() -> Iterator[Ear]:
    """Listen on this machine for as long as the block runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ear = Ear(f"127.0.0.1:{server.getsockname()[1]}")

        def hear() -> None:
            while True:
                try:
                    guest, _ = server.accept()
                except OSError:
                    return
                with guest:
                    guest.settimeout(1)
                    try:
                        ear.heard.append(guest.recv(200).decode("latin-1"))
                    except OSError:
                        ear.heard.append("a connection")

        thread = threading.Thread(target=hear, daemon=True)
        thread.start()
        yield ear
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def state(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return what can be told of every file below `folder` without following a link: kind, size, times, content."""
    found: dict[str, tuple[object, ...]] = {}
    for place, folders, files in os.walk(os.fsencode(folder)):
        for name in [*folders, *files, b"."]:
            path = os.path.join(place, name)
            status = os.lstat(path)
            content = Path(os.fsdecode(path)).read_bytes() if status.st_mode & 0o170000 == 0o100000 else b""
            found[os.fsdecode(path)] = (
                status.st_mode,
                status.st_size,
                status.st_mtime_ns,
                status.st_ctime_ns,
                hash(content),
            )
    return found
