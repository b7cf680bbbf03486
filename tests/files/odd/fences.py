"""Front matter that is well formed, in every format and between every fence."""

from tests.files.odd.case import fenced, odd

BOM = b"\xef\xbb\xbf"
INNER = '{"title":"Inner","tags":["c","b"],"aliases":"Other, Another"}'
NESTED = f'{{"title":"Outer","dg-note-properties":{INNER},"tags":["a","b"]}}'

YAML = [
    odd("no is a title", fenced("title: no"), title="no", reading="yaml"),
    odd("yes is a title", fenced("title: Yes"), title="Yes"),
    odd("on is a tag", fenced("tags: [on, off, y]"), tags=("on", "off", "y")),
    odd("a date is a title", fenced("title: 2024-01-05"), title="2024-01-05"),
    odd("a year is a title", fenced("title: 2024"), title="2024"),
    odd("a time is a title", fenced("title: 12:30:45"), title="12:30:45"),
    odd("leading zeros stay", fenced("tags: [08, 007, 0x1F]"), tags=("08", "007", "0x1F")),
    odd("a float stays", fenced("title: 1.10"), title="1.10"),
    odd("an exponent stays", fenced("title: 1e3"), title="1e3"),
    odd("an underscored number stays", fenced("title: 1_000"), title="1_000"),
    odd("a quoted null is text", fenced('title: "null"'), title="null"),
    odd("null is nothing", fenced("title: ~\ntags: null"), title="null is nothing", tags=()),
    odd("a folded title", fenced("title: >\n  One\n  two"), title="One two"),
    odd("a literal title", fenced("title: |\n  One\n  two"), title="One two"),
    odd("a title over two lines", fenced("title: One\n  two"), title="One two"),
    odd("a single quoted title", fenced("title: 'It''s fine: really'"), title="It's fine: really"),
    odd("a double quoted title", fenced('title: "Caf\\u00e9: \\"x\\""'), title='Café: "x"'),
    odd("a comment behind a value", fenced("title: One # two"), title="One"),
    odd("a hash inside a value", fenced("title: C# and F#"), title="C# and F#"),
    odd(
        "an anchor and its alias",
        fenced("title: &t One\nother: *t"),
        title="One",
        metadata={"title": "One", "other": "One"},
    ),
    odd(
        "merged mappings",
        fenced("base: &b {x: 1}\nmore:\n  <<: *b\n  y: 2"),
        metadata={"base": {"x": "1"}, "more": {"y": "2", "x": "1"}},
    ),
    odd("the last of two keys", fenced("title: One\ntitle: Two"), title="Two"),
    odd("nested lists", fenced("a: [[1, [2]], 3]"), metadata={"a": [["1", ["2"]], "3"]}),
    odd("an unknown tag is ignored", fenced("title: !important Now"), title="Now"),
    odd("Chinese keys", fenced("标题: 你好\ntitle: 世界"), title="世界", metadata={"标题": "你好", "title": "世界"}),
    odd("an upper case key", fenced("TITLE: One\nTAGS: [a]"), title="One", tags=("a",)),
    odd("a list of titles", fenced("title: [One]"), title="One"),
    odd("a wikilink as a title", fenced("title: [[One]]"), title="One"),
    odd("an emoji", fenced("title: 🌲 Trees"), title="🌲 Trees"),
]

JSON = [
    odd(
        "a digital garden",
        fenced('{"dg-publish":true,"permalink":"/a/b/","title":"One","tags":["x","y z"]}'),
        title="One",
        tags=("x", "y z"),
        permalink="/a/b/",
        reading="json",
        body="Body.\n",
    ),
    odd(
        "true is text",
        fenced('{"dg-publish":true,"n":1.50,"m":null}'),
        metadata={"dg-publish": "true", "n": "1.50", "m": ""},
    ),
    odd(
        "an illegal backslash",
        fenced('{"title":"One","up":"[[Page\\|Alias]]"}'),
        title="One",
        reading="json",
        metadata={"title": "One", "up": "[[Page|Alias]]"},
    ),
    odd(
        "many illegal backslashes",
        fenced('{"title":"a\\_b \\(c\\) \\x \\u12 \\"d\\" \\\\ e"}'),
        title='a_b (c) x u12 "d" \\ e',
    ),
    odd(
        "a raw line end in a string",
        fenced('{"title":"One","note":"first\nsecond"}'),
        title="One",
        metadata={"title": "One", "note": "first\nsecond"},
    ),
    odd("a raw tab in a string", fenced('{"title":"One\ttwo"}'), title="One two"),
    odd(
        "both at once", fenced('{"title":"One","x":"a\\|b\nc"}'), title="One", metadata={"title": "One", "x": "a|b\nc"}
    ),
    odd(
        "a rule inside a string",
        fenced('{"title":"One","x":"a\n---\nb"}'),
        title="One",
        body="Body.\n",
        metadata={"title": "One", "x": "a\n---\nb"},
    ),
    odd("a surrogate pair", fenced('{"title":"\\ud83d\\ude00 fun"}'), title="😀 fun", reading="json"),
    odd("half a surrogate pair", fenced('{"title":"a\\ud83db"}'), title="a\ufffdb"),
    odd("JSON on many lines", fenced('{\n  "title": "One",\n  "tags": ["a",\n "b"]\n}'), title="One", tags=("a", "b")),
    odd("a trailing comma", fenced('{"title":"One","tags":["a",],}'), title="One", tags=("a",), reading="yaml"),
    odd("single quotes", fenced("{'title':'One','tags':['a']}"), title="One", tags=("a",)),
    odd("JSON tags in a text", fenced('{"tags":"a, b c"}'), tags=("a", "b c")),
    odd("nested properties", fenced(NESTED), title="Outer", tags=("a", "b", "c"), aliases=("Other", "Another")),
    odd("a nested title only", fenced('{"dg-note-properties":{"title":"Inner"}}'), title="Inner"),
    odd(
        "JSON without a fence",
        '{\n"title": "One",\n"tags": ["a"]\n}\n\nBody.\n',
        title="One",
        tags=("a",),
        body="\nBody.\n",
        reading="json",
    ),
    odd("a very large number", fenced('{"title":"One","n":' + "9" * 5000 + "}"), title="One"),
    odd("not a number", fenced('{"title":NaN}'), title="NaN"),
    odd("a JSON list is no metadata", fenced('["a","b"]', "# One\n"), title="One", metadata={}, body_start=0),
    odd("a repeated key", fenced('{"title":"One","title":"Two"}'), title="Two"),
    odd(
        "a gray-matter language", '---json\n{"title":"One"}\n---\nBody.\n', title="One", reading="json", body="Body.\n"
    ),
]

