"""Tabs keep their ways apart, whatever is done to them."""

from hypothesis import given, strategies as st

from reader.core.history import History
from reader.core.tabs import Tabs


def way(*paths: str) -> History:
    """Return the history of a walk over these notes."""
    history = History()
    for path in paths:
        history = history.visiting(path)
    return history


def paths(tabs: Tabs) -> list[str]:
    """Return the notes of all tabs."""
    return [history.present.path if history.present else "" for history in tabs.histories]


def test_a_tab_opens_behind_the_shown_one_and_closes_to_the_next() -> None:
    """As in every browser."""
    tabs = Tabs((way("a"), way("b")), 0).opening(way("x"))
    assert (["a", "x", "b"], 1) == (paths(tabs), tabs.at)
    assert (["a", "b"], 1) == (paths(tabs.closing(1)), tabs.closing(1).at)
    assert (["a", "x"], 1) == (paths(tabs.closing(2)), tabs.closing(2).at)
    assert (["x", "b"], 0) == (paths(tabs.closing(0)), tabs.closing(0).at)


def test_what_was_closed_comes_back_with_its_way() -> None:
    """The last one first; an empty tab is filled and leaves nothing to come back to."""
    tabs = Tabs((way("a", "b"),)).closing(0)
    assert [""] == paths(tabs)
    again = tabs.reopening()
    assert (["b"], True, ()) == (paths(again), again.present.can_go_back, again.closed)
    assert again == again.reopening()
    assert () == Tabs().closing(0).closed


def test_going_goes_round() -> None:
    """From the last to the first."""
    tabs = Tabs((way("a"), way("b"), way("c")), 2)
    assert [0, 1] == [tabs.going_to(3).at, tabs.going_to(1).at]
    assert 2 == tabs.going_to(-1).at


steps = st.lists(
    st.one_of(
        st.tuples(st.just("open"), st.text(min_size=1, max_size=2), st.just(0)),
        st.tuples(st.sampled_from(["close", "go"]), st.just(""), st.integers(0, 9)),
        st.tuples(st.just("move"), st.just(""), st.integers(0, 99)),
        st.tuples(st.just("reopen"), st.just(""), st.just(0)),
    ),
    max_size=30,
)


@given(steps)
def test_there_is_always_a_shown_tab(deeds: list[tuple[str, str, int]]) -> None:
    """Moving keeps all tabs and the shown one shown; nothing is lost but what is closed."""
    tabs = Tabs()
    for deed, path, number in deeds:
        count = len(tabs.histories)
        match deed:
            case "open":
                tabs = tabs.opening(way(path))
            case "close":
                tabs = tabs.closing(number % count)
            case "go":
                tabs = tabs.going_to(number)
            case "move":
                moved = tabs.moving(number % 10 % count, number // 10 % count)
                assert (sorted(paths(tabs)), tabs.present) == (sorted(paths(moved)), moved.present)
                tabs = moved
            case _:
                tabs = tabs.reopening()
        assert 0 <= tabs.at < len(tabs.histories)
