"""The faces of a page that come with Postil: Source Serif and Source Sans, as packages of their own bring them.

Both are under the SIL Open Font License 1.1, whose text lies beside the files in the packages. Pages load them from
`postil://app/fonts/<file name>`; where a package is not installed, the stylesheet has a list of good faces of systems
in its place. Of each face the TrueType file is taken: a PDF embeds it as it is, but draws the outlines of the other
kind (CFF) as procedures (Type 3), which are larger and look worse on a screen. Standard library only, so that the
window may ask what to serve.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ADDRESS = "postil://app/fonts/"


class Face(NamedTuple):
    """One font file: its family in the stylesheet, the package that brings it, and its style."""

    family: str
    package: str
    file: str
    weight: int
    style: str


FACES = tuple(
    Face(family, package, f"{name}-{cut}.ttf", weight, style)
    for family, package, name in (
        ("Postil Serif", "font_source_serif_pro", "SourceSerifPro"),
        ("Postil Sans", "font_source_sans_pro", "SourceSansPro"),
    )
    for cut, weight, style in (
        ("Regular", 400, "normal"),
        ("It", 400, "italic"),
        ("Semibold", 600, "normal"),
        ("SemiboldIt", 600, "italic"),
    )
)


def files() -> dict[str, Path]:
    """Return the font files that are installed, by the name under which a page asks for them."""
    return {face.file: path for face in FACES if (path := _path(face)) is not None}


def _path(face: Face) -> Path | None:
    found = find_spec(face.package)
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder) / "files" / face.file
        if path.is_file():
            return path
    return None


@cache
def preloads(face: str, *, slanted: bool) -> str:
    """Return the links that have the faces of a page, `serif` or `sans`, fetched while its text is still being read.

    Without them a face is asked for when the first text is laid out, and when it has come, all text is laid out again.
    """
    family = "Postil Sans" if face == "sans" else "Postil Serif"
    wanted = {(family, 400, "normal"), (family, 600, "normal"), ("Postil Sans", 400, "normal")}
    if slanted:
        wanted.add((family, 400, "italic"))
    installed = files()
    return "".join(
        f'<link rel="preload" as="font" type="font/ttf" href="{ADDRESS}{each.file}" crossorigin>\n'
        for each in FACES
        if (each.family, each.weight, each.style) in wanted and each.file in installed
    )


def rules(display: str = "block") -> str:
    """Return the `@font-face` rules of the faces that are installed, and the lists that begin with them.

    On paper nothing may stand in for a face that is still being fetched. On a screen nobody should look at a page
    without its heavy words for longer than a blink: there `display` is `fallback`.
    """
    installed = files()
    faces = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'font-display: {display}; src: url("{ADDRESS}{face.file}") format("truetype"); }}\n'
        for face in FACES
        if face.file in installed
    )
    # Behind each stands the system's own, which is there: while a face is on its way the engine asks the system for
    # every other one of the list, in each weight, and that takes longer than the face.
    families = {face.family for face in FACES if face.file in installed}
    serif = ':root { --own-serif: "Postil Serif", serif; }\n' if "Postil Serif" in families else ""
    sans = ':root { --own-sans: "Postil Sans", sans-serif; }\n' if "Postil Sans" in families else ""
    return f"{faces}{serif}{sans}"
