"""What the window asks a fetch process, and what it says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchImage:
    """Fetch the image at `url` from the web, because a person clicked on its place."""

    url: str


@dataclass(frozen=True, slots=True)
class ImageFetched:
    """The bytes of an image and its type, or the reason why there are none."""

    mime: str = ""
    data: bytes = b""
    reason: str = ""
