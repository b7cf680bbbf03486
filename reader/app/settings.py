"""The settings: one frozen value, replaced and saved whole, that survives a damaged file."""

import json
import logging
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from reader.app.look import SHEETS, Look, Paper
from reader.app.paths import bundled, replace_file
from reader.errors import UnwritableError

_LOG = logging.getLogger(__name__)
_RECENT = 10


class Settings(Struct, frozen=True):
    """What Postil remembers from one start to the next."""

    library: str = ""
    """The library opened last, an absolute path; empty for the bundled notes."""
    recent: tuple[str, ...] = ()
    """Libraries opened before, the latest first."""
    theme: str = "system"
    """`light`, `sepia`, `dark`, or `system` for what the desktop prefers."""
    text_size: int = 100
    """Size of the page's text in percent, 60 to 240."""
    measure: int = 66
    """Length of a line in characters, 45 to 100."""
    line_height: int = 100
    """Height of a line in percent of what its face has by itself, 80 to 160."""
    face: str = "serif"
    """Face of the page's text: `serif` or `sans`."""
    remote_images: bool = False
    """Whether a click on the place of an image of the web loads it; none is ever loaded without one."""
    sort: str = "modified"
    """Order of the list: `title`, `modified` or `created`."""
    exclude: tuple[str, ...] = ()
    """Folders and patterns of a library that are not read, besides hidden and tool folders."""
    hard_breaks: dict[str, bool] = field(default_factory=dict)
    """Whether a single line end breaks the line, for each library where the guess was overruled."""
    articles: dict[str, bool] = field(default_factory=dict)
    """Whether a note is read as a plain article, by its absolute path, where the guess was overruled."""
    window: str = ""
    """Place and panes of the window, as Qt writes them, in base 64."""
    page_size: str = "A4"
    """Paper of exports: `A4`, `Letter` or `A5`."""
    landscape: bool = False
    """Whether that paper lies on its side."""
    margins: int = 20
    """Margins of exports in millimetres, 0 to 60."""
    running_lines: bool = True
    """Whether title, section and page number stand in the margins of every page."""
    print_size: int = 100
    """Size of the text on paper in percent, 60 to 160."""
    export_form: str = "pdf"
    """What was exported last: `pdf`, `html`, `markdown` or `text`."""
    export_folder: str = ""
    """Where it went; empty for the user's documents."""

    def paper(self) -> Paper:
        """Return how notes are printed."""
        return Paper(self.page_size, self.landscape, float(self.margins), self.running_lines, self.print_size)

    def opened(self, library: str) -> "Settings":
        """Return the settings after `library` was opened."""
        recent = (library, *(path for path in self.recent if path != library))[:_RECENT]
        return replace(self, library=library, recent=recent)

    def look(self, *, dark: bool = False, library: str = "", note: str = "") -> Look:
        """Return how pages are set; `dark` is what the desktop prefers, `note` an absolute path."""
        theme = ("dark" if dark else "light") if self.theme == "system" else self.theme
        breaks, article = self.hard_breaks.get(library), self.articles.get(note)
        return Look(theme, self.text_size, self.measure, self.face, breaks, article, self.line_height)


class Loaded(Struct, frozen=True):
    """Settings as read, and one sentence for the user where the file was not as it should be."""

    settings: Settings
    notice: str = ""


def remembered_library(remembered: str) -> Path:
    """Return the folder that was open last, or the bundled notes where it is gone or there was none."""
    return Path(remembered) if remembered and Path(remembered).is_dir() else bundled("notes")


def load(file: Path) -> Loaded:
    """Read the settings; keep a damaged file aside and use the defaults."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        return Loaded(Settings(), f"The settings in {file} cannot be read ({error.strerror}); defaults are used.")
    except (ValueError, RecursionError):
        return _keep_aside(file)
    return _keep_aside(file) if not isinstance(raw, dict) else Loaded(_checked(raw))


def save(file: Path, settings: Settings) -> None:
    """Write the settings in one step; raise UnwritableError and leave the old file where that fails."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(file, json.dumps(asdict(settings), indent=2, ensure_ascii=False).encode())
    except OSError as error:
        message = f"The settings cannot be saved in {file} ({error.strerror})."
        raise UnwritableError(message, "Make the folder writable, or choose another with --config.") from error


def _keep_aside(file: Path) -> Loaded:
    aside = file.with_suffix(".damaged.json")
    try:
        file.replace(aside)
    except OSError as error:
        return Loaded(Settings(), f"The settings in {file} are damaged ({error.strerror}); defaults are used.")
    return Loaded(Settings(), f"The settings were damaged; they are kept in {aside}, and defaults are used.")


def _checked(raw: dict[str, object]) -> Settings:
    """Take over every value that has the type of its default; say what is wrong with the rest in the log."""
    known = {name: getattr(Settings(), name) for name in Settings.__struct_fields__}
    values: dict[str, object] = {}
    for key, value in raw.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            _LOG.info("Unknown setting %r is ignored%s.", key, f"; did you mean {near[0]!r}?" if near else "")
        elif isinstance(known[key], tuple) and isinstance(value, list):
            values[key] = tuple(str(item) for item in value)
        elif type(value) is type(known[key]):
            values[key] = value
        else:
            _LOG.info("Setting %r should be like %r; the default is used.", key, known[key])
    settings = Settings(**values)  # type: ignore[arg-type]  # checked above, one by one
    return replace(
        settings,
        theme=settings.theme if settings.theme in {"light", "sepia", "dark", "system"} else "system",
        text_size=min(240, max(60, settings.text_size)),
        measure=min(100, max(45, settings.measure)),
        line_height=min(160, max(80, settings.line_height)),
        face=settings.face if settings.face in {"serif", "sans"} else "serif",
        sort=settings.sort if settings.sort in {"title", "modified", "created"} else "modified",
        page_size=settings.page_size if settings.page_size in SHEETS else "A4",
        margins=min(60, max(0, settings.margins)),
        print_size=min(160, max(60, settings.print_size)),
        export_form=settings.export_form if settings.export_form in {"pdf", "html", "markdown", "text"} else "pdf",
        hard_breaks={path: bool(value) for path, value in settings.hard_breaks.items()},
        articles={path: bool(value) for path, value in settings.articles.items()},
    )
