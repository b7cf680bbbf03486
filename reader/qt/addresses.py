"""The addresses of notes and files inside pages: `postil://library/<path>`."""

from urllib.parse import quote, unquote

from PySide6.QtCore import QUrl

LIBRARY = "postil://library/"


def note_url(path: str, fragment: str = "") -> QUrl:
    """Return the address of the note or file at `path`.

    >>> note_url("a b/100%.md").toEncoded().toStdString()
    'postil://library/a%20b/100%25.md'
    """
    url = QUrl(LIBRARY + quote(path.lstrip("/")))
    if fragment:
        url.setFragment(fragment)
    return url


def note_path(url: QUrl) -> str | None:
    """Return the path inside the library that a `postil://library/` address names, or None for any other address.

    A slash at its beginning that is written as `%2F` would make it one of the whole disk, so that is no address.
    """
    if url.scheme() != "postil" or url.host() != "library":
        return None
    path = unquote(key(url).partition("?")[0].removeprefix(LIBRARY))
    return None if path.startswith("/") else path


def key(url: QUrl) -> str:
    """Return the address without its fragment, percent-encoded."""
    return url.toEncoded().toStdString().partition("#")[0]
