"""Tags, titles, dates and languages, wherever they stand."""

from tests.files.odd.case import fenced, odd

PROPERTY_TAGS = [
    odd("tags in a list", fenced("tags: [a, b]"), tags=("a", "b")),
    odd("tags in lines", fenced("tags:\n- a\n- b"), tags=("a", "b")),
    odd("tags with commas", fenced("tags: a, b c , d"), tags=("a", "b c", "d")),
    odd("tags with blanks", fenced("tags: a b  c"), tags=("a", "b", "c")),
    odd("blanks inside a list", fenced("tags: [machine learning, 'New York']"), tags=("machine learning", "New York")),
    odd("no tags", fenced("tags:"), tags=()),
    odd("an empty list", fenced("tags: []"), tags=()),
    odd("a hash tag", fenced("tags: #work"), tags=("work",)),
    odd("hash tags in lines", fenced("tags:\n  - #work\n  - #home"), tags=("work", "home")),
    odd("hash tags in a list", fenced("tags: ['#work', \"#home\"]"), tags=("work", "home")),
    odd("bare hash tags in a list", fenced("tags: [#work, #home]"), ("front-matter", 2), tags=("work", "home")),
    odd("one tag key", fenced("tag: a"), tags=("a",)),
    odd("an upper case tag key", fenced("TAG: [a]"), tags=("a",)),
    odd("both keys", fenced("tags: [a]\ntag: b"), tags=("a", "b")),
    odd("doubled tags", fenced("tags: [AI, ai, Café, cafe\u0301, CAFÉ]"), tags=("AI", "Café")),
    odd("nested tags", fenced("tags: [history/china, /a/, a//b]"), tags=("history/china", "a", "a//b")),
    odd("useless tags", fenced("tags: ['', '#', '/', ' ']"), tags=()),
    odd(
        "foreign tags", fenced("tags: [深度学习, история, 'ملاحظة', 🌲]"), tags=("深度学习", "история", "ملاحظة", "🌲")
    ),
    odd("wikilinked tags", fenced('tags: ["[[a]]", "[[b c]]"]'), tags=("a", "b c")),
    odd("a mapping of tags", fenced("tags: {a: 1}"), tags=()),
]

INLINE_TAGS = [
    odd("inline", "Some #work and #home/garden, (#brackets) too.\n", tags=("work", "home/garden", "brackets")),
    odd("inline first", "#first\n", tags=("first",)),
    odd("numbers are none", "See #1, #123 and #2024/01 but #y2k.\n", tags=("y2k",)),
    odd("headings are none", "#Not a heading\n# Heading\n## Other\n", tags=("Not",), title="Heading"),
    odd("code is none", "`#a` ``b ` #c`` #d\n\n```\n#e\n```\n\n    #f\n", tags=("d",)),
    odd("tilde fences", "~~~ py\n#a\n~~~\n#b\n", tags=("b",)),
    odd("an unclosed fence", "#a\n\n```\n#b\n", tags=("a",)),
    odd("a longer fence", "````\n```\n#a\n````\n#b\n", tags=("b",)),
    odd("a fence in a list", "- x\n  ```\n  #a\n  ```\n- #b\n", tags=("b",)),
    odd("tags in deep lists", "- x\n    - #a\n\n        more #b\n", tags=("a", "b")),
    odd("addresses", "https://x.org/#a http://x.org/b#c <https://x.org/ #d> #e\n", tags=("e",)),
    odd("links", "[x](#a) [y](b.md#c) [[Page#d]] [[#e]] ![[f#g]] #h\n", tags=("h",)),
    odd("link text", "[#a](https://x.org) [[b|#c]] #d\n", tags=("d",)),
    odd("HTML", '<a href="#a" title=" #b ">x</a> <!-- #c --> #d\n', tags=("d",)),
    odd("formulas", "$x #a$ $$\n#b\n$$ #c costs $5 or #d $6\n", tags=("c", "d")),
    odd("escaped", "\\#a and #b\n", tags=("b",)),
    odd("glued", "a#b C# #c ##d &#x27; #e#f\n", tags=("c",)),
    odd("inline foreign", "#深度学习 и #история, #हिन्दी。#日本。\n", tags=("深度学习", "история", "हिन्दी", "日本")),
    odd("inline ends", '#a. #b, #c; #d! #e? #f) #g/ "#h"\n', tags=("a", "b", "c", "d", "e", "f", "g", "h")),
    odd("inline marks", "#a-b #c_d #e/f-g #🌲tree\n", tags=("a-b", "c_d", "e/f-g", "🌲tree")),
    odd("Logseq tags in the text", "- see #[[big sheep]] and #small\n", tags=("big sheep", "small")),
    odd("both kinds", fenced("tags: [a]", "#A and #b\n"), tags=("a", "b")),
    odd("a colour in code", "Use `color: #fff` and #css\n", tags=("css",)),
    odd("emphasis", "**#a** _#b_\n", tags=("a", "b")),
    odd("in a table and a quote", "| #a | b |\n|---|---|\n| c | #d |\n\n> #e\n", tags=("a", "d", "e")),
    odd("inline with CR", "#a\r#b\r\n#c", tags=("a", "b", "c")),
]

