"""Encodings, damaged bytes and hostile files."""

from tests.files.odd.case import fenced, odd

GUESSED = ("encoding", 0)
TOLD = GUESSED
GERMAN = "# Über Köln\n\nÜber die Straßen von Köln läuft ein müder Bär. Er möchte größere Bäume sehen.\n"
FRENCH = "# Café crème\n\nUn café crème à l’hôtel — déjà vu. Les élèves étaient très occupés à l’école.\n"
RUSSIAN = "# О погоде\n\nЭто старая заметка о погоде. Сегодня идёт дождь, и я сижу дома с книгой.\n"
JAPANESE = "# 天気\n\nこれは古いメモです。天気について書きました。今日は雨が降っています。カタカナも。\n"
CHINESE = "# 天气\n\n这是一个旧的笔记。今天下雨，我在家看书。深度学习模型的成本正在下降。\n"
POLISH = "# Jaźń\n\nZażółć gęślą jaźń. Wczoraj padał deszcz, więc zostałem w domu z książką.\n"
GREEK = "# Καιρός\n\nΑυτό είναι ένα παλιό σημείωμα για τον καιρό.\n"
KOREAN = "# 메모\n\n이것은 오래된 메모입니다. 오늘은 비가 옵니다.\n"
ARABIC = "# الطقس\n\nهذه ملاحظة قديمة عن الطقس.\n"

ENCODINGS = [
    odd("UTF-8", GERMAN, text=GERMAN, encoding="utf-8"),
    odd(
        "UTF-16 little",
        b"\xff\xfe" + GERMAN.encode("utf-16-le"),
        TOLD,
        text=GERMAN,
        encoding="utf-16-le",
        title="Über Köln",
    ),
    odd(
        "UTF-16 big", b"\xfe\xff" + CHINESE.encode("utf-16-be"), TOLD, text=CHINESE, encoding="utf-16-be", title="天气"
    ),
    odd("UTF-32", b"\xff\xfe\0\0" + GERMAN.encode("utf-32-le"), TOLD, text=GERMAN, encoding="utf-32-le"),
    odd("UTF-16 unmarked", GERMAN.encode("utf-16-le"), GUESSED, text=GERMAN, encoding="utf-16-le"),
    odd("UTF-16 unmarked big Russian", RUSSIAN.encode("utf-16-be"), GUESSED, text=RUSSIAN, encoding="utf-16-be"),
    odd(
        "UTF-16 front matter",
        b"\xff\xfe" + fenced("title: One\ntags: [a]").encode("utf-16-le"),
        TOLD,
        title="One",
        tags=("a",),
    ),
    odd("UTF-16 odd length", b"\xff\xfe" + "# One\n".encode("utf-16-le") + b"x", GUESSED, title="One"),
    odd("cp1252 German", GERMAN.encode("cp1252"), GUESSED, text=GERMAN, encoding="cp1252", title="Über Köln"),
    odd("cp1252 French", FRENCH.encode("cp1252"), GUESSED, text=FRENCH, encoding="cp1252"),
    odd("cp1252 short", "Café".encode("cp1252"), GUESSED, text="Café", encoding="cp1252"),
    odd(
        "cp1252 front matter", fenced("title: Café\ntags: [été]").encode("cp1252"), GUESSED, title="Café", tags=("été",)
    ),
    odd("cp1250", POLISH.encode("cp1250"), GUESSED, text=POLISH, encoding="cp1250"),
    odd("KOI8-R", RUSSIAN.encode("koi8-r"), GUESSED, text=RUSSIAN, encoding="koi8_r"),
    odd("cp1251", RUSSIAN.encode("cp1251"), GUESSED, text=RUSSIAN, encoding="cp1251"),
    odd("cp1253", GREEK.encode("cp1253"), GUESSED, text=GREEK, encoding="cp1253"),
    odd("cp1256", ARABIC.encode("cp1256"), GUESSED, text=ARABIC, encoding="cp1256"),
    odd("Shift-JIS", JAPANESE.encode("shift_jis"), GUESSED, text=JAPANESE, encoding="cp932"),
    odd("EUC-JP", JAPANESE.encode("euc_jp"), GUESSED, text=JAPANESE, encoding="euc_jp"),
    odd("ISO-2022-JP", JAPANESE.encode("iso2022_jp"), GUESSED, text=JAPANESE, encoding="iso2022_jp"),
    odd("GB18030", CHINESE.encode("gb18030"), GUESSED, text=CHINESE, encoding="gb18030"),
    odd("EUC-KR", KOREAN.encode("euc_kr"), GUESSED, text=KOREAN, encoding="cp949"),
    odd(
        "damaged UTF-8",
        "# Über Köln \ufffd\n".encode().replace(b"\xef\xbf\xbd", b"\xff"),
        GUESSED,
        text="# Über Köln \ufffd\n",
        encoding="utf-8",
    ),
    odd(
        "UTF-8 cut short", "Größe, Straße, Bär".encode()[:-2], GUESSED, text="Größe, Straße, B\ufffd", encoding="utf-8"
    ),
    odd(
        "NULs",
        "# One\n\na\0b\0 and a long rest of the text, as it should be.\n",
        text="# One\n\na\0b\0 and a long rest of the text, as it should be.\n",
        title="One",
        encoding="utf-8",
    ),
    odd(
        "a picture",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0\xd3\x10?1" + bytes(range(32)) * 9,
        GUESSED,
        encoding="binary",
        title="a picture",
        tags=(),
    ),
    odd("zeros", b"\0" * 1000, GUESSED, encoding="binary", title="zeros"),
    odd(
        "line separators",
        "# One\u2028two\n\na\u2028b\x85c\x0cd\n",
        title="One two",
        text="# One\u2028two\n\na\u2028b\x85c\x0cd\n",
    ),
    odd("a mark in the middle", "a\ufeffb", text="a\ufeffb"),
    odd("a noncharacter", "# \U0010ffff\ufffe One\n", encoding="utf-8"),
]

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n" for before, key in zip("abcdefghi", "bcdefghij", strict=True)
)
DEEP = 20_000

