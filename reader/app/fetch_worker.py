"""The fetch process: the only one that ever speaks with the network. It fetches one image, and ends."""

from reader.app.fetch_messages import FetchImage, ImageFetched
from reader.app.fetching import MayReach, fetch, is_public
from reader.app.pipe import Pipe
from reader.errors import ReaderError


def serve_fetch(pipe: Pipe, may_reach: MayReach = is_public) -> None:
    """Do the one job that comes through `pipe`."""
    try:
        wish = pipe.receive()
    except EOFError:
        return
    assert isinstance(wish, FetchImage)
    try:
        mime, data = fetch(wish.url, may_reach)
        pipe.send(ImageFetched(mime, data))
    except ReaderError as error:
        pipe.send(ImageFetched(reason=error.message))
