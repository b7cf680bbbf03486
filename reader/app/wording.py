"""A work in words, where no citation style is asked for: who made it and when before its title, the rest behind."""

from reader.core.work import OTHERS, Name, Work

_MOST = 3
_PAPERS = frozenset({"article-journal", "article-magazine", "article-newspaper", "article", "periodical"})


def credit(work: Work | None) -> str:
    """Return the people and the year: `Donald E. Knuth (1984)`; "" where neither is known."""
    if work is None:
        return ""
    people = _together([_whole(name) for name in work.makers if name != OTHERS], open_ended=OTHERS in work.makers)
    year = f"({work.year})" if people and work.year else work.year
    return " ".join(filter(None, (people, year)))


def details(work: Work | None) -> str:
    """Return where a work came out: journal or book, volume, pages, publisher; without a full stop.

    >>> details(Work("article-journal", (("container-title", "Bays"), ("volume", "12"), ("page", "3-9"))))
    'Bays 12, 3–9'
    """
    if work is None:
        return ""
    pages = work.text("page").replace("-", "–")
    if work.kind in _PAPERS:
        volume = work.text("volume") + (f" ({work.text('issue')})" if work.text("issue") else "")
        where = " ".join(filter(None, (work.text("container-title"), volume)))
        return ", ".join(filter(None, (where, pages)))
    container = work.text("container-title")
    edition = work.text("edition")
    number = " ".join(filter(None, (work.text("genre"), work.text("number"))))
    parts = [
        f"In {container}" if container else "",
        f"volume {work.text('volume')}" if work.text("volume") else "",
        _edition(edition),
        f"pp. {pages}" if pages else "",
        number,
        work.text("publisher"),
    ]
    return ", ".join(filter(None, parts))


def _edition(edition: str) -> str:
    """Return an edition in words.

    >>> _edition("2"), _edition("Revised"), _edition("3rd edition")
    ('2nd edition', 'Revised edition', '3rd edition')
    """
    if not edition or "ed" in edition.lower().split()[-1][:3]:
        return edition
    if edition.isdecimal():
        ending = "th" if edition[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th")
        return f"{edition}{ending} edition"
    return f"{edition} edition"


def _whole(name: Name) -> str:
    parts = name.given, name.dropping, name.particle, name.family, name.suffix
    return name.literal or " ".join(filter(None, parts))


def _together(names: list[str], *, open_ended: bool) -> str:
    if names and (open_ended or len(names) > _MOST):
        return f"{names[0]} et al."
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""
