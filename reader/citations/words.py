"""The label words that real notes use, in the languages of the facts and their neighbours, folded by `labels`."""

SOURCES = (
    "citations|citation|references|works cited|work cited|cited sources|cited works|sources cited|"
    "references cited|sources|bibliography|footnotes|endnotes|literature cited|literature|"
    "citations and sources|list of references|reference list|quellen|quellenangaben|quellenangabe|"
    "quellenverzeichnis|literatur|literaturverzeichnis|einzelnachweise|belege|nachweise|fußnoten|"
    "endnoten|références|références bibliographiques|bibliographie|notes et références|referencias|"
    "referencias bibliográficas|bibliografía|fuentes|fuentes citadas|obras citadas|citas|bibliografia|"
    "fonti|riferimenti|referências|fontes|bronnen|referenties|källor|referenser|kilder|źródła|przypisy|"
    "literatura|kaynaklar|kaynakça|источники|список литературы|литература|примечания|сноски|джерела|"
    "参考资料|参考文献|参考資料|参考來源|参考来源|參考資料|參考文獻|引用来源|引用|引用文献|来源|"
    "资料来源|出典|参考|脚注|注释|註釋|참고문헌|참고 문헌|출처|각주|المراجع|مراجع|المصادر|مصادر|"
    "مصادر ومراجع|المصادر والمراجع|الهوامش|منابع|מקורות|हवाले|संदर्भ|参照|مراجع ومصادر|참고|참고 자료|"
    "참고자료"
).split("|")
"""Words that announce sources, also in plain words."""

MAYBE = (
    "source|reference|notes|quelle|anmerkungen|fuente|notas|kaynak|источник|referência|referencia|référence|مرجع|مصدر"
).split("|")
"""Words that announce sources where the entries look like sources."""

LINKS = (
    "see also|external links|links|related links|further reading|additional reading|resources|"
    "additional resources|credits|useful links|related|related reading|more information|learn more|"
    "read more|siehe auch|weblinks|weiterführende links|links und quellen|voir aussi|liens externes|"
    "liens|pour aller plus loin|véase también|ver también|enlaces externos|enlaces|veja também|"
    "ligações externas|vedi anche|collegamenti esterni|zie ook|externe links|ayrıca bakınız|"
    "dış bağlantılar|bağlantılar|ссылки|см. также|смотрите также|外部链接|外部連結|外部リンク|关连项目|"
    "関連項目|相关链接|相关阅读|延伸阅读|参见|参考リンク|관련 링크|같이 보기|외부 링크|انظر أيضا|"
    "انظر أيضًا|روابط خارجية|وصلات خارجية|اقرأ أيضا|参考链接"
).split("|")
"""Words that announce links: shown, and never uncited."""
