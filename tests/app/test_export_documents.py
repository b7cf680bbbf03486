"""Notes as text, Markdown, one HTML file and one merged document."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from reader.app.export import export_html, export_markdown, export_text, merge_documents, single_file
from reader.app.export.tags import rewrite, tokens
from reader.app.look import Look
from reader.app.messages import FileReady, NoteFacts, PageRead, PageReady
from reader.core.citation import Citations, Mention, Source, State
from reader.core.note import Note, Stamp
from reader.core.page import Heading, Page
from reader.errors import LimitError
from reader.markup.page import document
from tests.pace import grows_evenly

PIXEL = b"GIF89a\x01\x00\x01\x00"
HOSTILE = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>'


def read_of(
    html: str, *, path: str = "a.md", title: str = "A", outline: tuple[Heading, ...] = (), **more: object
) -> PageRead:
    """Return a note that was read as the fragment `html`."""
    citations = more.get("citations", Citations())
    assert isinstance(citations, Citations)
    facts = NoteFacts(path, title, (), None, "2026-11-21", 2, "utf-8", "none", False, ())
    return PageRead(0, Page(html, "text", outline), facts, citations)


def ready_of(html: str, *, title: str = "A") -> PageReady:
    """Return the whole document of the fragment `html`, as the page process makes it."""
    note = Note("a.md", Stamp(0, 0), "", 0, title, "2026-11-21")
    read = read_of(html, title=title)
    text = document(read.page, note, Citations(), nonce="n0nce", look=Look())
    return PageReady(0, "a.md", text, read.facts, (), (), Citations())


def source_of(title: str, url: str, label: str = "1", start: int = 10, state: State = State.CITED) -> Source:
    """Return a source whose entry stands at `start`."""
    return Source(label, title, url, None, 1, start, start + 5, state, (), url)


def no_image(path: str) -> FileReady:
    """Answer as the page process does for a file that it may not show."""
    return FileReady(0, "", b"")


# Tags


def test_a_page_that_is_not_changed_stays_as_it_is() -> None:
    """Text, quotes, styles and tags go through byte by byte."""
    html = '<!DOCTYPE html>\n<style nonce="x">a > b { content: "<a>"; }</style><p title="a > b">1 &lt; 2<br></p>'
    assert html == rewrite(html, {"*": lambda attributes: attributes})
    assert html == "".join(tag.text for tag in tokens(html))


def test_changed_values_cannot_leave_their_quotes() -> None:
    """Values are handed out plain and written escaped."""
    found = rewrite('<a href="/x&amp;y">z</a>', {"a": lambda found: {"href": found["href"] + '"><script>'}})
    assert found == '<a href="/x&amp;y&quot;&gt;&lt;script&gt;">z</a>'


@pytest.mark.parametrize("piece", ["<style>", '<a "<a "', "<a", '<a x="', "<!--", '<p title="'])
def test_reading_tags_takes_linear_time(piece: str) -> None:
    """What is never closed is read once, not from each of its beginnings to the end."""

    def work(times: int) -> None:
        html = piece * times
        assert html == "".join(tag.text for tag in tokens(html))

    assert grows_evenly(work, 50_000)


# One HTML file


def test_an_html_file_needs_nothing_from_outside() -> None:
    """Images are inside, each read once; one that cannot be had leaves its description."""
    asked: list[str] = []

    def images(path: str) -> FileReady:
        asked.append(path)
        return FileReady(0, "image/gif", PIXEL) if path == "my images/a&b.gif" else no_image(path)

    html = export_html(
        ready_of(
            '<p><img alt="one" src="/my%20images/a&amp;b.gif"><img alt="two" src="/my%20images/a&amp;b.gif">'
            '<img alt="gone" src="/no.png"><img src="https://evil.example/x.png" alt="far"></p>'
        ),
        images,
    )
    data = base64.b64encode(PIXEL).decode()
    assert html.count(f'src="data:image/gif;base64,{data}"') == 2
    assert html.count("<img") == 4
    assert 'alt="gone"' in html
    assert not re.search(r"postil:|evil\.example|n0nce", html)
    assert asked == ["my images/a&b.gif", "no.png"]


def test_the_policy_of_an_html_file_allows_its_stylesheet_only() -> None:
    """The hash is that of the one style element as it stands in the file."""
    html = export_html(ready_of("<p>x</p>"), no_image)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert [policy] == [
        tag.attributes()["content"] for tag in tokens(html) if tag.attributes().get("http-equiv") and tag.name == "meta"
    ]
    assert len(styles) == 1
    assert "<script" not in html


def test_an_html_file_is_dark_where_the_system_is() -> None:
    """On a screen only, with the very colours of the dark theme, and well before the user's own rules."""
    html = export_html(ready_of("<p>x</p>"), no_image)
    theme = re.search(r':root\[data-theme="dark"\] (\{[^{}]*\})', html)
    assert theme is not None
    assert 1 == html.count(f"@media screen and (prefers-color-scheme: dark) {{ :root[data-theme] {theme[1]} }}")
    assert html.index("prefers-color-scheme: dark") < html.index("</style>") - 2000


