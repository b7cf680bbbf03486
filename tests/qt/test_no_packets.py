"""Seen from outside: the window sends no packet, whatever a note asks for."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.hostile.witness import HAS_STRACE, watch

BEACONS = """# Beacons

![](http://203.0.113.7/pixel.png) <img src="https://203.0.113.8/x.gif"> ![[https://203.0.113.9/y.png]]

<link rel="stylesheet" href="http://203.0.113.10/style.css"><link rel="dns-prefetch" href="//beacon.example">
<iframe src="http://203.0.113.11/"></iframe><script src="http://203.0.113.12/s.js"></script>
<video poster="http://203.0.113.13/p.png" src="http://203.0.113.13/v.mp4" autoplay></video>
<div style="background:url(http://203.0.113.14/b.png)">styled</div>
<svg><image href="http://203.0.113.15/i.png"/></svg>
<meta http-equiv="refresh" content="0;url=http://203.0.113.16/">

[a link](http://203.0.113.17/ "title") and https://203.0.113.18/bare
"""
WRITES = re.compile(r"\bopen(?:at2?)?\(.*(?:O_WRONLY|O_RDWR|O_CREAT)")
INET = re.compile(r"(?P<call>\w+)\((?P<rest>.*AF_INET6?.*)")


def marked(trace: Path, event: str) -> bool:
    """Return whether a milestone was reached."""
    if not trace.exists():
        return False
    return any(json.loads(line)["event"] == event for line in trace.read_text(encoding="utf-8").splitlines())


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_window_sends_no_packet(display: str, tmp_path: Path) -> None:
    """Opening a library and a note full of beacons makes no connection outside the machine's own sockets."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "beacons.md").write_text(BEACONS, encoding="utf-8")
    log, trace = tmp_path / "strace.txt", tmp_path / "trace.jsonl"
    own = ["--library", str(library), "--config", str(tmp_path / "config"), "--cache", str(tmp_path / "cache")]
    command = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(log), sys.executable]
    command += ["-P", "-m", "reader", *own, "--trace", str(trace), str(library / "beacons.md")]
    with subprocess.Popen(
        command, env=os.environ | {"DISPLAY": display}, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        ends = time.monotonic() + 120
        while not marked(trace, "note_painted") and time.monotonic() < ends:
            time.sleep(0.2)
        painted = marked(trace, "note_painted")
        time.sleep(2)  # what a page loads late, it loads now
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    assert painted
    calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
    assert calls, "strace saw nothing, so it proves nothing"
    assert [] == [line for line in calls if INET.search(line)]


@pytest.mark.deep
@pytest.mark.skipif(not HAS_STRACE, reason="strace is not installed")
def test_the_journeys_send_no_packet_and_write_in_no_library(display: str, tmp_path: Path) -> None:
    """All that a person does in the window, once more under strace: only the tests themselves write into their notes.

    They do so in the first thread of their process; the processes of Postil have numbers of their own.
    """
    journeys = sorted(Path(__file__).parent.glob("test_journey*.py"))
    base = tmp_path / "base"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--basetemp={base}",
        *journeys,
    ]
    seen = watch(command, tmp_path / "strace.txt", env=os.environ | {"DISPLAY": display}, limit=1500)
    assert 0 == seen.code, seen.out.decode()
    assert [] == [line for line in seen.calls if INET.search(line)]
    first = seen.calls[0].split()[0]
    wrote = [line for line in seen.calls if WRITES.search(line) and f"{base}/" in line and "/notes/" in line]
    assert wrote, "the tests write their notes, so strace must have seen it"
    assert [] == [line for line in wrote if line.split()[0] != first]
