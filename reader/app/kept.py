"""What is kept of each library in one JSON file beside the settings; it is disposable, and written in one step."""

import json
import logging
from pathlib import Path

from reader.app.paths import replace_file
from reader.errors import UnwritableError

_LOG = logging.getLogger(__name__)
_LIBRARIES = 20


def read(file: Path) -> dict[str, object]:
    """Return what is kept, by library; nothing where there is no file or it is damaged."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        _LOG.info("%s cannot be read: %s", file, error)
        return {}
    return raw if isinstance(raw, dict) else {}


def write(file: Path, library: str, value: object, what: str) -> None:
    """Keep `value` for a library, and forget libraries that were not open for long.

    Raises UnwritableError, whose sentence begins with `what`, where that fails.
    """
    stored = read(file)
    stored.pop(library, None)
    stored[library] = value
    kept = dict(list(stored.items())[-_LIBRARIES:])
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(file, json.dumps(kept, ensure_ascii=True).encode())
    except OSError as error:
        message = f"{what} cannot be kept in {file} ({error.strerror})."
        raise UnwritableError(message, "Make the folder writable, or choose another with --config.") from error