def test_links_of_an_html_file_lead_to_the_web_or_within_the_page() -> None:
    """Other notes, tags and foreign schemes are text there."""
    html = export_html(
        ready_of(
            '<a class="note-link" href="/other.md#h" rel="noopener">note</a><a class="tag" href="#tag:ai">ai</a>'
            '<a href="https://e.example/">web</a><a href="#h">here</a><a href="javascript:alert(1)">x</a>'
            '<a href="//host/x">y</a><a href="file:///etc/passwd">z</a><a class="note-link missing">m</a>'
        ),
        no_image,
    )
    assert ["https://e.example/", "#h"] == re.findall(r'href="([^"]*)"', html)
    assert '<a class="note-link inert">note</a><a class="tag inert">ai</a>' in html
    assert '<a href="https://e.example/" rel="noopener noreferrer">web</a>' in html


def test_an_html_file_is_the_same_each_time() -> None:
    """Nothing in it is random."""
    first, second = ready_of("<p>x</p>"), ready_of("<p>x</p>")
    second = PageReady(0, "a.md", second.document.replace("n0nce", "0ther"), second.facts, (), (), Citations())
    assert export_html(first, no_image) == export_html(second, no_image)


def test_a_hostile_title_stays_text() -> None:
    """A title is no markup, in a single file or a merged one."""
    html = export_html(ready_of("<p>x</p>", title=HOSTILE), no_image)
    merged = merge_documents([read_of("<p>x</p>", title=HOSTILE)], title=HOSTILE, look=Look())
    for text in (html, merged.document):
        assert {"script", "img"}.isdisjoint(tag.name for tag in tokens(text))


def test_images_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A note that names one image ten thousand times fails with a sentence instead of filling the memory."""
    monkeypatch.setattr(single_file, "MOST", 1000)
    with pytest.raises(LimitError, match=r"images of a\.md are too large"):
        export_html(ready_of('<img src="/a.gif">' * 100), lambda _: FileReady(0, "image/gif", PIXEL))


# Markdown


def note_of(text: str, title: str = "Tides", body_start: int = 0) -> Note:
    """Return a note of this text."""
    return Note("a.md", Stamp(0, 0), text, body_start, title, "2026-11-21")


def test_markdown_gets_title_and_sources() -> None:
    """Front matter goes, line ends are plain, and inline links are listed at the end."""
    note = note_of("---\ntitle: x\n---\r\nSee [the table](https://e.example/t).\r\n", body_start=17)
    found = export_markdown(note, Citations((source_of("the table", "https://e.example/t", label="", start=23),)))
    expected = "# Tides\n\nSee [the table](https://e.example/t).\n\n## Sources\n\n1. [the table](https://e.example/t)\n"
    assert expected == found


def test_markdown_repeats_neither_title_nor_list() -> None:
    """A note that begins with its title and ends with its references is handed on as it is."""
    text = "# *Tides*\n\nHigh [1].\n\n[1] https://e.example/t\n"
    found = export_markdown(note_of(text), Citations((source_of("", "https://e.example/t", start=22),)))
    assert text == found


def test_markdown_lists_what_citekeys_mean() -> None:
    """The entry of a citekey stands in the front matter or in another file, so the body alone would not say it."""
    note = note_of("---\nx\n---\nSee [@doe].", body_start=10)
    found = export_markdown(note, Citations((source_of("Doe", "https://e.example/d", label="doe", start=4),)))
    assert found.endswith("## Sources\n\n1. [Doe](https://e.example/d)\n")


def test_markdown_of_an_empty_note_is_its_title() -> None:
    """A title is text: nothing in it becomes markup."""
    assert export_markdown(note_of("", title="1. *x*"), Citations()) == "# 1\\. \\*x\\*\n"


# Text

RICH = (
    '<h1 id="t">Tides <em>now</em></h1><p>One\ntwo &amp; <a href="https://e.example/">three</a>.<br>Next.</p>'
    "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"
    '<ol start="3"><li><p>x</p><p>y</p></li><li></li></ol>'
    "<blockquote><p>q</p><p>r</p></blockquote>"
    '<pre class="highlight"><code>def f():\n\n    <span class="k">return</span> 1\n</code></pre>'
    "<table><thead><tr><th>h</th><th>i</th></tr></thead><tbody><tr><td>1<br>2</td><td></td></tr></tbody></table>"
    '<hr><ul><li class="task"><span class="task-box task-true"></span>done</li></ul>'
    '<p><math alttext="x^2"><mi>x</mi></math> <img alt="a chart" src="/x.png"></p><h2 id="s">S</h2>'
    '<p class="reference" id="source-0"><span class="reference-label">[1]</span> '
    '<a href="https://e.example/a?b&amp;c"><span class="url-title">T</span> <span class="url-host">e.example</span>'
    '<span class="url-path">/a?b&amp;c</span></a></p>'
    '<section class="footnotes"><ol><li id="fn1"><p>foot <a class="footnote-back" href="#r">↩</a></p></li></ol>'
    "</section>"
)
PLAIN = """Tides now
=========

