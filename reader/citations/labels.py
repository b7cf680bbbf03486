"""The words under which a list of sources stands, in the languages of real notes.

A label is a heading, a bold or a bare line, `label:` alone or with the list behind it. How much a word says differs:
"bibliography" announces sources, "notes" may announce anything, and what stands under "see also" are links.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from reader.core.text import fold


class Weight(IntEnum):
    """What a label tells of the list under it."""

    LINKS = 0
    """A list of links: shown, never uncited."""
    WEAK = 1
    """Sources, if the entries look like sources."""
    STRONG = 2
    """Sources, also in plain words."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label on the sheet: where its line begins, where the list may begin behind it, its heading level (or 0)."""

    start: int
    rest: int
    weight: Weight
    level: int


_STRONG = (
    "citations|citation|references|works cited|work cited|cited sources|cited works|sources cited|references cited|sources|"
    "bibliography|footnotes|endnotes|literature cited|literature|citations and sources|list of references|reference list|"
    "quellen|quellenangaben|quellenangabe|quellenverzeichnis|literatur|literaturverzeichnis|einzelnachweise|belege|nachweise|"
    "fußnoten|endnoten|références|références bibliographiques|bibliographie|notes et références|"
    "referencias|referencias bibliográficas|bibliografía|fuentes|fuentes citadas|obras citadas|citas|bibliografia|fonti|"
    "riferimenti|referências|fontes|bronnen|referenties|källor|referenser|kilder|źródła|przypisy|bibliografia|literatura|"
    "kaynaklar|kaynakça|источники|список литературы|литература|примечания|сноски|джерела|"
    "参考资料|参考文献|参考資料|参考來源|参考来源|參考資料|參考文獻|引用来源|引用|引用文献|来源|资料来源|出典|参考|脚注|注释|註釋|"
    "참고문헌|참고 문헌|출처|각주|المراجع|مراجع|المصادر|مصادر|مصادر ومراجع|المصادر والمراجع|الهوامش|منابع|מקורות|हवाले|संदर्भ"
)
_WEAK = "source|reference|notes|quelle|anmerkungen|fuente|notas|kaynak|источник|referência|referencia|référence|参考链接|مرجع|مصدر"
_LINKS = (
    "see also|external links|links|related links|further reading|additional reading|resources|additional resources|credits|"
    "useful links|related|related reading|more information|learn more|read more|siehe auch|weblinks|weiterführende links|"
    "links und quellen|voir aussi|liens externes|liens|pour aller plus loin|véase también|ver también|enlaces externos|enlaces|"
    "veja também|ligações externas|vedi anche|collegamenti esterni|zie ook|externe links|ayrıca bakınız|dış bağlantılar|bağlantılar|"
    "ссылки|см. также|смотрите также|外部链接|外部連結|外部リンク|关连项目|関連項目|相关链接|相关阅读|延伸阅读|参见|参考リンク|관련 링크|같이 보기|"
    "외부 링크|انظر أيضا|انظر أيضًا|روابط خارجية|وصلات خارجية|اقرأ أيضا"
)
# `参考` alone also stands in the wild as a shortened "参考资料"; `مراجع` and `المراجع`, `参 考` with its article or blank are one word here.
_NAMES: dict[str, Weight] = {
    **{fold(name): Weight.LINKS for name in _LINKS.split("|")},
    **{fold(name): Weight.WEAK for name in _WEAK.split("|")},
    **{fold(name): Weight.STRONG for name in _STRONG.split("|")},
    # the spelling of the facts that lacks its article, and half a word
    "参考": Weight.STRONG,
    "参考链接": Weight.LINKS,
    "مراجع": Weight.STRONG,
    "参照": Weight.STRONG,
    "مراجع ومصادر": Weight.STRONG,
    "مرجع": Weight.WEAK,
    "참고": Weight.STRONG,
    "참고 자료": Weight.STRONG,
    "참고자료": Weight.STRONG,
}
_QUALIFIERS = frozenset(
    "selected key main primary secondary additional list of cited numbered inline suggested external footnote citation source"
    " reference literature ausgewählte weitere verwendete".split(),
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|ve|и|en|og|och)\s+|\s*[&/+,、]\s*|\s*(?:和|与|及)\s*|\s+و\s*")
_FIRST = {re.split(r"\W", name)[0] for name in _NAMES} | _QUALIFIERS
_FIRST_WORD = re.compile(r"\n[^\w\n\0]{0,20}(?:_+|\d[\d.]*[.):]?[ \t]+[*_]*|[IVX]+\.[ \t]+)?([^\W\d_]+)")
_CANDIDATE = re.compile(
    r"\n(?P<lead>[ \t>]*(?:\[![\w-]+\][+-]?[ \t]*)?(?:\|[ \t]*)?(?P<hashes>#{1,6})?[ \t]*(?:[-*+•][ \t]+(?=[*_]))?[*_]{0,3}"
    r"[^\w\n\[\](){}|<>/\\\"'`$@.,;:=\0-]{0,4}(?:(?:\d{1,2}|[IVX]{1,5})(?:\.\d{1,2})*[.):]?[ \t]+)?[*_]{0,3})"
    r"(?P<name>[^\W\d_][^\n:：*_\[\](){}|<>\0#=]{0,44})"
    r"(?P<tail>[*_]{0,3}[ \t]*(?:\([^()\n]{0,20}\))?(?:[ \t]*[:：][*_]{0,3}|[*_]{1,3}[ \t]*[:：]?)?"
    r"(?:[ \t]*#+)?(?:[ \t]*\{[^{}\n]*\})?(?:[ \t]*\|)?[ \t\\]*)(?:(?=\n|\Z)|(?<=[:：*_\s])(?P<more>))",
)


def weight(name: str) -> Weight | None:
    """Return what `name` announces as a label, or None where it is no label.

    >>> weight("Notes and References") == Weight.STRONG
    True
    >>> weight("Reference counting") is None
    True
    """
    folded = " ".join(fold(name).split()).strip(" .…-–—")
    known = _NAMES.get(folded)
    if known is not None:
        return known
    parts = _AND.split(folded)
    if len(parts) > 3:
        return None
    weights = [_single(part) for part in parts]
    found = [part for part in weights if part is not None]
    return max(found) if found and len(found) == len(weights) else None


def _single(name: str) -> Weight | None:
    known = _NAMES.get(name)
    words = name.split()
    while known is None and len(words) > 1 and words[0] in _QUALIFIERS:
        words = words[1:]
        known = _NAMES.get(" ".join(words))
    if known is None and len(words) == 2 and words[1] in {"used", "consulted", "list", "section", "cited", "quoted"}:
        known = _NAMES.get(words[0])
    return known


def find_labels(mask: str) -> list[Label]:
    """Return the labels on a sheet's mask, in the order of the text."""
    found: list[Label] = []
    if _FIRST.isdisjoint(word.casefold() for word in _FIRST_WORD.findall(mask)):
        return found
    for line in _FIRST_WORD.finditer(mask):
        if line[1].casefold() in _FIRST:
            match = _CANDIDATE.match(mask, line.start())
            label = match and _label(match)
            if label:
                found.append(label)
    return found


def _label(match: re.Match[str]) -> Label | None:
    tail = match["tail"]
    marked = ":" in tail or "：" in tail or "*" in tail or "_" in tail
    if match["more"] is not None and (match["hashes"] or not marked):
        return None
    value = weight(match["name"])
    return None if value is None else Label(match.start() + 1, match.end(), value, len(match["hashes"] or ""))
