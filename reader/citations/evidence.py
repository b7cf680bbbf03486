"""Whether something that looks like a mark is one. Each rule names what it keeps out."""

import re
from collections.abc import Collection

from reader.citations.forms import DASH, Form, Mark

_INDEXED = re.compile(
    # a letter alone, but not the unit of a number; and what only programs write: OpenAI, mRNA and iPhone are words
    r"(?:(?<![\w'’./-])(?<!\d[ \xa0])[a-z]|[$_\])}]|\w*_\w+|\\[a-zA-Z]+|\b(?:self|this)\.\w+"
    r"|(?<!\w)(?!(?:arXiv|(?:bio|med|chem|psy)Rxiv|[a-z]+OS)$)[a-z]{2,}[A-Z]\w*"
    r"|\b(?:arr|array|args|argv|buf|vec|lst|ptr|idx|tmp))$",
)
_CALL = re.compile(r"[a-z]\((?:\d+|[ijkxy])\)$")
_CAPITAL = re.compile(r"(?<![\w'’.-])[A-Z]$")
_NEAR = 1000
_OPERATOR = re.compile(
    # an assignment or a comparison with blanks, too; the others only where no sentence could go on so
    r"[ \t]?(?:=(?!=)|==[ \t]?\w|\+=|-=|<-[ \t]?\w)|(?:\+\+|--)(?=[;)\]]|$)|->|\.[a-z_]|\((?!<?https?:|www\.|#)"
    r"|[ \t]?\*\*[ \t]?[\d(]|\[[a-z_]|[ \t](?:[+*/<>]|[<>]=|!=)[ \t]?\d|/\w",
)
_IN_URL = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]*(?:\[[^\s\[\]]*\][^\s<>()\[\]]*)*$")
_INTERVAL = re.compile(
    # a word that a mark is glued to is the last of its claim
    r"(?:(?:[∈∉⊂⊆∪∩×∖→]|\b[a-z]:|[\"']:|(?<!=)=)[ \t]*"
    r"|\b(?:for \w+ in|(?:intervals?|ranges?|domain|segment|between|within|vector|coordinates?|tuple|array|list|scale"
    r"|values? in|values? of|intervall|bereich|intervalle|intervalo)(?:[ \t]+(?:of|is|the|=)|:)?)[ \t]+)$",
    re.IGNORECASE,
)
_RANGE = re.compile(rf"\d[{DASH}]\d")
_MAPPED = re.compile(r"[ \t]?[∪∩×∖⊂⊆]")
_SUM_BEFORE = re.compile(r"\][ \t]?[+=×*][ \t]?$")
_SUM_AFTER = re.compile(r"[ \t]?[+=×][ \t]?\[?\d|\+(?!\[)|\{")
_CHAIN = re.compile(r"(?<=\w)(?:\[\d{1,4}\])+$")
_MORE = re.compile(r"(?:\[\d{1,4}\]){1,8}(?!\()")
_STRESSED = re.compile(r"(?<!\w)_{1,2}(?=[^\s_])[^_\n]*_{1,2}$")
_ABBREVIATED = frozenset(
    "no nr vol fig p pp ch eq sec art st ver v vs ex tab par ca abs cap col ed lib op pt ser bd kap".split(),
)
_REGEX_AFTER = re.compile(r"[+*?{|$\\/\]]")
_REGEX_BEFORE = re.compile(
    r"\b(?:class(?:es)?|reg ?ex(?:p|es)?|patterns?|expressions?|characters?|match(?:es|ing)?|negated|set|sed|grep)"
    r"\W*$",
    re.IGNORECASE,
)
_REGEX_NAME = re.compile(r".-.|[^\w\s.:-]|\\")
_PERSON = re.compile(
    r"\b(?:twitter|github|gitlab|mastodon|bluesky|threads|instagram|telegram|slack|discord|tiktok|youtube|follow|thanks"
    r"|thanks to|thank you|cc|via|ping|tweets?|tweeted|handle|user|username|account|hi|hello|hey|dear|channel|x)"
    r"[ \t:,(]*$",
    re.IGNORECASE,
)
_AT_RULES = frozenset(
    "media import charset supports keyframes page layer namespace param params return returns throws since deprecated"
    " override property dataclass staticmethod classmethod todo see author version here everyone all channel".split(),
)
_SURE = frozenset({Form.SPECIAL, Form.CITEKEY})


def before(mask: str, mark: Mark, reach: int = 40) -> str:
    """Return what stands on the line before a mark."""
    low = max(0, mark.start - reach)
    start = max(mask.rfind("\n", low, mark.start) + 1, low)
    return mask[start : mark.start]


def begins_line(mask: str, mark: Mark) -> bool:
    """Tell whether nothing but quote marks, a bullet and emphasis stand before a mark on its line."""
    return not before(mask, mark).strip(" \t>*+_•-")


