"""Letters of formulas in bold, script, fraktur and the like, as the characters that Unicode has for them.

Chromium draws MathML Core, which knows no `mathvariant` but `normal`: a bold vector would be a plain letter.
"""

import unicodedata
from xml.etree.ElementTree import Element

_NAMES = {
    "bold": "BOLD",
    "bold-italic": "BOLD ITALIC",
    "script": "SCRIPT",
    "bold-script": "BOLD SCRIPT",
    "fraktur": "FRAKTUR",
    "bold-fraktur": "BOLD FRAKTUR",
    "double-struck": "DOUBLE-STRUCK",
    "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "monospace": "MONOSPACE",
}
_ELSEWHERE = {
    "SCRIPT": "SCRIPT",
    "FRAKTUR": "BLACK-LETTER",
    "DOUBLE-STRUCK": "DOUBLE-STRUCK",
}
"""Letters that Unicode had before it had the rest of their alphabet have older names."""


def settle(formula: Element) -> None:
    """Write the letters of a formula in their variants; one that Unicode has not stays as it is."""
    for element in formula.iter():
        variant = _NAMES.get(element.get("mathvariant", ""))
        if variant is None or not element.text:
            continue
        element.text = "".join(_letter(char, variant) for char in element.text)
        del element.attrib["mathvariant"]


def _letter(char: str, variant: str) -> str:
    r"""Return a letter in a variant.

    >>> _letter("A", "BOLD"), _letter("R", "DOUBLE-STRUCK"), _letter("α", "BOLD ITALIC"), _letter("1", "BOLD")
    ('𝐀', 'ℝ', '𝜶', '𝟏')
    """
    if not (char.isalpha() or char.isdigit()) or len(name := unicodedata.name(char, "")) == 0:
        return char
    plain = name.replace("LATIN ", "").replace("GREEK ", "").replace(" LETTER ", " ")
    names = [f"MATHEMATICAL {variant} {plain}"]
    if older := _ELSEWHERE.get(variant):
        names += [f"{older} {plain}", f"{older} {plain.removeprefix('CAPITAL ')}"]
    if char.isdigit() and variant == "BOLD ITALIC":
        names.append(f"MATHEMATICAL BOLD {plain}")
    for wanted in names:
        try:
            return unicodedata.lookup(wanted)
        except KeyError:
            continue
    return char
