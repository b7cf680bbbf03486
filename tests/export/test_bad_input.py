"""What can go wrong with an export ends in one sentence; no half of a file is left, and the old file is untouched."""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.export.conftest import CHECKOUT, environment, postil
from tests.export.read_back import ReadBack

OLD = b"%PDF-old"
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a folder with a short note and one that links to it."""
    root = tmp_path / "library"
    root.mkdir()
    (root / "a.md").write_text("# A\n\nOne [1].\n\nSources:\n[1] https://a.example/\n", encoding="utf-8")
    (root / "b.md").write_text("# B\n\nSee [[a]] [1].\n\nSources:\n[1] https://a.example/\n", encoding="utf-8")
    return root


def own(root: Path) -> tuple[str | Path, ...]:
    """Return the options that keep a run of the command to itself."""
    return ("--library", root, "--config", root.parent / "config", "--cache", root.parent / "cache")


def sentences(stderr: str) -> list[str]:
    """Return what the command says, without the remark that a container gets."""
    return [line for line in stderr.splitlines() if "sandbox" not in line]


def test_places_that_cannot_be_written(library: Path, tmp_path: Path) -> None:
    """A folder that is not there, a folder for a file, a file for a folder, a file that stands there."""
    there = tmp_path / "there.pdf"
    there.write_bytes(OLD)
    for target in (tmp_path / "no" / "a.pdf", tmp_path, there, library / "a.md"):
        force = ("--force",) if target.suffix == ".md" else ()
        done = postil("export", library / "a.md", "-o", target, "--format", "html", *force, *own(library))
        assert 3 == done.returncode
        assert 1 == len(sentences(done.stderr))
    done = postil("export", library / "a.md", library / "b.md", "-o", there, "--format", "html", *own(library))
    assert 3 == done.returncode
    assert OLD == there.read_bytes()
    assert {"there.pdf", "library", "config", "cache"} >= {path.name for path in tmp_path.iterdir()}


def test_a_full_disk(library: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for it; what stood there is untouched."""
    target = tmp_path / "out.txt"
    target.write_bytes(OLD)
    (library / "long.md").write_text("word " * 400_000, encoding="utf-8")
    words = [sys.executable, "-P", "-m", "reader", "export", str(library / "long.md"), "-o", str(target), "--force"]
    command = ["sh", "-c", 'ulimit -f 1000; exec "$@"', "sh", *words, "--format", "text", *map(str, own(library))]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert 3 == done.returncode
    assert 1 == len(sentences(done.stderr))
    assert "cannot be written" in done.stderr
    assert OLD == target.read_bytes()
    assert not list(tmp_path.glob(".*part"))


def test_one_that_fails_does_not_stop_the_others(library: Path, tmp_path: Path) -> None:
    """A merged document is made of those that can be read; the exit code says that something is missing."""
    notes = (library / "a.md", library / "gone.md", library / "b.md")
    done = postil("export", *notes, "-o", tmp_path / "all.pdf", "--merge", "--json", *own(library))
    assert 1 == done.returncode
    assert [False, True, False] == [bool(item["error"]) for item in json.loads(done.stdout)]
    pdf = ReadBack(tmp_path / "all.pdf")
    assert [] == pdf.damage()
    assert [(0, "A"), (0, "B"), (0, "References")] == pdf.outline
    assert {"n1", "reference-1", "n1-mention-0", "n2-mention-0"} <= {link.name for link in pdf.links}
    assert 1 == "".join(pdf.pages).count("https://a.example/")


def test_the_same_bytes_again(library: Path, tmp_path: Path) -> None:
    """With SOURCE_DATE_EPOCH a document is the same each time, and its dates are those of that day."""
    notes = (library / "a.md", library / "b.md")
    files = [tmp_path / name / "same.pdf" for name in ("one", "two")]
    for file in files:
        file.parent.mkdir()
        assert 0 == postil("export", *notes, "--merge", "-o", file, *own(library), **EPOCH).returncode
    assert files[0].read_bytes() == files[1].read_bytes()
    assert ReadBack(files[0]).information["CreationDate"].startswith("2023-11-14T22:13:20")