def is_index(mask: str, mark: Mark) -> bool:
    """Tell whether `[2]` is an index (`x[2]`, `args[0]`, `row_ids[1] = 5`) or part of a URL.

    A word glued to a mark is usual (`companies spend[1].`), so the word has to look like a name in a program.
    """
    if mask[mark.start] in "［〔":
        return False  # no program has such brackets
    left = before(mask, mark)
    right = mask[mark.end : mark.end + 8]
    between_digits = left[-1:].isdecimal() and right[:1].isdecimal()
    if between_digits or _SUM_AFTER.match(right) or _SUM_BEFORE.search(left):
        return True
    if left.endswith("_") and (stressed := _STRESSED.search(before(mask, mark, 300))):
        left = stressed[0].strip("_")
    if left[-1:] and not left[-1].isspace():
        left = _CHAIN.sub("", left)
        capital = _CAPITAL.search(left)
        near = mask[max(0, mark.start - _NEAR) : mark.end + _NEAR] if capital else ""
        if capital and re.search(rf"(?<!\w){capital[0]}[ \t]*(?::?=|∈)", near):
            return True  # T[1], where the note says that T = …
        if _CALL.search(left) or (_INDEXED.search(left) and not re.search(r"[\])]\s*$", left)):
            return True
        if "/" in before(mask, mark, 300) and _IN_URL.search(before(mask, mark, 300)) and re.match(r"[=&/%\w]", right):
            return True
        more = _MORE.match(mask, mark.end)
        return left[-1:].isalnum() and bool(_OPERATOR.match(mask, more.end() if more else mark.end))
    return False


def is_lettered(mask: str, mark: Mark) -> bool:
    """Tell whether a mark stands behind a lone capital letter (`L[20]`), where a number that the list lacks is none."""
    return bool(_CAPITAL.search(before(mask, mark)))


def is_key_of_index(mask: str, mark: Mark) -> bool:
    """Tell whether `['k'][1]` or `[i][1]` behind a word is an entry of a table, and no link with a number."""
    quoted = mark.title[:1] in ("'", '"') and mark.title[-1:] == mark.title[:1]
    return (quoted or len(mark.title) == 1) and mask[mark.start - 1].isalnum()


def is_interval(mask: str, mark: Mark) -> bool:
    """Tell whether `[0, 1]` is an interval, a vector or a list of numbers in the sentence."""
    numbers = mask[mark.start : mark.end]
    # what has ranges or parts in it is no row of numbers
    is_row = ";" not in numbers and not ("," in numbers and _RANGE.search(numbers))
    return bool((is_row and _INTERVAL.search(before(mask, mark))) or _MAPPED.match(mask, mark.end, mark.end + 6))


def plausible(label: str) -> bool:
    """Tell whether a number may be a missing entry; a year or a port is none, and lists begin at 1."""
    return not label.isdecimal() or 1 <= int(label) <= 999


def is_glued_number(mask: str, mark: Mark) -> bool:
    """Tell whether digits behind a full stop are no mark: `Fig.3`, `No.2`, `v.4`."""
    left = before(mask, mark)
    word = re.search(r"(?<![^\W\d_])[^\W\d_]+(?=\.$)", left)
    if word is None:
        return False
    # the letter of a page, but not the end of 10 m, 5 °C, 1990s, the U.S.
    lone = len(word[0]) < 2 and not re.search(r"[\d°.][ \xa0]?$", left[: word.start()])
    return lone or word[0].lower() in _ABBREVIATED


def is_in_pattern(mask: str, mark: Mark) -> bool:
    """Tell whether `[^1]` is a part of a regular expression even where there is a footnote 1: `[^1]+`, `/[^1]/`."""
    after = mask[mark.end : mark.end + 1]
    return after in ("+", "{") or (after == "/" and mask[mark.start - 1] == "/")


def is_footnote_mark(mask: str, mark: Mark, *, defined: bool) -> bool:
    """Tell whether `[^x]` without a text is a mark that lost it, and no class of a regular expression."""
    label = mark.labels[0]
    if _REGEX_AFTER.match(mask, mark.end) or _REGEX_NAME.search(label):
        return False
    left = before(mask, mark)
    if left[-1:] and left[-1] in "(/\\|^$=*+?{`'\"":
        return False
    if _REGEX_BEFORE.search(left) and not (defined and left[-1].isalnum()):
        return False
    if label.replace("_", "").isdecimal():
        return True
    glued = bool(left) and not left[-1].isspace() and left[-1] != "["
    return (defined and glued) or (len(label) > 1 and (defined or glued))


def is_lost_key(mask: str, mark: Mark, known: Collection[str]) -> bool:
    """Tell whether `@key` in the sentence cites a key that the bibliography, whose keys are `known`, lacks.

    It is one for Pandoc; but a handle, a decorator and a rule of CSS are written alike. Where the known keys have
    numbers in them, a word without any is none of their kind.
    """
    label = mark.labels[0]
    if not known or "/" in label or label.casefold() in _AT_RULES or mask[mark.end : mark.end + 1] in tuple("@(={"):
        return False
    if mask.startswith("-", mark.start) or mask[mark.end - 1] == "]":
        return True
    end = mask.find("\n", mark.end)
    alone = begins_line(mask, mark) and not mask[mark.end : end if end >= 0 else len(mask)].strip()
    numbered = 2 * sum(any(map(str.isdecimal, name)) for name in known) > len(known)
    alike = not numbered or any(map(str.isdecimal, label))
    return alike and not alone and not _PERSON.search(before(mask, mark))