TITLES = [
    odd("ATX", "Text.\n\n# One\n\n# Two\n", title="One"),
    odd("ATX closed", "# One ##\n", title="One"),
    odd("ATX with a hash", "# C#\n", title="C#"),
    odd("setext", "One\n===\n", title="One"),
    odd("setext two", "One\n---\n\n# Two\n", title="Two"),
    odd("setext first", "One\n=\n\n# Two\n", title="One"),
    odd("a heading in code", "```\n# One\n```\n\n# Two\n", title="Two"),
    odd("a heading in a comment", "<!--\n# One\n-->\n# Two\n", title="Two"),
    odd("an empty heading", "#\n\n# \n\n# Two\n", title="Two"),
    odd("indented too far", "    # One\n\n# Two\n", title="Two"),
    odd(
        "a marked up heading",
        "# The *best* of [all](https://x.org) `code`, **really**\n",
        title="The best of all code, really",
    ),
    odd("an image in a heading", "# ![Logo](x.png) Postil\n", title="Logo Postil"),
    odd("wikilinks in a heading", "# About [[Page]] and [[Other|that]]\n", title="About Page and that"),
    odd("attributes", "# One {#one .x}\n", title="One"),
    odd("HTML in a heading", "# One<br>two <b>three</b>\n", title="Onetwo three"),
    odd("underscores", "# snake_case_name and __init__\n", title="snake_case_name and init"),
    odd("escapes in a heading", "# 1\\. One \\*two\\*\n", title="1. One *two*"),
    odd("arithmetic", "# 2 * 3 * 4\n", title="2 * 3 * 4"),
    odd("second level only", "## One\n\nText.\n", title="second level only"),
    odd("a plain text.txt", "A day in May\n\nIt rained.\n", title="A day in May"),
    odd("a plain note", "It rained, as it does.\n\nThen it stopped.\n", title="a plain note"),
    odd("a list.txt", "- one\n- two\n", title="a list"),
    odd("Markdown in a text.txt", "Before\n\n# One\n", title="One"),
    odd(
        "a plain article",
        "A day in May\n" + "It rained and rained, " * 8 + "as it does.\n" + "Then it stopped, " * 9 + "at last.\n",
        title="A day in May",
    ),
    odd(
        "a long first line",
        "It rained, " * 12
        + "as Dr. Who said. "
        + "Then it stopped. " * 9
        + "\n"
        + "More words came, " * 9
        + "and went.\n",
        title="It rained, " * 12 + "as Dr. Who said.",
    ),
    odd("a blank title", fenced("title: '  '", "# One\n"), title="One"),
    odd("ten thousand characters", fenced("title: " + "x" * 10_000), title="x" * 299 + "…"),
    odd("a title with line ends", fenced('title: "One\\n\\ttwo\\u2028three"'), title="One two three"),
    odd("a title with direction marks", fenced('title: "safe\\u202egpj.exe"'), title="safegpj.exe"),
    odd("a title with markup", fenced("title: <b>One</b> & **two**"), title="<b>One</b> & **two**"),
    odd("trailing dot..md", "x", title="trailing dot."),
    odd(".hidden.md", "x", title=".hidden"),
    odd("UPPER.MD", "x", title="UPPER"),
    odd("two.parts.markdown", "x", title="two.parts"),
    odd("%2Fliteral", "x", title="%2Fliteral"),
]

DATES = [
    odd("an ISO date", fenced("created: 2024-01-05\nupdated: 2024-1-6"), created="2024-01-05", updated="2024-01-06"),
    odd("an ISO time", fenced("created: 2024-01-05T10:20:30+02:00"), created="2024-01-05T10:20:30+02:00"),
    odd("milliseconds", fenced("created: 2024-01-05T10:20:30.123Z"), created="2024-01-05T10:20:30+00:00"),
    odd("a short time", fenced("created: 2024-01-05 10:20"), created="2024-01-05T10:20:00"),
    odd("an English date", fenced("date: January 5, 2024"), created="2024-01-05"),
    odd("a British date", fenced("date: 5th Jan 2024"), created="2024-01-05"),
    odd("a mail's date", fenced("date: Fri, 05 Jan 2024 10:20:30 +0100"), created="2024-01-05T10:20:30+01:00"),
    odd("an American date", fenced("ms.date: 01/18/2024"), updated="2024-01-18"),
    odd("a German date", fenced("date: 18.01.2024"), created="2024-01-18"),
    odd("slashes", fenced("date: 2024/01/05"), created="2024-01-05"),
    odd("a compact date", fenced("date: 20240105"), created="2024-01-05"),
    odd("seconds", fenced("date: 1704448800"), created="2024-01-05T10:00:00+00:00"),
    odd("a linked date", fenced('created: "[[2024-01-05]]"'), created="2024-01-05"),
    odd("an afternoon", fenced("date: Jan 5, 2024 3:04 pm"), created="2024-01-05T15:04:00"),
    odd("no such day", fenced("created: 2024-02-31"), created=None),
    odd("no date", fenced("created: soon\nupdated: 12"), created=None, updated=None),
    odd(
        "a key with a blank",
        fenced("date created: 2024-01-05\nlast_modified: 2024-02-05"),
        created="2024-01-05",
        updated="2024-02-05",
    ),
]

LANGUAGES = [
    odd("a language", fenced("lang: de"), language="de"),
    odd("a region", fenced("language: zh_CN"), language="zh-CN"),
    odd("no language", fenced("lang: [de, en]\nlanguage: the one I speak"), language=None),
]

CASES = [*PROPERTY_TAGS, *INLINE_TAGS, *TITLES, *DATES, *LANGUAGES]
