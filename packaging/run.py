"""Open the window on the bundled notes; without a display, show it on a virtual one and leave pictures: `make run`."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "build" / "demo"


def main() -> None:
    """Open the window, or make the demonstration; end with the exit code of what was run."""
    postil = ROOT / ".venv" / "bin" / "postil"
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        os.execv(postil, [str(postil), str(ROOT / "notes")])  # noqa: S606 - no shell is wanted
    print("There is no display here, so the window opens on a virtual one.", flush=True)
    with virtual_display() as display:
        driver = [str(postil.with_name("python")), str(ROOT / "packaging" / "demo.py"), str(DEMO)]
        code = subprocess.run(driver, env=os.environ | {"DISPLAY": display}, check=False).returncode
    if code:
        sys.exit(code)
    print(f"What it showed and made lies in {DEMO.relative_to(ROOT)}/:")
    for file in sorted(path for path in DEMO.rglob("*") if path.is_file()):
        print(f"  {file.relative_to(DEMO)}  ({file.stat().st_size:,} bytes)")


@contextmanager
def virtual_display() -> Iterator[str]:
    """Start Xvfb on a free display number, give its name, and stop it at the end."""
    ready, announce = os.pipe()
    command = ["Xvfb", "-displayfd", str(announce), "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(announce,), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(announce)
    try:
        with os.fdopen(ready, encoding="ascii") as pipe:
            number = pipe.readline().strip()
        if not number:
            sys.exit("Xvfb, the virtual display, did not start; `Xvfb :99` tells why.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
