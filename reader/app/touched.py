"""What the watcher saw change since somebody last looked."""

import threading
from collections.abc import Collection

from reader.app.session import Session
from reader.files.scan import diff, glance

_MOST = 100


class Touched:
    """Paths that may have changed, gathered by one thread and taken by another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._paths: set[str] = set()
        self._is_all = False

    def add(self, paths: frozenset[str]) -> None:
        """Add paths; none at all tell that anything may have changed."""
        with self._lock:
            self._paths |= paths
            self._is_all = self._is_all or not paths

    def take(self) -> frozenset[str]:
        """Return the paths and forget them; an empty set tells that only a look at the whole library will do."""
        with self._lock:
            paths = frozenset() if self._is_all else frozenset(self._paths)
            self._paths.clear()
            self._is_all = False
            return paths


def take_in(session: Session, paths: Collection[str]) -> bool:
    """Bring catalogue and index up to date with the notes at `paths` alone. The caller holds the writer's lock.

    Returns False, without having done anything, where only a look at the whole library can tell what has changed.
    """
    seen = glance(session.root, paths, session.exclude) if 0 < len(paths) <= _MOST else None
    if seen is None:
        return False
    known = session.catalogue.stamps_of(seen)
    stamps = {path: stamp for path, stamp in seen.items() if stamp is not None}
    if any(path not in known and path not in stamps for path in seen):
        # What had a note's name may have been a folder.
        return False
    session.take_in_pending(stamps, diff(known, stamps))
    return True