TOML = [
    odd(
        "plain TOML",
        '+++\ntitle = "One"\ntags = ["a", "b"]\n+++\nBody.\n',
        title="One",
        tags=("a", "b"),
        reading="toml",
        body="Body.\n",
    ),
    odd(
        "a TOML date",
        "+++\ndate = 2024-01-05\nupdated = 2024-01-06T10:00:00Z\n+++\n",
        created="2024-01-05",
        updated="2024-01-06T10:00:00+00:00",
    ),
    odd("Zola's taxonomies", '+++\ntitle = "One"\n[taxonomies]\ntags = ["a"]\n+++\n', tags=("a",)),
    odd("TOML scalars", "+++\na = true\nb = 1.50\nc = 7\n+++\n", metadata={"a": "true", "b": "1.50", "c": "7"}),
    odd("an array of tables", '+++\n[[a]]\nb = "1"\n[[a]]\nb = "2"\n+++\n', metadata={"a": [{"b": "1"}, {"b": "2"}]}),
    odd(
        "broken TOML",
        '+++\ntitle = "One"\nauthor = Bob\ntags = ["a"]\n+++\nBody.\n',
        ("front-matter", 3),
        title="One",
        tags=("a",),
        reading="salvaged",
        body="Body.\n",
    ),
    odd("TOML with CRLF", '+++\r\ntitle = "One"\r\n+++\r\nBody.\r\n', title="One", body="Body.\r\n"),
    odd("pluses that are no fence", "+++\nJust a line\n+++\n", body_start=0, metadata={}),
]

SHAPES = [
    odd("a byte order mark", BOM + b"---\ntitle: One\n---\nBody.\n", title="One", body="Body.\n", encoding="utf-8"),
    odd("a blank line before", "\n\n---\ntitle: One\n---\nBody.\n", title="One", body="Body.\n", body_line=6),
    odd("blanks behind the fence", "---  \ntitle: One\n--- \t\nBody.\n", title="One", body="Body.\n"),
    odd(
        "CRLF",
        "---\r\ntitle: One\r\ntags: [a]\r\n---\r\nBody.\r\n",
        title="One",
        tags=("a",),
        body="Body.\r\n",
        body_line=5,
    ),
    odd("lone CR", "---\rtitle: One\r---\rBody.\r", title="One", body="Body.\r", body_line=4),
    odd("mixed ends", "---\r\ntitle: One\n---\rBody.\r\nMore.\n", title="One", body="Body.\r\nMore.\n", body_line=4),
    odd("closed by dots", "---\ntitle: One\n...\nBody.\n", title="One", body="Body.\n"),
    odd("an empty fence", "---\n---\nBody.\n", title="an empty fence", body="Body.\n", reading="yaml"),
    odd("a blank fence", "---\n\n \n---\nBody.\n", body="Body.\n", reading="yaml"),
    odd("long fences", "-----\ntitle: One\n-----\nBody.\n", title="One", body="Body.\n"),
    odd("nothing behind the fence", "---\ntitle: One\n---", title="One", body=""),
    odd("no line end at all", "---", title="no line end at all", body="---"),
    odd("an empty file", "", title="an empty file", body="", reading="none"),
    odd("only blanks", " \n\t\n", title="only blanks", body=" \n\t\n"),
    odd("only a mark", BOM, title="only a mark", text=""),
    odd(
        "never closed",
        "---\ntitle: One\ntags: [a]\n\nBody.\n",
        ("front-matter", 1),
        title="One",
        tags=("a",),
        body="\nBody.\n",
    ),
    odd("never closed prose", "---\nJust a line.\n\nMore.\n", title="never closed prose", body_start=0),
    odd("never closed prose with a colon", "---\nWarning: just a line.\n\nMore.\n", body_start=0, metadata={}),
    odd("slides", "---\nHello, all: well.\n\nA b: c: d.\nMore\n\n---\nNext.\n", body_start=0, metadata={}),
    odd("prose between rules", "---\nSome prose here.\n---\nMore.\n", body_start=0, metadata={}, reading="none"),
    odd("a heading between rules", "---\n# One\n---\nMore.\n", title="One", body_start=0),
    odd("a list between rules", "---\n- a\n- b\n---\nMore.\n", body_start=0, metadata={}),
    odd("a rule later on", "Some prose.\n\n---\ntitle: One\n---\n", title="a rule later on", body_start=0),
    odd("an indented fence", "    ---\n    title: One\n    ---\n", body_start=0),
    odd("a fence inside a block", fenced("title: One\ntext: |\n  a\n  --- b"), title="One"),
    odd("two fences", fenced("title: One", "---\ntitle: Two\n---\n"), title="One", body="---\ntitle: Two\n---\n"),
]

CASES = [*YAML, *JSON, *TOML, *SHAPES]