HOSTILE = [
    odd("an alias bomb", fenced(f"title: One\n{BOMB}z: 1"), ("front-matter", 4), title="One", reading="salvaged"),
    odd("deep brackets", fenced("a: " + "[" * DEEP), ("front-matter", 2), body="Body.\n", reading="salvaged"),
    odd("deep and closed", fenced("a: " + "[" * DEEP + "]" * DEEP), ("front-matter", 2)),
    odd("deep braces", fenced("title: One\na: " + "{a: " * DEEP), ("front-matter", 3), title="One"),
    odd("deep JSON", fenced('{"title":"One","a":' + "[" * DEEP + "]" * DEEP + "}"), ("front-matter", 2), title="One"),
    odd("deep JSON objects", fenced('{"title":"One","a":' + '{"a":' * DEEP), ("front-matter", 2), title="One"),
    odd("deep TOML", '+++\ntitle = "One"\na = ' + "[" * DEEP + "\n+++\n", ("front-matter", 3), title="One"),
    odd("dotted TOML", '+++\ntitle = "One"\n' + ".".join("a" * DEEP) + " = 1\n+++\n", ("front-matter", 3), title="One"),
    odd("deep dashes", fenced("title: One\na:\n" + "- " * DEEP + "x"), ("front-matter", 4), title="One"),
    odd(
        "deep indents",
        fenced("\n".join(" " * depth + "a:" for depth in range(500))),
        ("front-matter", 65),
        reading="salvaged",
    ),
    odd(
        "a bomb of merges", fenced("a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b, *b]}\ntitle: One"), title="One"
    ),
    odd("a recursive alias", fenced("title: One\na: &a [*a]"), ("front-matter", 3), title="One"),
    odd("many questions", fenced("title: One\nx: {" + "? " * 1000 + "}"), ("front-matter", 3), title="One"),
    odd("a lot of backticks", "# One\n" + "`" * 50_000 + " #a " + "``" * 20_000, title="One"),
    odd("a lot of brackets", "# One\n" + "[" * 50_000 + "](" * 20_000 + "[[" * 20_000, title="One"),
    odd("a lot of dollars", "# One\n" + "$ $a" * 30_000 + " #b", title="One"),
    odd("a lot of comments", "# One\n" + "<!--" * 30_000 + " #b", title="One"),
    odd("a lot of fences", "# One\n" + "```\n~~~\n" * 20_000, title="One"),
    odd("a lot of headings", "## x\n" * 50_000 + "# One\n", title="a lot of headings"),
    odd("a lot of stars", "# " + "*a" * 2_000 + "_" * 1000 + "\n"),
    odd("a lot of tags", " ".join(f"#t{number}" for number in range(5_000))),
    odd(
        "a single line", "# One\n\n![x](data:image/png;base64," + "iVBORw0KGgo" * 100_000 + ")\n", title="One", tags=()
    ),
    odd(
        "a lot of keys",
        fenced("\n".join(f"k{number}: @x" for number in range(5_000))),
        ("front-matter", 2),
        reading="salvaged",
    ),
    odd("a lot of rules", "---\n" * 30_000, reading="yaml"),
]

CASES = [*ENCODINGS, *HOSTILE]
