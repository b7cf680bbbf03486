"""The citations of a note with those files that it names itself: bibliographies in BibTeX, RIS, CSL-JSON or -YAML."""

import logging
from collections.abc import Mapping
from os.path import normpath
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from reader.app.companion_table import stamp_of
from reader.citations.bibliography import (
    Bibliography,
    Fault,
    Reference,
    items_of,
    line_of_files,
    named_files,
    parse_bibliography,
)
from reader.citations.read import read as read_citations
from reader.core.citation import Citations
from reader.core.note import Note, Problem, ProblemKind, Stamp
from reader.errors import ReaderError
from reader.files.inside import contents, locate
from reader.files.yaml_text import YamlError, load

_LOG = logging.getLogger(__name__)
_LIMIT = 32 * 2**20
_KEPT = 8
_MOST_FAULTS = 20

_read: dict[tuple[str, int, int], Bibliography] = {}
"""The bibliographies that were read last, by place, time and size: many notes name the same one."""


def cited(root: Path, note: Note) -> Citations:
    """Return the citations of a note of the library at `root`, or of one from anywhere.

    A bibliography is looked for beside the note, then at the top of the library, and never outside of it. What cannot
    be used in it is told as a problem of the note, with its line; all other entries count.
    """
    names = named_files(note)
    if not names:
        return read_citations(note)
    references: dict[str, Reference] = {}
    problems: list[Problem] = []
    line = line_of_files(note)
    for name in names:
        bibliography = _bibliography(root, note.path, name)
        if bibliography is None:
            problems.append(Problem(ProblemKind.FRONT_MATTER, line, f"The bibliography {name} cannot be read."))
            continue
        _add(references, bibliography.references)
        problems += [_problem(name, line, fault) for fault in bibliography.faults[:_MOST_FAULTS]]
    citations = read_citations(note, references)
    return replace(citations, problems=(*problems, *citations.problems)) if problems else citations


def companions(root: Path, note: Note) -> dict[str, Stamp]:
    """Return the places in the library where a note's bibliographies may be, with what is there now."""
    found: dict[str, Stamp] = {}
    for name in named_files(note):
        for folder in (PurePosixPath(note.path).parent, PurePosixPath()):
            place = normpath(folder / name).replace("\\", "/")
            if not place.startswith(("..", "/")):
                found[place] = stamp_of(root / place)
    return found


def _add(known: dict[str, Reference], more: Mapping[str, Reference]) -> None:
    for key, reference in more.items():
        known.setdefault(key, reference)


def _problem(name: str, line: int, fault: Fault) -> Problem:
    kind = ProblemKind.DUPLICATE_LABEL if fault.doubled else ProblemKind.FRONT_MATTER
    return Problem(kind, line, f"{name}: {fault.message}")


def _parsed(name: str, text: str) -> Bibliography:
    if not name.lower().endswith((".yaml", ".yml")):
        return parse_bibliography(name, text)
    try:
        return items_of(load(text.strip().removesuffix("---").removesuffix("...")))
    except YamlError as error:
        mark = getattr(error, "problem_mark", None)
        line = 1 + (mark.line if mark else getattr(error, "line", 0))
        return Bibliography({}, (Fault(line, f"The file is not YAML: line {line} cannot be read."),))


def _bibliography(root: Path, path: str, name: str) -> Bibliography | None:
    folder = Path(path).parent if Path(path).is_absolute() else Path(root, path).parent
    for place in dict.fromkeys((folder, root)):
        found = _from(root if not Path(path).is_absolute() else folder, place / name)
        if found is not None:
            return found
    return None


def _from(root: Path, file: Path) -> Bibliography | None:
    try:
        real = locate(root, file.relative_to(root).as_posix())
        status = Path(real).stat()
        known = real, status.st_mtime_ns, status.st_size
        if known not in _read:
            data, _ = contents(real, file.name, _LIMIT)
            while len(_read) >= _KEPT:
                _read.pop(next(iter(_read)))
            _read[known] = _parsed(PurePosixPath(real).name, data.decode("utf-8-sig", "replace"))
        return _read[known]
    except (ReaderError, OSError, ValueError) as error:
        _LOG.info("The bibliography %s is not used: %s", file, error)
        return None
