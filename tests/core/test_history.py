from reader.core.history import History, Visit


def test_back_and_forward_keep_the_place() -> None:
    """Going back finds the note at the place where it was left."""
    history = History().visiting("a").leaving("p1").visiting("b").going(-1)
    assert Visit("a", "p1") == history.present
    assert history.can_go_forward
    assert Visit("b") == history.going(1).present


def test_a_new_visit_forgets_what_lay_ahead() -> None:
    """After going back, another note starts a new way."""
    history = History().visiting("a").visiting("b").going(-1).visiting("c")
    assert ("a", "c") == tuple(visit.path for visit in history.visits)
    assert not history.can_go_forward


def test_the_same_note_again_is_no_new_visit() -> None:
    """Opening the note that is open adds nothing."""
    assert 1 == len(History().visiting("a").visiting("a").visits)


def test_a_leap_within_a_note_can_be_taken_back() -> None:
    """The place that was left is a visit of its own, and what lay ahead is gone; nowhere is left from nowhere."""
    history = History().visiting("a").visiting("b").going(-1).leaping("p1").leaping("p2")
    assert (Visit("a", "p1"), Visit("a", "p2"), Visit("a")) == history.visits
    assert Visit("a", "p1") == history.leaving("p3").going(-2).present
    assert Visit("a", "p3") == history.leaving("p3").going(-2).going(2).present
    assert History() == History().leaping("p1")


def test_going_nowhere_from_nowhere() -> None:
    """An empty history stays empty."""
    history = History().leaving("x").going(-1)
    assert history.present is None
    assert not history.can_go_back


def test_history_is_bounded() -> None:
    """Only the last 200 visits are kept."""
    history = History()
    for number in range(500):
        history = history.visiting(str(number))
    assert 200 == len(history.visits)
    assert Visit("499") == history.present
