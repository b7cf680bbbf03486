"""What can print a page, as those see it who must not load Qt."""

from collections.abc import Callable
from concurrent.futures import Future

from reader.app.look import Paper
from reader.app.messages import FileReady, PageReady

Printer = Callable[[Future[PageReady], Paper, Callable[[str], FileReady]], Callable[[], bytes]]
"""Print a page when it is made; the last argument reads the images in it. What comes back binds it, in any thread."""
