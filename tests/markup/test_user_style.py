"""The user's stylesheet changes how a page looks, and can do nothing else."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from reader.app.look import Look
from reader.core.citation import Citations
from reader.core.page import Page
from reader.markup import user_style
from reader.markup.page import document
from tests.markup.conftest import make_note
from tests.pace import grows_evenly

HOSTILE = [
    "p { background: url(https://evil.example/x) }",
    "p { background: URL( 'https://evil.example/x' ) }",
    "p { background: u\\72l(https://evil.example/x) }",
    "p { background: \\75 rl(https://evil.example/x) }",
    "p { background: u/**/rl(https://evil.example/x) }",
    "p { background: image-set('https://evil.example/x' 1x) }",
    "p { background: -webkit-image-set(url(https://evil.example/x) 1x) }",
    "p { background: image('https://evil.example/x') }",
    "p { background: src('https://evil.example/x') }",
    "p { cursor: url(https://evil.example/x), auto }",
    "p { --x: url(https://evil.example/x); background: var(--x) }",
    "@import 'https://evil.example/x.css';",
    "@import url(https://evil.example/x.css);",
    "@\\69mport 'https://evil.example/x.css';",
    "@IMPORT 'https://evil.example/x.css' screen;",
    "@font-face { font-family: x; src: url(https://evil.example/x) }",
    "@namespace url(https://evil.example/);",
    "@media screen { @import 'https://evil.example/x.css'; }",
    "@document url(https://evil.example/) { p { color: red } }",
    "@supports (background: url(https://evil.example/x)) { p { color: red } }",
    "p { behavior: url(https://evil.example/x.htc) }",
    "p { behavior: expression(alert(1)) }",
    "p { width: expression(alert(1)) }",
    "p { -moz-binding: url(https://evil.example/x.xml#x) }",
    "p { background: javascript:alert(1) }",
    "</style><script>alert(1)</script>",
    "p { content: '</style><script>alert(1)</script>' }",
    "</style><img src=https://evil.example/x>{}",
    "p { filter: url(https://evil.example/x#f) }",
    "p { color: red; } } </style><script>alert(1)</script> {",
    "p[title='] { color: red } q { background: url(https://evil.example/x) } a['] { color: red }",
    'p { content: "\n; background: url(https://evil.example/x) }',
    "p { content: attr(href) }",
    "p { background: element(#x) }",
    "<!-- p { background: url(https://evil.example/x) } -->",
    "p { color: red /* ",
    "p:hover { background: cross-fade(url(https://evil.example/x), red) }",
]


@pytest.mark.parametrize("css", HOSTILE)
def test_nothing_is_fetched_and_nothing_runs(css: str) -> None:
    """No address outside quotes, no function that fetches, no tag is left, and braces are in balance."""
    left = user_style.clean(css)
    outside = re.sub(r"\"[^\"]*\"|'[^']*'", "", left)
    assert not re.search(r"(?i)url|import|evil|image|src|expression|behavior|binding|script|element|attr|\\", outside)
    assert "<" not in left
    assert outside.count("{") == outside.count("}")


@given(st.text(alphabet="{}()\"';:@\\</*ur l-a\n", max_size=200))
def test_whatever_comes_out_is_whole(css: str) -> None:
    """Braces are in balance, no tag begins, and cleaning twice changes nothing more."""
    left = user_style.clean(css)
    outside = re.sub(r"\"[^\"]*\"|'[^']*'", "", left)
    assert outside.count("{") == outside.count("}")
    assert not re.search(r"[\\<]", left)
    assert left == user_style.clean(left)


def test_what_changes_the_look_stays() -> None:
    """Colours, sizes, variables, conditions, pseudo-classes and texts in quotes."""
    css = """
    /* mine */
    :root[data-theme="dark"] { --page: #000; --ink: rgb(220 220 210 / 90%) }
    h1, h2:not(.note-title)::before { content: "§ {x}"; margin: calc(1rem + 2px) 0 !important; }
    @media print and (min-width: 10cm) { main > p:nth-child(2n+1) { text-indent: 1em; } }
    """
    assert (
        ':root[data-theme="dark"] { --page: #000; --ink: rgb(220 220 210 / 90%); }\n'
        'h1, h2:not(.note-title)::before { content: "§ {x}"; margin: calc(1rem + 2px) 0 !important; }\n'
        "@media print and (min-width: 10cm) {\nmain > p:nth-child(2n+1) { text-indent: 1em; }\n}"
    ) == user_style.clean(css)


@pytest.mark.parametrize("piece", ["{", "}", "(", '"', "/*", "@media x {", "p{a:b", ";", "p{a:(" * 3, "a:not("])
def test_any_length_takes_a_moment(piece: str) -> None:
    """A file as long as allowed, of one piece over and over, is read at once."""
    assert grows_evenly(lambda size: user_style.clean(piece * (size // len(piece))), user_style.LONGEST)


def test_a_file_that_is_missing_too_long_or_no_file_is_not_used(tmp_path: Path) -> None:
    """A page is drawn in any case."""
    long = tmp_path / "long.css"
    long.write_text("p { color: red }\n" * 5_000, encoding="utf-8")
    assert ["", "", ""] == [user_style.read(file) for file in (tmp_path / "none.css", long, tmp_path)]


def test_the_rules_stand_behind_those_of_postil(tmp_path: Path) -> None:
    """The user has the last word in the page's one style element."""
    file = tmp_path / "style.css"
    file.write_text("\ufeffp { color: teal }", encoding="utf-8")
    html = document(
        Page("<p>x</p>", "x"), make_note("x"), Citations(), nonce="n", look=Look(), style=user_style.read(file)
    )
    style = html[html.index("<style") : html.index("</style>")]
    assert style.endswith("p { color: teal; }\n")
