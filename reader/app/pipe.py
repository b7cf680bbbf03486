"""Values through a pipe between two processes of Postil: a length, then the pickled value.

Both ends are the same program started by the same user, and nothing but values of `reader` goes through; what a note
holds is only ever text inside them.
"""

import os
import pickle
import struct
import sys
import threading
from typing import IO

_LENGTH = struct.Struct("<Q")


class Pipe:
    """One end of a connection. `send` may be called from any thread, `receive` from one."""

    def __init__(self, source: IO[bytes], sink: IO[bytes]) -> None:
        self._source = source
        self._sink = sink
        self._sending = threading.Lock()

    def send(self, *values: object) -> None:
        """Send values, all of them packed before the first one goes; raise OSError where the other end is gone."""
        packed = [pickle.dumps(value, pickle.HIGHEST_PROTOCOL) for value in values]
        with self._sending:
            for data in packed:
                self._sink.write(_LENGTH.pack(len(data)))
                self._sink.write(data)
            self._sink.flush()

    def receive(self) -> object:
        """Wait for one value; raise EOFError where the other end is gone."""
        head = self._exactly(_LENGTH.size)
        return pickle.loads(self._exactly(_LENGTH.unpack(head)[0]))  # noqa: S301 - from our own process

    def _exactly(self, size: int) -> bytes:
        data = self._source.read(size)
        if len(data) < size:
            raise EOFError
        return data


def own_pipe() -> Pipe:
    """Take this process's standard input and output as its pipe; what is printed goes to standard error instead."""
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return Pipe(source, sink)
