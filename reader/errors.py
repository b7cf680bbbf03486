"""The one tree of errors.

::

    ReaderError          the user or the disk: shown as one sentence, with what to do next
    ├── UsageError       the command line asks for something that does not exist (exit code 2)
    ├── UnreadableError  a library, note or setting cannot be read (exit code 3)
    ├── UnwritableError  an output cannot be written (exit code 3)
    └── LimitError       a note or query needs more time or memory than it may have (exit code 1)

Everything else that is raised is a bug in Postil, ends in a crash report, and is caught in three places only: the
command line's `main`, the window's exception hook and a worker's request loop.
"""

from typing import ClassVar


class ReaderError(Exception):
    """Say what went wrong in one sentence, and in `hint` what to do next.

    Errors cross the pipe between two processes, so both texts are plain arguments that survive pickling.
    """

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(ReaderError):
    """The command line asks for something that does not exist."""

    exit_code = 2


class UnreadableError(ReaderError):
    """A library, a note or a setting cannot be read."""


class UnwritableError(ReaderError):
    """An output cannot be written; what stood there before is untouched."""


class LimitError(ReaderError):
    """A note or a query needs more time or memory than it may have."""

    exit_code = 1
