"""What one query may cost, and what it came upon while it was answered."""

from msgspec import Struct, field


class Mark(Struct, frozen=True):
    """A word to mark in a passage, folded; with `prefix` every word that begins so."""

    text: str
    prefix: bool = False


class Work(Struct):
    """What is left to spend. Where it runs out, the answer is a lower bound: `is_exact` is False then.

    `marks` are single words that were looked for or found, `rows` are words that must follow each other; `kinds` tells
    which of them are forms of one and the same word of the query.
    """

    terms: int = 6000
    postings: int = 400_000
    is_exact: bool = True
    marks: list[Mark] = field(default_factory=list)
    rows: list[tuple[Mark, ...]] = field(default_factory=list)
    kinds: dict[Mark | tuple[Mark, ...], int] = field(default_factory=dict)

    def spend(self, postings: int) -> bool:
        """Count one term and its postings; return whether there is anything left."""
        self.terms -= 1
        self.postings -= postings
        if self.terms > 0 and self.postings > 0:
            return True
        self.is_exact = False
        return False

    def mark(self, row: tuple[Mark, ...]) -> None:
        """Note that a word, or several in a row, are what is looked for."""
        if len(row) == 1:
            self.marks.append(row[0])
        elif row:
            self.rows.append(row)
