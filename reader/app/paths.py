"""Where things lie: the bundled resources and notes, the user's settings, and the private cache."""

import os
import random
import re
import stat
import sys
import tempfile
from pathlib import Path

import platformdirs
from msgspec import Struct

from reader.errors import UnreadableError, UnwritableError

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled(name: str) -> Path:
    """Return the bundled folder `name` (`resources` or `notes`): inside the installed package, or beside it."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def manual() -> Path:
    """Return the folder of the manual, which is a library."""
    return bundled("notes").resolve()


class Places(Struct, frozen=True):
    """The user's own folders: `config` for what must be kept, `cache` for what can be made again."""

    config: Path
    cache: Path

    @classmethod
    def default(cls, config: str | None = None, cache: str | None = None) -> "Places":
        """Return the given folders, and the platform's own where none is given."""
        dirs = platformdirs.PlatformDirs("postil", appauthor=False)
        return cls(
            Path(config).absolute() if config else dirs.user_config_path,
            Path(cache).absolute() if cache else dirs.user_cache_path,
        )

    @property
    def settings(self) -> Path:
        """Return the settings file."""
        return self.config / "settings.json"

    @property
    def desk(self) -> Path:
        """Return the file of what lies open."""
        return self.config / "desk.json"

    @property
    def searches(self) -> Path:
        """Return the file of saved and recent searches."""
        return self.config / "searches.json"

    def library_cache(self, root: Path) -> Path:
        """Return the private folder for what is derived from the library at `root`; make it if need be.

        Whoosh unpickles parts of its index, so the folder is readable by the user alone, and one that belongs to
        somebody else is refused.
        """
        words = re.sub(r"[^A-Za-z0-9]+", "-", root.name).strip("-").lower()[:40]
        return private_folder(self.cache / "libraries" / f"{words or 'library'}-{short_name(os.fsencode(root))}")


def short_name(whole: bytes) -> str:
    """Return 16 hexadecimal digits for `whole`, the same in every process.

    They come from SHA-512, by which the standard library's generator is seeded; asked for by `hashlib`, it would load
    OpenSSL, which takes longer than anything else that a start loads before Qt.
    """
    return f"{random.Random(whole).getrandbits(64):016x}"  # noqa: S311 - a name, no secret


def scratch_folder() -> Path:
    """Return the user's private folder among the system's temporary ones; make it if need be."""
    return private_folder(Path(tempfile.gettempdir(), f"postil-{os.getuid() if sys.platform != 'win32' else 'user'}"))


def private_folder(folder: Path) -> Path:
    """Make `folder` readable by the user alone and return it; raise ReaderError where that cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
        if sys.platform != "win32":
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
                message = f"The cache folder {folder} belongs to somebody else."
                raise UnreadableError(message, "Remove it, or choose another with --cache.")
            if found.st_mode & 0o077:
                folder.chmod(0o700)
    except OSError as error:
        message = f"The cache folder {folder} cannot be written ({error.strerror})."
        raise UnwritableError(message, "Make it writable, or choose another with --cache.") from error
    return folder


def replace_file(file: Path, data: bytes) -> None:
    """Write one of Postil's own files in one step; raise OSError and leave the old one where that fails."""
    with tempfile.NamedTemporaryFile("wb", dir=file.parent, delete=False, suffix=".tmp") as out:
        out.write(data)
    Path(out.name).replace(file)


def library_root(given: str | os.PathLike[str]) -> Path:
    """Return the absolute, resolved folder of a library; raise UnreadableError where there is none."""
    root = Path(given)
    try:
        resolved = root.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        message = f"There is no folder {root}."
        raise UnreadableError(message, "Check the path, or open another folder.") from error
    if not resolved.is_dir():
        message = f"{root} is not a folder."
        raise UnreadableError(message, "Give the folder that holds your notes.")
    if not os.access(resolved, os.R_OK | os.X_OK):
        message = f"The folder {root} cannot be read."
        raise UnreadableError(message, "Ask its owner for permission, or open another folder.")
    return resolved
