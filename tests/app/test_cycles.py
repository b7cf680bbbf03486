"""Cycles: they go, and in the thread that Qt's objects live in."""

import gc

from reader.app.cycles import sweep, sweep_briefly
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


def test_a_window_looks_only_at_what_is_new() -> None:
    """Not at what was there at the last time, nor at notes that came by the ten thousand: both would be felt."""
    gc.collect()
    gone_in: list[str] = []
    tie(gone_in)
    made = make_much_elsewhere(10_000)
    sweep_briefly()
    assert gone_in == ["MainThread"]
    assert make_much_elsewhere()
    tie(gone_in)
    notes = make_much_elsewhere()
    sweep_briefly()
    assert gone_in == ["MainThread"]
    assert gc.get_count()[0] < 1_000
    assert made
    assert notes
    gc.unfreeze()
    gc.collect()


def test_little_is_not_worth_a_look() -> None:
    """The whole heap is not looked through for a few objects."""
    gc.collect()
    gone_in: list[str] = []
    tie(gone_in)
    sweep()
    assert gone_in == []
    gc.collect()
