"""What the window asks the export process, and what it says."""

from msgspec import Struct, field

from reader.app.look import Paper


class ExportNotes(Struct, frozen=True):
    """Write notes of the library at `root` out, as `form`: `pdf`, `html`, `markdown` or `text`.

    `notes` are pairs of path and title; the titles name the files. One document goes to `output`; several go into the
    folder `output`, as one does where that ends with a slash. `merge` joins them under `title`; `force` replaces what
    exists.
    """

    root: str
    notes: tuple[tuple[str, str], ...]
    output: str
    form: str = "pdf"
    paper: Paper = field(default_factory=Paper)
    merge: bool = False
    force: bool = False
    title: str = ""


class ExportProgress(Struct, frozen=True):
    """An export has done with `done` of `total` notes."""

    done: int
    total: int


class Outcome(Struct, frozen=True):
    """What became of one note of an export: the file, or a sentence and the error's exit code, or (stopped) neither."""

    path: str
    output: str | None = None
    error: str | None = None
    code: int = 0


class Exported(Struct, frozen=True):
    """An export is at its end."""

    outcomes: tuple[Outcome, ...]
