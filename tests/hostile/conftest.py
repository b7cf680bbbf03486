"""A hostile library, an ear that hears beacons, and the environment of somebody who opens it."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.library import Hostile, build
from tests.hostile.witness import CHECKOUT, Ear, listening

Lay = Callable[[int], Hostile]


@pytest.fixture
def ear() -> Iterator[Ear]:
    """Return a socket that every beacon leads to."""
    with listening() as ear:
        yield ear


@pytest.fixture
def lay(ear: Ear, tmp_path: Path) -> Lay:
    """Return a function that makes the library of every so-many-th payload."""
    return lambda share: build(tmp_path / "trap", ear.host, share)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder for all that the program may write."""
    folder = tmp_path / "own"
    for name in ("home", "run", "tmp"):
        (folder / name).mkdir(parents=True, mode=0o700)
    return folder


@pytest.fixture
def room(own: Path) -> dict[str, str]:
    """Return an environment in which everything that a program keeps for its user lies in `own`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return kept | {
        "HOME": str(own / "home"),
        "XDG_RUNTIME_DIR": str(own / "run"),
        "TMPDIR": str(own / "tmp"),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONDONTWRITEBYTECODE": "1",
        # The driver of the graphics keeps what it has compiled in the home of whoever runs it.
        "MESA_SHADER_CACHE_DISABLE": "true",
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }
