"""What is known of a work that is cited: its kind, its authors, its dates, and whatever else a bibliography tells.

The names are those of the Citation Style Language, in which all three ways to write a bibliography (BibTeX, CSL-JSON,
YAML) can say all that they say. Only what a bibliography has told stands here; nothing is ever guessed.
"""

from msgspec import Struct

from reader.core.text import one_line

DATES = frozenset("accessed available-date event-date issued original-date submitted".split())
NAMES = frozenset(
    "author chair collection-editor compiler composer container-author contributor curator director editor"
    " editor-translator editorial-director executive-producer guest host illustrator interviewer narrator organizer"
    " original-author performer producer recipient reviewed-author script-writer series-creator translator".split()
)
TEXTS = frozenset(
    "DOI ISBN ISSN PMCID PMID URL abstract annote archive archive-place archive_collection archive_location authority"
    " call-number chapter-number collection-number collection-title container-title container-title-short dimensions"
    " division edition event-place event-title genre issue jurisdiction keyword language license medium note number"
    " number-of-pages number-of-volumes original-publisher original-publisher-place original-title page part"
    " part-title printing publisher publisher-place references reviewed-genre reviewed-title scale section source"
    " status supplement title title-short version volume volume-title".split()
)
KINDS = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset"
    " document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation"
    " manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical"
    " personal_communication post post-weblog regulation report review review-book software song speech standard thesis"
    " treaty webpage".split()
)
_MAKERS = ("author", "editor", "director", "composer", "performer", "translator", "organizer")


_LONGEST_BYLINE = 120


class Name(Struct, frozen=True):
    """A person in parts, or an institution as a `literal`.

    `dropping` is the `von` that goes where only the family name is shown, `particle` one that stays.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    dropping: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """Return what a mark in the text calls the person."""
        return self.literal or " ".join(filter(None, (self.particle, self.family))) or self.given


OTHERS = Name(literal="others")
"""What stands for the names that a list leaves out (`and others`)."""


class Date(Struct, frozen=True):
    """A date, or the first and last of a range, each as (year[, month[, day]]); or else words.

    A year is negative before our era; a range that has not ended ends with the year 0.
    """

    parts: tuple[tuple[int, ...], ...] = ()
    season: int = 0
    circa: bool = False
    literal: str = ""

    @property
    def year(self) -> str:
        """Return the year, or the years, as a reader says them; the words where there are no numbers.

        >>> Date(((1984, 3), (1986,))).year
        '1984–1986'
        """
        if not self.parts:
            return self.literal
        years = list(dict.fromkeys(_era(part[0]) for part in self.parts))
        return ("c. " if self.circa else "") + "–".join(years)


def _era(year: int) -> str:
    return f"{-year} BC" if year < 0 else str(year) if year else ""


class Work(Struct, frozen=True):
    """One work. `kind` is a type of CSL; texts, names and dates are pairs of a variable of CSL and its value."""

    kind: str = "document"
    texts: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, tuple[Name, ...]], ...] = ()
    dates: tuple[tuple[str, Date], ...] = ()

    def text(self, variable: str) -> str:
        """Return a text; "" where it is unknown."""
        return next((value for name, value in self.texts if name == variable), "")

    def people(self, role: str) -> tuple[Name, ...]:
        """Return the people in a role."""
        return next((value for name, value in self.names if name == role), ())

    def date(self, variable: str) -> Date | None:
        """Return a date, or None."""
        return next((value for name, value in self.dates if name == variable), None)

    @property
    def makers(self) -> tuple[Name, ...]:
        """Return those under whose names the work goes: its authors, or else its editors, and so on."""
        return next(filter(None, map(self.people, _MAKERS)), ())

    @property
    def year(self) -> str:
        """Return when the work came out; "" where nobody says."""
        issued = self.date("issued")
        return issued.year if issued else ""

    @property
    def byline(self) -> str:
        """Return author and year as a text cites them; "" where neither is known.

        >>> knuth = (("author", (Name("Knuth", "Donald E."),)),)
        >>> Work("book", names=knuth, dates=(("issued", Date(((1984,),))),)).byline
        'Knuth 1984'
        """
        return " ".join(filter(None, (_and_more(self.makers), self.year)))

    @property
    def short_byline(self) -> str:
        """Return the byline as it is listed, and found by `cites:`: both have to say the same."""
        return one_line(self.byline, _LONGEST_BYLINE)

    @property
    def weight(self) -> int:
        """Return how much is known."""
        return len(self.texts) + 2 * len(self.names) + 2 * len(self.dates)


def _and_more(people: tuple[Name, ...]) -> str:
    """Return the names of one or two people, or the first one's `et al.`.

    >>> _and_more((Name("Lamport"), Name("Shostak"), Name("Pease")))
    'Lamport et al.'
    """
    names = [name.short for name in people if name != OTHERS]
    if names and (len(names) > 2 or OTHERS in people):
        return f"{names[0]} et al."
    return " and ".join(names)


def cited_as(title: str, byline: str) -> str:
    """Return what `cites:"…"` finds a work by that has no address.

    >>> cited_as('The "Tide"', "Low 1984")
    'The Tide Low 1984'
    """
    return " ".join(f"{title} {byline}".replace('"', "").split())


def joined(works: list[Work]) -> Work | None:
    """Return what several bibliographies together know of one work: the richest, and what the others add; or None.

    Two bibliographies that name different kinds may mean a paper and its preprint: nothing is taken over then.
    """
    if not works:
        return None
    best = max(works, key=lambda work: work.weight)
    same = [best, *(work for work in works if work is not best and work.kind == best.kind)]
    if len(same) == 1:
        return best
    texts: dict[str, str] = {}
    names: dict[str, tuple[Name, ...]] = {}
    dates: dict[str, Date] = {}
    for work in same:
        texts = dict(work.texts) | texts
        names = dict(work.names) | names
        dates = dict(work.dates) | dates
    return Work(best.kind, tuple(texts.items()), tuple(names.items()), tuple(dates.items()))
