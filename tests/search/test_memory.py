from reader.search.memory import Memory
from reader.search.work import Mark, Work


def found(work: Work) -> dict[int, float]:
    """Find one document, for one term and ten postings."""
    work.spend(10)
    work.marks.append(Mark("boat"))
    return {3: 1.5}


def test_what_is_recalled_costs_and_marks_the_same() -> None:
    """A query that was asked before has the same marks and the same budget as when it was new."""
    memory = Memory()
    first, again = Work(), Work()
    assert memory.recall("boat", found, first) is memory.recall("boat", found, again)
    assert first == again
    assert ([Mark("boat")], Work().terms - 1, Work().postings - 10) == (again.marks, again.terms, again.postings)


def test_what_a_smaller_budget_would_have_cut_is_found_anew() -> None:
    """A lower bound is said to be one, whatever was known before."""
    memory = Memory()
    memory.recall("boat", found, Work())
    poor = Work(postings=5)
    memory.recall("boat", found, poor)
    assert not poor.is_exact
