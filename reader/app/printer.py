"""What can print a page, as those see it who must not load Qt."""

from collections.abc import Callable

from reader.app.look import Paper
from reader.app.messages import FileReady, PageReady

Printer = Callable[[PageReady, Paper, Callable[[str], FileReady]], Callable[[], bytes]]
"""Print a page; the last argument reads the images in it. What comes back binds the pages, in any thread."""