One two & three.
Next.

- a
  - b
- c

3. x

   y

4.

> q
>
> r

    def f():

        return 1

h | i
1 2 |

* * *

- [x] done

x^2 [a chart]

S
-

[1] T https://e.example/a?b&c

1. foot
"""


def test_text_keeps_the_shape_of_a_note() -> None:
    """Paragraphs, lists, quotes, code, tables, formulas and addresses, without any markup."""
    assert PLAIN == export_text(read_of(RICH, citations=Citations((source_of("T", "https://e.example/a?b&c"),))))


def test_text_gets_title_and_sources() -> None:
    """What only a link tells on the page is told at the end."""
    read = read_of('<p>See <a href="https://e.example/t">it</a>.</p>', title="Tides",
                   citations=Citations((source_of("it", "https://e.example/t"),)))  # fmt: skip
    expected = "Tides\n=====\n\nSee it.\n\nSources\n-------\n\n1. it <https://e.example/t>\n"
    assert expected == export_text(read)


def test_text_that_begins_with_the_title_does_not_repeat_it() -> None:
    """The title of a note without a heading is the beginning of its text."""
    read = read_of("<p>Tides come and go. They do.</p>", title="Tides come and…")
    assert export_text(read) == "Tides come and go. They do.\n"


def test_text_of_deeply_nested_lists_comes_quickly() -> None:
    """Two thousand levels and twenty thousand rows are laid out without recursion."""
    deep = "<ul><li>" * 2000 + "x" + "</li></ul>" * 2000
    rows = "<table>" + "<tr><td>1</td></tr>" * 20_000 + "</table>"
    lines = export_text(read_of(deep + rows)).split("\n")
    assert lines.count("1") == 20_000
    assert lines[3].endswith("- x")


# Merging


def test_a_merged_document_has_contents_and_no_id_twice() -> None:
    """Each note is a section of its own, and every link leads to a place that is there."""
    html = '<h1 id="tides">Tides</h1><p>x <a href="#tides">up</a></p>'
    reads = [
        read_of(html, title="Tides", outline=(Heading(1, "Tides", "tides"),)),
        read_of(html + '<h6 id="six">6</h6>', path="b.md", title="Again"),
    ]
    merged = merge_documents(reads, title="Both", look=Look())
    ids = re.findall(r' id="([^"]*)"', merged.document)
    targets = re.findall(r'href="#([^"]*)"', merged.document)
    assert ["cover", "contents", "n1", "n1-tides", "n2", "n2-tides", "n2-six"] == ids
    assert set(targets) <= set(ids)
    assert '<h2 id="n1-tides">Tides</h2>' in merged.document
    assert (Heading(2, "Tides", "n1-tides"),) == merged.outline


def test_links_between_merged_notes_lead_to_them() -> None:
    """A link to a note outside the document is text; the web stays."""
    html = (
        '<p><a class="note-link" href="/sub/b%20c.md#h%C3%BC">1</a><a class="note-link" href="/sub/b%20c.md">2</a>'
        '<a class="note-link" href="/x.md">3</a><a href="https://e.example/">4</a>'
        '<a class="tag" href="#tag:a">5</a></p>'
    )
    merged = merge_documents(
        [read_of(html), read_of("<p>b</p>", path="sub/b c.md", title="B")], title="All", look=Look()
    )
    assert ["#n1", "#n2", "#n2-hü", "#n2", "https://e.example/"] == re.findall(
        r'<a\b[^<>]*href="([^"]*)"', merged.document
    )
    assert merged.outline == (Heading(2, "A", "n1"), Heading(2, "B", "n2"))
    assert merged.facts.words == 4


def test_merged_notes_have_one_list_of_references() -> None:
    """A source that two notes cite stands there once, under a new number, with the ways back to both."""

    def noted(label: str, url: str, path: str) -> PageRead:
        html = (
            f'<h1 id="t">{path}</h1><p>x <a class="cite cited" id="mention-0" href="#source-0">[{label}]</a></p>'
            f'<h2 id="refs">References</h2><ol><li class="reference" id="source-0"><a href="{url}">Words</a></li></ol>'
        )
        mention = Mention(1, 1, f"[{label}]", label, "s", 0, 3)
        source = Source(label, "Words", url, None, 1, 10, 15, State.CITED, (mention,), "a.example/x")
        outline = (Heading(1, path, "t"), Heading(2, "References", "refs"))
        return read_of(html, path=path, title=path, outline=outline, citations=Citations((source,)))

    reads = [noted("7", "https://a.example/x", "a.md"), noted("2", "http://www.a.example/x", "b.md")]
    merged = merge_documents(reads, title="All", look=Look())
    body = merged.document.partition("<body>")[2]
    assert body.count('href="#reference-1"') == 2
    assert body.count('class="reference"') == 1
    assert ["#n1-mention-0", "#n2-mention-0"] == re.findall(r'class="way-back" href="([^"]*)"', body)
    assert ["n1-t", "n2-t", "references"] == [heading.id for heading in merged.outline]
    assert "n1-refs" not in body


def test_groups_are_renumbered_and_dangling_marks_say_so() -> None:
    """`[2–3]` becomes the two new numbers; a mark that leads nowhere keeps no number that is another's now."""
    html = (
        '<p>x <span class="cite-group">[<a class="cite cited" id="mention-0" href="#source-1">2</a>–'
        '<a class="cite cited" id="mention-1" href="#source-0">3</a>]</span> '
        '<a class="cite dangling" id="mention-2">[9]</a></p>'
        '<div class="references"><p class="reference" id="source-0"><span class="reference-label">[3]</span> Three</p>'
        '<p class="reference" id="source-1"><span class="reference-label">[2]</span> Two</p></div>'
    )
    marks = [Mention(1, 1, "[2-3]", label, "s", 0, 5, part) for part, label in enumerate(("2", "3"))]
    sources = (
        Source("3", "Three", None, None, 1, 10, 15, State.CITED, (marks[1],)),
        Source("2", "Two", None, None, 1, 20, 25, State.CITED, (marks[0],)),
    )
    citations = Citations(sources, (Mention(1, 9, "[9]", "9", "s", 8, 11),))
    body = merge_documents([read_of(html, citations=citations)], title="All", look=Look()).document
    plain = re.sub(r"<[^>]*>", "", body.partition("<body>")[2])
    assert "x [1, 2] [?]" in plain
    assert re.search(r"\[1\]\s+Two.*\[2\]\s+Three", plain, re.DOTALL)


def test_a_merged_document_is_one_html_file(tmp_path: Path) -> None:
    """Merging and inlining work together: nothing private is left."""
    merged = merge_documents([read_of('<p><img src="/a.gif"></p>')] * 3, title="All", look=Look())
    html = export_html(merged, lambda _: FileReady(0, "image/gif", PIXEL))
    assert html.count("data:image/gif;base64,") == 3
    assert "postil:" not in html
