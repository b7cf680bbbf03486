"""Cycles: they go, and in the thread that Qt's objects live in."""

import gc

from reader.app.cycles import sweep
from tests.knots import make_much_elsewhere, tie


def test_no_other_thread_takes_a_cycle_down() -> None:
    """A thread that makes much leaves them alone; the sweep does not."""
    gone_in: list[str] = []
    tie(gone_in)
    made = make_much_elsewhere()
    assert gone_in == []
    sweep()
    assert gone_in == ["MainThread"]
    assert made


def test_little_is_not_worth_a_look() -> None:
    """The whole heap is not looked through for a few objects."""
    gc.collect()
    gone_in: list[str] = []
    tie(gone_in)
    sweep()
    assert gone_in == []
    gc.collect()
