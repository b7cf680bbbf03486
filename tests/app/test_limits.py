"""What takes its time is stopped; what is only kept waiting is not."""

import time
from pathlib import Path

from reader.app.limits import PATIENCE, Allowance, Restarts, limit_s
from reader.app.paths import Places
from reader.app.workers import Worker


def test_a_large_note_may_take_longer() -> None:
    """Two seconds, and three for each megabyte."""
    assert (limit_s(0), limit_s(3_000_000)) == (2.0, 11.0)


def test_processor_time_counts_where_it_is_told() -> None:
    """A process that had no turn waits on; one that had its time does not."""
    allowance = Allowance(2.0, 10.0)
    assert 1.9 < allowance.rest_s(10.1) <= 2.0
    assert 0.4 < allowance.rest_s(11.5) <= 0.5
    assert allowance.rest_s(12.0) == 0.0


def test_patience_ends() -> None:
    """A process that never gets a turn is given up as well."""
    allowance = Allowance(0.01, 0.0)
    time.sleep(0.01 * PATIENCE)
    assert allowance.rest_s(0.0) == 0.0


def test_all_time_counts_where_nothing_is_told() -> None:
    """A system that tells nothing of its processes has the plain limit."""
    allowance = Allowance(0.01, None)
    assert 0.0 < allowance.rest_s(None) <= 0.01
    time.sleep(0.01)
    assert allowance.rest_s(None) == 0.0


def test_a_process_that_is_gone_tells_nothing(tmp_path: Path) -> None:
    """What a worker had is not asked of another process that got its number."""
    worker = Worker("page", Places(tmp_path, tmp_path), lambda _: None)
    worker.close()
    assert worker.busy_s is None


def test_what_ends_again_and_again_is_not_started_for_ever() -> None:
    """Three times within a minute, and each kind of process by itself."""
    restarts, others = Restarts(), Restarts()
    assert [True, True, True, False, False] == [restarts.take() for _ in range(5)]
    assert others.take()
