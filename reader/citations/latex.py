r"""Turn a value of BibTeX into plain text: accents composed, commands for letters and signs spelled, braces gone."""

import re
import unicodedata

from reader.citations.tidy import lowered, raised

_COMBINING = dict(
    zip(
        "\"'`^~=.Hckruvdb",
        "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u030b\u0327\u0328\u030a\u0306\u030c\u0323\u0331",
        strict=True,
    ),
)
_ACCENT = re.compile(
    r"\\([\"'`^~=.]|[Hckruvdb](?![A-Za-z]))\s*"
    r"(?:\{\s*(\\[ij](?![A-Za-z])|[^\W\d_])\s*(?:\{\})?\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))"
)
_MATH = re.compile(r"(?<!\\)\$((?:[^$\\]|\\.){1,2000}?)\$", re.DOTALL)
_IN_MATH = re.compile(r"\\(?:math\w+|text\w*|rm|it|bf|mbox|left|right|,|;|!|:)(?![A-Za-z])\s*")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]{0,200})\}|(\\[A-Za-z]+|[^\s{}\\]))")
_TEXT_SCRIPT = re.compile(r"\\text(super|sub)script\s*\{([^{}]{0,200})\}")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_TOKEN = re.compile(
    r"\\(?:(?P<word>[A-Za-z]+)\*?[ \t\n]*|(?P<sign>.)|$)|(?P<drop>[{}])|(?P<mark>~|---?|``|'')", re.DOTALL
)
_MARKS = {"~": " ", "--": "–", "---": "—", "``": "“", "''": "”"}
_SIGNS = dict.fromkeys(" \n\t,;:\\", " ") | dict.fromkeys("-/!()[]", "")
_LETTERS = (
    "ss ß SS ẞ o ø O Ø ae æ AE Æ oe œ OE Œ aa å AA Å l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ "
    "textendash – textemdash — textquoteright ’ textquoteleft ‘ textquotedblleft “ textquotedblright ” "
    "quotedblbase „ quotesinglbase ‚ guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright › ldots … "
    "dots … textellipsis … textasciitilde ~ textasciicircum ^ textbackslash \\ textbraceleft { textbraceright } "
    "lbrace { rbrace } textunderscore _ textdollar $ textbar | textless < textgreater > textquotesingle ' "
    'textquotedbl " textasciigrave ` copyright © textcopyright © textregistered ® texttrademark ™ pounds £ '
    "textsterling £ euro € texteuro € textyen ¥ S § P ¶ dag † ddag ‡ textdegree ° degree ° textperiodcentered · "
    "textbullet • slash / times × texttimes × pm ± cdot · infty ∞ to → rightarrow → leftarrow ← leq ≤ le ≤ geq ≥ "
    "ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ ell ℓ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ sqrt √ in ∈ forall ∀ exists ∃ "
    "prime ′ circ ° ast * star ⋆ mid | alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ "
    "vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi "
    "φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω TeX "
    "TeX LaTeX LaTeX BibTeX BibTeX"
).split(" ")
_WORDS = dict(zip(_LETTERS[::2], _LETTERS[1::2], strict=True)) | {"par": " ", "newline": " ", "space": " ", "quad": " "}


def untex(value: str) -> str:
    r"""Return a value of BibTeX as plain text.

    >>> untex(r"{\"U}ber die $\alpha$-Teilchen --- {\O}rsted \& S{\o}n")
    'Über die α-Teilchen — Ørsted & Søn'
    """
    if "$" in value:
        value = _MATH.sub(_math, value)
    if "\\" in value:
        value = _HREF.sub("", value)
        value = _ACCENT.sub(_accented, value)
        value = _TEXT_SCRIPT.sub(lambda match: (raised if match[1] == "super" else lowered)(match[2]), value)
    return unicodedata.normalize("NFC", _TOKEN.sub(_spelled, value))


def _math(match: re.Match[str]) -> str:
    inner = match[1]
    if inner[0].isdigit() and not re.search(r"[\\^_=]", inner) and " " in inner:
        # $5 and $10 are prices
        return match[0].replace("$", "\\$")
    inner = _IN_MATH.sub("", inner)
    return _SCRIPT.sub(lambda each: (raised if each[1] == "^" else lowered)(each[2] or each[3] or ""), inner)


def _accented(match: re.Match[str]) -> str:
    base = (match[2] or match[3]).lstrip("\\")
    return base + _COMBINING[match[1]]


def _spelled(match: re.Match[str]) -> str:
    if match["word"] is not None:
        return _WORDS.get(match["word"], "")
    if match["sign"] is not None:
        return _SIGNS.get(match["sign"], match["sign"])
    return _MARKS[match["mark"]] if match["mark"] else ""
