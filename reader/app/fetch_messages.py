"""What the window asks a fetch process, and what it says."""

from msgspec import Struct


class FetchImage(Struct, frozen=True):
    """Fetch the image at `url` from the web, because a person clicked on its place."""

    url: str


class ImageFetched(Struct, frozen=True):
    """The bytes of an image and its type, or the reason why there are none."""

    mime: str = ""
    data: bytes = b""
    reason: str = ""
