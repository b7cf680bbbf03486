from collections.abc import Iterator

import pytest

from reader.app.session import Session
from tests.bench_ranking import judge, libraries, questions


@pytest.fixture(scope="module")
def sessions() -> Iterator[dict[str, Session]]:
    """Return the labelled libraries, indexed."""
    with libraries() as opened:
        yield opened


@pytest.mark.parametrize("library", ["made", "manual"])
def test_what_was_wanted_comes_first(sessions: dict[str, Session], library: str) -> None:
    """The labelled queries are answered as well as they were when the weights were tuned (`bench_ranking.py`)."""
    judged = [judge(sessions[library], question) for question in questions()[library]]
    assert len(judged) >= 50
    mrr, ndcg = (sum(figures) / len(judged) for figures in zip(*judged, strict=True))
    assert mrr >= 0.97
    assert ndcg >= 0.97
