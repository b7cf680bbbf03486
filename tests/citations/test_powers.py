"""Raised numbers: behind a base they are powers, and marks behind every other word."""

import pytest

from reader.citations.read import read
from reader.core.note import Stamp
from reader.files.parse import parse

_LIST = "\n\nThis is certain.¹\n\nSources\n[1] https://a.example/1\n[2] https://a.example/2\n"
_WORDS = (
    "Henry V|Generation Z|page 12|in 44 BC|$1.2bn|5 l|3 kg|by|my|vitamin C|hepatitis B|TNF-α|25(OH)D|IL-6|B12|p53"
    "|H1N1|B2B|C-3PO|GPT-4o|A4|G20|F1|James’s|James's|the cats’|dogs'|README.md|node.js|भारत|น้ำ"
    "|ਪਾਣੀ|שלום|ماء|هو|мир|он|水|東京|바다|the WHO (WHO)|Union (EU)|office (UN)|FAO (FAO)|(n = 12)|(p < 0.05)"
    "|(see below)|(US)|(UK)|10 °C|5°F|Section 4.2|Chapter 3.1.2|iPhone 15|Boeing 747|Apollo 11"
    "|<https://x.example/a>|line<br/>|line<br>|line <br />|CO<sub>2</sub>|H<sub>2</sub>O|H~2~O|CO~2~|CO₂|H₂O"
    "|CaCO₃|100 000|1,000|12,500|1.000.000|5–10|1914–18|2024-05-03|10:30|3:2|Go|Li|Xi|Al|Oz|Wu|là|où|né|du|le"
    "|es|ja|zu|da|wo|er|si|ya|yo|tú|él|há|já|só|på|så|og|ne|no|il|lo|ma|è|ê|à|se|те|на|не|да|vi|av|en|af|op"
    "|te|is|to|it|so|go|5G|R&D|C++|C#|Ph.D|Ph.D.|Node.js|1990s|in 1999|1999/2000|2019–2020|Q3 2024|Windows 11"
    '|Fig. 3|Louis XIV|Type 2|№ 5|$5|$1.5|€7,50|50%|50 %|80 per cent|½|”|"|)|»|]|!|?|.|,|;|:|…|—|**bold**'
    "|*ital*|~~gone~~|==lit==|__under__|`code`|[page](https://x.example/p)|#tag|:smile:|😀|™|®|UTF-8|x86"
    "|Covid-19|SARS-CoV-2|NaCl|kWh|pH|mRNA|DNA|AI|IT|TV|UK|US|EU|the 1st|2nd|3rd|20th|two|word_count is|e.g."
    "|etc.|et al.|i.e.|U.S.|a.m.|Inc.|St. Paul|O'Neill|l’eau|d'or|qu’il|naïve|Straße|Größe|and/or|on-line|A–Z"
    "|km/h|mg/L|tonnes|metres|hectares"
).split("|")
_BASES = (
    "10 m|5 km|40 cm|3 mm|12 ft|6 in|2 ha|x|y|n|a|b|r|R|(x + 1)|(a+b)|(n-1)|(1 + r)|10|2|1.5|3,5|× 10|= 10"
    "|2·10|e|E = mc|E=mc|½mv|1/2 mv|πr|π r|ax|xy|dx|dt|gt|kx|ab|v|c|u|σ|α|χ|λ|m/s|m/sec|W/m|kg/m|N/m|log|sin"
    "|cos|tan|exp|x<sub>1</sub>|x_1|x~1~|x₁|km|cm|m|sec|s|CO|2n|3x|4a|O(n|O(log|(x)|(2n)|side a|f(x)|px|sq m|sq ft"
    "|μm|µm|100|1000|64|256|+|=|^|*x*|*n*|**x**|_r_|м|км|см|mi|yd|nm|dm"
).split("|")
_FORMS = ("²", "^2^", "<sup>2</sup>")


def _cites(claim: str) -> bool:
    found = read(parse((claim + _LIST).encode(), "tides.md", Stamp(0, 0)))
    marks = [*found.dangling, *(mark for mark, _ in found.marks())]
    return any(mark.line == 1 for mark in marks)


@pytest.mark.parametrize("form", _FORMS)
def test_a_mark_follows_any_word(form: str) -> None:
    """Names with numbers, short words of other languages, times, prices and formulas of chemistry are no bases."""
    lost = [word for word in _WORDS for after in ("", " and so.") if not _cites(f"The {word}{form}{after}")]
    assert lost == []


@pytest.mark.parametrize("form", _FORMS)
def test_a_power_has_a_base(form: str) -> None:
    """Units, variables, numbers and formulas in parentheses stay what they are."""
    false = [base for base in _BASES for after in ("", " and so.") if _cites(f"The {base}{form}{after}")]
    assert false == []


@pytest.mark.parametrize("claim", ["The Ca²⁺ ion", "the ¹⁴C date", "a ²³⁵U atom", "at 10⁻² m", "x²y³", "3²/₃", "¹/₂ l"])
def test_isotopes_and_ions_are_no_marks(claim: str) -> None:
    """What a raised number stands in may tell that it is none."""
    assert not _cites(claim)
