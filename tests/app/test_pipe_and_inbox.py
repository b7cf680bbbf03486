import os
import queue
from pathlib import Path

import pytest

from reader.app.inbox import Inbox
from reader.app.lock import writer_lock
from reader.app.messages import FileReady, Found, RefreshLibrary, Search
from reader.app.pipe import Pipe
from reader.core.results import Results


def test_values_pass_and_the_end_is_told() -> None:
    """What is sent is received; a closed end is an EOFError."""
    source, sink = os.pipe()
    with os.fdopen(source, "rb") as read, os.fdopen(sink, "wb") as write:
        pipe = Pipe(read, write)
        sent = [Found(1, Results("q", "q", 0)), FileReady(2, "image/png", b"\x00" * 1000)]
        for value in sent:
            pipe.send(value)
        assert sent == [pipe.receive(), pipe.receive()]
        write.close()
        with pytest.raises(EOFError):
            pipe.receive()


def test_the_latest_wish_of_a_kind_wins() -> None:
    """A waiting search is dropped for a newer one; other wishes keep their turn."""
    inbox = Inbox(lambda old, new: isinstance(old, Search) and isinstance(new, Search))
    for item in (Search(1, "a"), RefreshLibrary(), Search(2, "ab")):
        inbox.put(item)
    inbox.end()
    assert [RefreshLibrary(), Search(2, "ab"), None] == [inbox.take(), inbox.take(), inbox.take()]


def test_an_empty_inbox_can_be_waited_for_in_vain() -> None:
    """After the time given, there is nothing."""
    with pytest.raises(queue.Empty):
        Inbox(lambda _old, _new: False).take(0.01)


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    """While one writes, another is told so at once; afterwards it may."""
    folder = tmp_path
    with writer_lock(folder) as first, writer_lock(folder) as second:
        assert (True, False) == (first, second)
    with writer_lock(folder) as third:
        assert third
