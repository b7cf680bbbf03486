"""Every note of the labelled sets, exported as a PDF and read back by other programs."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from reader.markup.fonts import files
from tests.export.conftest import LABELS, Exported
from tests.export.read_back import letters

_CITE = re.compile(r'<a class="cite cited"[^>]*>')
_MENTION = re.compile(r'id="(mention-\d+)"')
_SOURCE = re.compile(r'href="#(source-\d+)"')
_BLOCK = re.compile(r"</?(?:p|li|h[1-6]|pre|td|th|dt|dd|div|blockquote|figcaption|span class=.code-line.)\b[^>]*>")
_NO_TEXT = re.compile(
    r'<math\b.*?</math>|<p class="reference".*?</p>|<section class="footnotes".*</section>'
    r'|<(?:li|tr)[^>]* class="reference".*?</(?:li|tr)>|<img\b[^>]*>'
    r'|<span class="(?:unseen|(?:remote|missing)-image)".*?</span>',
    re.DOTALL,
)
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff]")
_ONE_WAY = re.compile("[\u0590-\u08ff]+|[^\\s\u0590-\u08ff]+")
"""What runs in one direction."""
_TAG = re.compile(r"<[^>]*>")


def whole(exported: Exported) -> None:
    """Check that the file is sound: fonts inside, no glyph missing, no page empty, no link to odd places."""
    pdf = exported.pdf
    assert [] == pdf.damage()
    assert [] == pdf.unembedded()
    assert [] == pdf.missing_glyphs()
    images = [len(page.images) for page in pdf.pdf.pages]
    assert all(letters(text) or number for text, number in zip(pdf.pages, images, strict=True))
    assert all(re.match(r"(?:https?://|mailto:)", address) for address in pdf.addresses)


def outlined(exported: Exported) -> None:
    """Check that the bookmarks are the headings, nested as these are, and lead to the pages on which these stand."""
    headings = [(item["level"], item["text"]) for item in exported.page["outline"]]  # type: ignore[attr-defined]
    above: list[int] = []
    nested: list[tuple[int, str]] = []
    for level, text in headings:
        while above and above[-1] >= level:
            above.pop()
        nested.append((len(above), text))
        above.append(level)
    assert nested == exported.pdf.outline
    for text, page in exported.pdf.bookmark_pages:
        # Word by word: beside a picture of a sign, poppler may read a line in another order.
        read = letters(exported.pdf.pages[page]) + letters(exported.pdf.pages_as_read[page])
        assert all(letters(word) in read for word in text.split())


def paired(exported: Exported) -> int:
    """Check that each mark leads to its reference and each reference back; return how many marks there are."""
    html = str(exported.page["html"])
    marks = [tag for tag in _CITE.findall(html) if _SOURCE.search(tag)]
    names = [link.name for link in exported.pdf.links]
    for tag in marks:
        mention, source = _MENTION.search(tag), _SOURCE.search(tag)
        assert mention is not None
        assert source is not None
        assert source[1] in names
        # Where an entry stands alone or in a list there is a way back; a mere anchor in a sentence has none.
        if re.search(rf'<(?:p|li|tr|dd)\b[^>]* id="{source[1]}"', html) or f'id="{source[1]}"' not in html:
            assert mention[1] in names
    backs = {link.name: link for link in exported.pdf.links if link.name.startswith("mention-")}
    for link in backs.values():
        assert 0 <= link.target < len(exported.pdf.pages)
    return len(marks)


def complete(exported: Exported) -> None:
    """Check that the text of the note is all there, block after block in its order."""
    html = _NO_TEXT.sub("<p>", str(exported.page["html"])).replace("\n", "<p>")
    text = letters("\n".join(exported.pdf.pages))
    position = 0
    for block in _BLOCK.split(html):
        wanted = letters(unescape(_TAG.sub("", block)))
        if not wanted:
            continue
        if _FROM_THE_RIGHT.search(block):
            # Poppler puts the parts of a line that runs both ways in the order in which they are seen.
            read = text + letters("\n".join(exported.pdf.pages_as_read))
            assert all(letters(word) in read for word in _ONE_WAY.findall(_TAG.sub(" ", unescape(block)))), block
            continue
        found = text.find(wanted, position)
        assert found >= 0, block
        # A table is read row by row or column by column; cells may stand beside each other.
        position = found if len(wanted) < 40 else found + len(wanted)


CHECKS = (whole, outlined, paired, complete)


@pytest.mark.parametrize("name", sorted(LABELS))
def test_a_labelled_note(labelled: dict[str, Exported], name: str) -> None:
    """Metadata as given, pages as many as expected, and all of the checks."""
    exported, label = labelled[name], LABELS[name]
    information = exported.pdf.information
    for key, said in (("title", "Title"), ("authors", "Author"), ("subject", "Subject"), ("keywords", "Keywords")):
        if key in label:
            assert label[key] == information.get(said)
    for key, said in (("created", "CreationDate"), ("updated", "ModDate")):
        if key in label:
            assert information[said].startswith(str(label[key]))
    if "language" in label:
        assert label["language"] == exported.pdf.pdf.trailer["/Root"]["/Lang"]  # type: ignore[index]
    assert label["headings"] == [[item["level"], item["text"]] for item in exported.page["outline"]]  # type: ignore[attr-defined]
    pages = label.get("pages", [1, 1])
    assert isinstance(pages, list)
    assert pages[0] <= len(exported.pdf.pages) <= pages[1]
    whole(exported)
    outlined(exported)
    assert paired(exported) == label.get("pairs", paired(exported))
    complete(exported)
    if "repeated" in label:
        assert all(letters(str(label["repeated"])) in letters(page) for page in exported.pdf.pages)
    assert label.get("images", 0) == sum(len(page.images) for page in exported.pdf.pdf.pages)


def test_addresses_are_printed_in_full(labelled: dict[str, Exported]) -> None:
    """And can be clicked."""
    pdf = labelled["full-metadata"].pdf
    text = "".join(pdf.pages).replace("\n", "")
    for address in ("https://stone.example/steel", "https://stone.example/marble?year=1820&kind=a"):
        assert address in text
        assert address in pdf.addresses
    assert {"mention-0", "mention-1", "mention-2", "mention-3", "source-0", "source-1"} <= {
        link.name for link in pdf.links
    }
    assert "1a 1b" in text


def test_faces_are_true_type(labelled: dict[str, Exported]) -> None:
    """The bundled faces are embedded as they are, for the text as for the running lines: nothing is drawn as Type 3."""
    if not files():
        pytest.skip("the packages of the faces are not installed")
    kinds = labelled["many-pages"].pdf.fonts
    assert {"CID TrueType"} == set(kinds.values())
    assert {"SourceSerifPro-Regular", "SourceSansPro-Regular"} <= {name.partition("+")[2] or name for name in kinds}


def test_running_lines(labelled: dict[str, Exported]) -> None:
    """Title and section stand above every page but the first, its number below."""
    exported = labelled["many-pages"]
    total = len(exported.pdf.pages)
    for number, page in enumerate(exported.pdf.pdf.pages, 1):
        text = page.extract_text()
        assert f"{number} of {total}" in text
        assert "A long walk" in text
    sections = re.findall(r"Mile \d+", exported.pdf.pdf.pages[3].extract_text())
    assert len(sections) > 1


@pytest.mark.deep
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__name__))
def test_all_cited_notes(cited: dict[str, Exported], check: Callable[[Exported], object]) -> None:
    """All notes of the citation set that cite something pass each of the checks."""
    assert len(cited) > 100
    failed: dict[str, str] = {}
    for name, exported in cited.items():
        try:
            check(exported)
        except AssertionError as error:
            failed[name] = str(error)[:300]
    assert {} == failed
