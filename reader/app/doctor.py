"""A report on Postil and the system under it: what is there, what is missing, and how to get it."""

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from reader import __version__
from reader.app.paths import Places, bundled
from reader.app.session import Session
from reader.app.system import how_to_get, missing_fonts, missing_libraries, without_sandbox
from reader.errors import ReaderError

_LIBRARIES = ("PySide6-Essentials", "PySide6-Addons", "Markdown", "Whoosh-Reloaded", "python-frontmatter", "nh3")


class Report(Struct, frozen=True):
    """What was found; `missing` holds one sentence for each thing, with how to get it."""

    versions: dict[str, str]
    paths: dict[str, str]
    index: dict[str, object]
    engine: str = ""
    missing: tuple[str, ...] = field(default=())

    def with_engine(self, engine: str, missing: tuple[str, ...]) -> "Report":
        """Return the report with what is known of Qt's page engine."""
        return replace(self, engine=engine, missing=tuple(dict.fromkeys((*self.missing, *missing))))

    def as_json(self) -> dict[str, object]:
        """Return the report as plain values."""
        return {
            "versions": self.versions,
            "paths": self.paths,
            "engine": self.engine,
            "index": self.index,
            "missing": list(self.missing),
        }

    def lines(self) -> list[tuple[str, str]]:
        """Return the report as pairs of a name and a value."""
        pairs = [*self.versions.items(), ("engine", self.engine), *self.paths.items()]
        pairs += [(f"index: {name}", str(value)) for name, value in self.index.items()]
        return [(name, value or "not found") for name, value in pairs]


def examine(places: Places, root: Path) -> Report:
    """Look at versions, paths, fonts and the index of the library at `root`; Qt is looked at elsewhere."""
    versions = {"postil": __version__, "python": platform.python_version(), "system": platform.platform()}
    missing = []
    for name in _LIBRARIES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            if not getattr(sys, "frozen", False):
                missing.append(f"The Python package {name} is missing; install it with 'pip install {name}'.")
    paths = {
        "library": str(root),
        "config": str(places.config),
        "cache": str(places.cache),
        "resources": str(bundled("resources")),
        "manual": str(bundled("notes")),
    }
    missing += [f"The folder {paths[name]} is missing; install Postil again." for name in ("resources", "manual")
                if not Path(paths[name]).is_dir()]  # fmt: skip
    if libraries := missing_libraries():
        missing.append(how_to_get(libraries))
    missing += missing_fonts()
    versions["sandbox"] = without_sandbox() or "on"
    return Report(versions, paths, _index(places, root), missing=tuple(missing))


def _index(places: Places, root: Path) -> dict[str, object]:
    try:
        with Session(root, places) as session:
            session.reload()
            stamps = session.index.stamps()
            return {
                "folder": str(session.folder),
                "notes": len(session.snapshot.notes),
                "indexed": len(stamps),
                "bytes": session.size(),
            }
    except ReaderError as error:
        return {"problem": str(error)}