@pytest.mark.parametrize("form", ["pdf", "html", "markdown", "text"])
def test_the_same_bytes_elsewhere(library: Path, tmp_path: Path, form: str) -> None:
    """A note alone is the same from another folder, another clock and another cache: nothing of a machine is in it."""
    other = tmp_path / "elsewhere" / "copied"
    shutil.copytree(library, other)
    for note in other.iterdir():
        os.utime(note, (1_000_000_000, 1_000_000_000))
    written: list[bytes] = []
    for root, zone in ((library, "UTC"), (other, "Asia/Tokyo")):
        file = tmp_path / f"{len(written)}.out"
        words = ("export", root / "b.md", "-o", file, "--format", form, *own(root))
        assert 0 == postil(*words, **EPOCH, TZ=zone).returncode
        written.append(file.read_bytes())
    assert written[0] == written[1]
    assert str(tmp_path).encode() not in written[0]


def test_a_dash_is_no_file(library: Path) -> None:
    """It means the terminal elsewhere; here one sentence says what does that."""
    done = postil("export", library / "a.md", "-o", "-", "--format", "text", *own(library))
    assert 2 == done.returncode
    assert ["postil: Exports go to a file or a folder, not to the terminal."] == [
        line.partition(" Use ")[0] for line in sentences(done.stderr)
    ]


def test_interrupted_in_the_middle(library: Path, tmp_path: Path) -> None:
    """Ctrl+C ends an export of many notes; what is there is whole."""
    for number in range(60):
        (library / f"n{number}.md").write_text(f"# N{number}\n\n" + "Words. " * 300, encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-P", "-m", "reader", "export", "--query", "*", "-o", str(out), *map(str, own(library))]
    running = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True, cwd=CHECKOUT)
    deadline = time.monotonic() + 60
    while not (out.is_dir() and len(list(out.glob("*.pdf"))) > 2) and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert 130 == running.returncode, said
    assert [] == [line for line in sentences(said) if "Traceback" in line]
    files = list(out.iterdir())
    assert 2 < len(files) < 60
    assert all(1 == len(PdfReader(file).pages) for file in files)


def checks(file: Path, width: int, height: int) -> None:
    """Write a PNG of this size, in two colours."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    row = b"\0" + b"\x55" * (width // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data) + chunk(b"IEND", b""))


@pytest.mark.deep
def test_ten_thousand_headings(library: Path, tmp_path: Path) -> None:
    """A book, not an error: every heading is a bookmark."""
    text = "# Many\n\n" + "\n\n".join(f"## Heading {number}\n\nText." for number in range(10_000))
    (library / "many.md").write_text(text, encoding="utf-8")
    done = postil("export", library / "many.md", "-o", tmp_path / "many.pdf", *own(library))
    assert 0 == done.returncode, done.stderr
    assert 10_001 == len(ReadBack(tmp_path / "many.pdf").outline)


@pytest.mark.deep
@pytest.mark.parametrize("size", [(20_000, 200), (20_000, 20_000)])
def test_an_image_of_twenty_thousand_pixels(library: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    """It is within the page, or one sentence says that it cannot be."""
    checks(library / "wide.png", *size)
    (library / "image.md").write_text("# Image\n\n![wide](wide.png)\n", encoding="utf-8")
    target = tmp_path / "image.pdf"
    target.write_bytes(OLD)
    done = postil("export", library / "image.md", "-o", target, "--force", *own(library))
    if done.returncode:
        assert 1 == len(sentences(done.stderr))
        assert OLD == target.read_bytes()
    else:
        assert [] == ReadBack(target).damage()
        assert 1 == len(PdfReader(target).pages)
