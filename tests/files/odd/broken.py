"""Front matter that is broken, as people break it, and metadata without a fence."""

from tests.files.odd.case import fenced, odd

BROKEN = [
    odd(
        "a colon in the title",
        fenced("title: Foo: bar\ntags: [a]"),
        ("front-matter", 2),
        title="Foo: bar",
        tags=("a",),
        reading="salvaged",
        body="Body.\n",
    ),
    odd(
        "an at sign",
        fenced("title: One\nauthor: @x"),
        ("front-matter", 3),
        title="One",
        metadata={"title": "One", "author": "@x"},
    ),
    odd("a backtick", fenced("title: `x` and y"), ("front-matter", 2), title="`x` and y"),
    odd("a code title with a colon", fenced("title: `x: y`"), ("front-matter", 2), title="`x: y`"),
    odd(
        "a percent item",
        fenced("title: One\naliases:\n  - '?'\n  - %"),
        ("front-matter", 5),
        aliases=("?", "%"),
        title="One",
    ),
    odd("a tab indent", fenced("title: One\ntags:\n\t- a\n\t- b"), ("front-matter", 4), title="One", tags=("a", "b")),
    odd(
        "a date template",
        fenced("created: {{date}}\ntags:\n  - a"),
        tags=("a",),
        created=None,
        reading="yaml",
        metadata={"created": "{{date}}", "tags": ["a"]},
    ),
    odd("a title template", fenced("title: {{title}} on {{date:YYYY}}"), title="{{title}} on {{date:YYYY}}"),
    odd(
        "a Templater command", fenced("title: <% tp.file.title %>\ntags: [a]"), title="<% tp.file.title %>", tags=("a",)
    ),
    odd("a control character", fenced("title: One\x07\ntags: [a]"), ("front-matter", 2), title="One", tags=("a",)),
    odd("a NUL", fenced("title: One\x00Two\ntags: [a]"), ("front-matter", 2), title="OneTwo", tags=("a",)),
    odd("an unclosed quote", fenced('title: "One\ntags: [a]'), ("front-matter", 2), tags=("a",), title='"One'),
    odd("an unclosed bracket", fenced("title: One\ntags: [a, b"), ("front-matter", 3), title="One", tags=("a", "b")),
    odd(
        "an apostrophe too many",
        fenced("title: 'It's here'\ntags: [a]"),
        ("front-matter", 2),
        title="It's here",
        tags=("a",),
    ),
    odd("a star first", fenced("title: *One* two\ntags: [a]"), ("front-matter", 2), title="*One* two", tags=("a",)),
    odd("an ampersand first", fenced("title: & more\ntags: [a]"), ("front-matter", 2), title="& more", tags=("a",)),
    odd(
        "an exclamation mark", fenced("title: !Wow! it: works\ntags: [a]"), ("front-matter", 2), title="!Wow! it: works"
    ),
    odd("a bad escape", fenced('title: "C:\\data"\ntags: [a]'), ("front-matter", 2), title="C:\\data", tags=("a",)),
    odd("an equals sign", fenced("title = One\ntags: [a]"), ("front-matter", 2), title="One", tags=("a",)),
    odd("a stray line", fenced("title: One\noops\ntags: [a]"), ("front-matter", 3), title="One", tags=("a",)),
    odd("a wikilink with a bar", fenced('up: "[[Page\\|Alias]]"\ntitle: One'), ("front-matter", 2), title="One"),
    odd(
        "bare wikilinks",
        fenced("title: One\nup: [[A]], [[B]]"),
        ("front-matter", 3),
        title="One",
        metadata={"title": "One", "up": "[[A]], [[B]]"},
    ),
    odd(
        "an alias of nothing",
        fenced("title: One\nx: *y"),
        ("front-matter", 3),
        title="One",
        metadata={"title": "One", "x": "*y"},
    ),
    odd(
        "a Python object",
        fenced('title: One\nx: !!python/object/apply:os.system ["true"]'),
        ("front-matter", 3),
        title="One",
    ),
    odd("a mapping as a key", fenced("title: One\n? {a: b}\n: c"), ("front-matter", 3), title="One"),
    odd(
        "JSON without an end",
        fenced('{"title":"One","tags":["a","b"]'),
        ("front-matter", 2),
        title="One",
        tags=("a", "b"),
        reading="salvaged",
    ),
    odd("JSON without a comma", fenced('{"title":"One" "tags":["a"]}'), ("front-matter", 2), title="One", tags=("a",)),
    odd(
        "prose with colons",
        "---\nHe said: well: this is no metadata at all\nand went on.\nAnd on.\nAnd on.\n---\n",
        ("front-matter", 2),
        metadata={},
        body_start=0,
    ),
    odd("a commented title", fenced("# title: Old\ntitle: New: er"), ("front-matter", 3), title="New: er"),
    odd("an indented first key", fenced("  title: One\n  tags: [a]"), title="One", tags=("a",)),
    odd("keys at two depths", fenced(" title: One\ntags: [a]"), ("front-matter", 3), title="One", tags=("a",)),
]

HEADERS = [
    odd(
        "MultiMarkdown",
        "Title: A walk\nAuthor: Me\nTags: hills, sheep\n\nIt rained.\n",
        title="A walk",
        tags=("hills", "sheep"),
        reading="header",
        body="It rained.\n",
        body_line=5,
    ),
    odd(
        "Pelican",
        "Title: A walk\nDate: 2024-01-05 10:20\nModified: 2024-02-01\nLang: de\nSlug: walk\n\nBody.\n",
        created="2024-01-05T10:20:00",
        updated="2024-02-01",
        language="de",
    ),
    odd("a title line only", "Title: A walk\n\nBody.\n", title="A walk", body="Body.\n"),
    odd(
        "a continued header",
        "Title: A walk\nSummary: Long\n    and longer\n\nBody.\n",
        title="A walk",
        metadata={"Title": "A walk", "Summary": "Long and longer"},
    ),
    odd(
        "a header with CRLF", "Title: A walk\r\nTags: a\r\n\r\nBody.\r\n", title="A walk", tags=("a",), body="Body.\r\n"
    ),
    odd("a colon in a header", "Title: A walk: the end\nURL: https://example.org\n\nBody.\n", title="A walk: the end"),
    odd("prose that looks like a header", "Note: this is prose.\nIt goes on.\n", body_start=0, metadata={}),
    odd("a single other header", "Date: tomorrow, I hope\n\nBody.\n", body_start=0, metadata={}),
    odd("a header and prose", "Title: A walk\nand then prose.\n", body_start=0, metadata={}),
    odd(
        "Logseq",
        "title:: A walk\ntags:: hills, [[big sheep]]\nalias:: Stroll\n\n- It rained.\n",
        title="A walk",
        tags=("big sheep", "hills"),
        aliases=("Stroll",),
        reading="properties",
        body="\n- It rained.\n",
    ),
    odd(
        "Logseq hash tags",
        "tags:: #hills #[[big sheep]]\n- It rained.\n",
        tags=("big sheep", "hills"),
        body="- It rained.\n",
    ),
    odd("a Logseq block property", "- It rained.\n  id:: 123\n", body_start=0, metadata={}),
    odd("an empty Logseq property", "icon::\ntype:: x\n", metadata={"icon": "", "type": "x"}, body=""),
    odd("code with two colons", "std::string x;\n", body_start=0, metadata={}),
]

CASES = [*BROKEN, *HEADERS]
