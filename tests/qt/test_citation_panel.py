import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QToolButton
from pytestqt.qtbot import QtBot

from reader.core.citation import Citations, Mention, Source, State
from reader.core.note import Problem, ProblemKind
from reader.core.work import Date, Name, Work
from reader.qt.citation_card import source_of
from reader.qt.citation_copy import as_bibtex, as_markdown
from reader.qt.citation_head import CitationHead
from reader.qt.citation_menu import CitationMenu
from reader.qt.citation_model import (
    CitationModel,
    Entry,
    EntryRole,
    Kind,
    Order,
    entries_of,
    facts,
    matching,
    ordered,
    spoken,
)
from reader.qt.citation_panel import CitationPanel
from reader.qt.citing_sentences import SentenceView

HOSTILE = "<img src=x onerror=alert(1)> & <b>x</b>"


def mention(label: str, start: int = 0) -> Mention:
    """Return a mark."""
    return Mention(1, 1 + start, f"[{label}]", label, f"A sentence with {label}.", start, start + 3)


def source(label: str, title: str, host: str, mentions: int) -> Source:
    """Return a source that is cited so many times."""
    marks = tuple(mention(label, number) for number in range(mentions))
    state = State.CITED if mentions else State.UNCITED
    return Source(label, title, f"https://{host}/{label}", host, 1, 0, 3, state, marks)


CITATIONS = Citations(
    sources=(
        source("1", "Tea and silver", "example.org", 3),
        source("2", "", "example.com", 0),
        source("3", HOSTILE, "example.net", 1),
    ),
    dangling=(mention("9", 50), mention("8", 60), mention("9", 70)),
)


@pytest.fixture
def panel(qtbot: QtBot) -> CitationPanel:
    """Return a panel on the screen with three sources and two labels that lead nowhere."""
    made = CitationPanel()
    qtbot.addWidget(made)
    made.resize(300, 500)
    made.show()
    qtbot.waitExposed(made)
    made.set_citations(CITATIONS)
    return made


def view_of(panel: CitationPanel) -> QListView:
    """Return the list inside the panel."""
    view = panel.findChild(QListView)
    assert isinstance(view, QListView)
    return view


def shown(panel: CitationPanel) -> list[Entry]:
    """Return the entries in the list."""
    model = view_of(panel).model()
    return [model.index(row, 0).data(EntryRole.ENTRY) for row in range(model.rowCount())]


def click(panel: CitationPanel, row: int) -> None:
    """Click on a row."""
    view = view_of(panel)
    middle = view.visualRect(view.model().index(row, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def chip(panel: CitationPanel, kind: str) -> QToolButton:
    """Return the chip of a kind."""
    return next(button for button in panel.findChildren(QToolButton) if button.text().endswith(kind))


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    """Qt's own tester watches while entries come and go."""
    model = CitationModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for entries in (entries_of(CITATIONS), [], entries_of(CITATIONS)[1:]):
        model.set_entries(entries)
    assert model.rowCount() == 4
    assert tester.model() is model


def test_sources_come_in_order_and_dangling_labels_last() -> None:
    """Marks of one label without a source are one entry."""
    assert [(entry.kind, entry.label, entry.marks) for entry in entries_of(CITATIONS)] == [
        (Kind.CITED, "1", (0, 1, 2)),
        (Kind.UNCITED, "2", ()),
        (Kind.CITED, "3", (0,)),
        (Kind.DANGLING, "9", (0, 2)),
        (Kind.DANGLING, "8", (1,)),
    ]


def test_a_source_without_a_title_shows_its_address() -> None:
    """Most lists on the web are bare addresses."""
    assert spoken(entries_of(CITATIONS)[1]) == "Source 2, example.com/2, example.com · uncited"


def test_the_filter_looks_at_everything() -> None:
    """All words must be there, in label, title, domain or address, in any case."""
    entries = entries_of(CITATIONS)
    assert [entry.label for entry in matching(entries, "SILVER example.org", frozenset())] == ["1"]
    assert [entry.label for entry in matching(entries, "", frozenset({Kind.UNCITED}))] == ["2"]
    assert [entry.label for entry in matching(entries, "example", frozenset())] == ["1", "2", "3"]


def test_copied_markdown_stays_one_link() -> None:
    """Neither a title nor an address can end it early."""
    entry = Entry(Kind.CITED, 0, "1", "a](b) [c", "", "https://example.org/x (y)>", ())
    assert as_markdown(entry) == "[a\\](b) \\[c](https://example.org/x%20(y)%3E)"


def test_the_head_counts(panel: CitationPanel) -> None:
    """Sources above, states in the chips."""
    assert panel.findChildren(QLabel)[0].text() == "Citations 3"
    texts = [button.text() for button in panel.findChildren(QToolButton) if button.isVisible() and button.text()]
    assert texts == ["2 cited", "1 uncited", "2 dangling"]


def test_clicks_go_from_one_citing_sentence_to_the_next(panel: CitationPanel, qtbot: QtBot) -> None:
    """The fourth click comes round to the first mention; another source begins with its own first."""
    asked: list[tuple[int, int]] = []
    panel.mention_requested.connect(lambda source, position: asked.append((source, position)))
    for row in (0, 0, 0, 0, 2, 0):
        click(panel, row)
    assert asked == [(0, 0), (0, 1), (0, 2), (0, 0), (2, 0), (0, 0)]


def test_space_goes_to_the_sentence_too(panel: CitationPanel, qtbot: QtBot) -> None:
    """All that the mouse can do, the keyboard can."""
    panel.select_source(0)
    with qtbot.waitSignal(panel.mention_requested) as asked:
        QTest.keyClick(view_of(panel), Qt.Key.Key_Space)
    assert asked.args == [0, 0]


def test_an_uncited_source_leads_to_its_entry(panel: CitationPanel, qtbot: QtBot) -> None:
    """There is no sentence to go to."""
    with qtbot.waitSignal(panel.entry_requested) as asked:
        click(panel, 1)
    assert asked.args == [1]


def test_a_dangling_label_leads_through_its_marks(panel: CitationPanel, qtbot: QtBot) -> None:
    """Numbers are those of the marks without a source."""
    asked: list[int] = []
    panel.dangling_requested.connect(asked.append)
    for _ in range(3):
        click(panel, 3)
    assert asked == [0, 2, 0]


def test_return_opens_the_source(panel: CitationPanel, qtbot: QtBot) -> None:
    """Nothing opens by a click on the row or by moving over it."""
    panel.select_source(0)
    with qtbot.waitSignal(panel.source_opened) as opened:
        QTest.keyClick(view_of(panel), Qt.Key.Key_Return)
    assert opened.args == ["https://example.org/1"]
    with qtbot.assertNotEmitted(panel.source_opened):
        QTest.keyClick(view_of(panel), Qt.Key.Key_Down)
        click(panel, 2)


def test_chips_and_words_filter(panel: CitationPanel, qtbot: QtBot) -> None:
    """One chip shows one kind, two show both; words narrow further."""
    chip(panel, "uncited").click()
    assert [entry.label for entry in shown(panel)] == ["2"]
    chip(panel, "dangling").click()
    assert [entry.label for entry in shown(panel)] == ["2", "9", "8"]
    field = panel.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "9")
    assert [entry.label for entry in shown(panel)] == ["9"]
    QTest.keyClicks(field, "x")
    assert "No source matches." in {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}


def test_a_source_that_the_filter_hides_can_be_chosen(panel: CitationPanel, qtbot: QtBot) -> None:
    """A click on a mark in the text shows its source in any case."""
    chip(panel, "uncited").click()
    panel.select_source(0)
    assert view_of(panel).currentIndex().data(EntryRole.ENTRY).label == "1"
    assert len(shown(panel)) == 5


def test_after_a_mark_was_clicked_the_panel_goes_on_behind_it(panel: CitationPanel, qtbot: QtBot) -> None:
    """Who comes from the second mention wants the third."""
    panel.select_source(0, 1)
    with qtbot.waitSignal(panel.mention_requested) as asked:
        click(panel, 0)
    assert asked.args == [0, 2]


def test_a_note_without_citations_says_so_in_one_line(panel: CitationPanel) -> None:
    """No filter, no chips, one quiet sentence."""
    panel.set_citations(Citations())
    visible = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    assert visible == {"Citations 0", "This note cites nothing."}
    assert not any(button.isVisible() for button in panel.findChildren(QToolButton) if button.text())
    assert not panel.findChildren(QLineEdit)[0].isVisible()


def test_without_a_note_there_is_nothing(panel: CitationPanel) -> None:
    """Not even a sentence."""
    panel.show_nothing()
    assert {label.text() for label in panel.findChildren(QLabel) if label.isVisible()} == {"Citations"}


def test_hostile_titles_are_shown_as_written(panel: CitationPanel, qtbot: QtBot) -> None:
    """A title is text in the row, and escaped in the one place that guesses at HTML."""
    panel.grab()
    evil = Source("1", HOSTILE, 'https://example.org/"><b>', None, 1, 0, 1, State.CITED, ())
    panel.set_citations(Citations((evil,)))
    index = view_of(panel).model().index(0, 0)
    assert index.data() == HOSTILE
    assert index.data(Qt.ItemDataRole.ToolTipRole) == '<p>https://example.org/"&gt;&lt;b&gt;</p>'


def test_sources_are_ordered_as_is_wanted() -> None:
    """By title or by domain, those without one last; marks without a source stay at the end."""
    entries = entries_of(CITATIONS)
    assert ["3", "1", "2", "9", "8"] == [entry.label for entry in ordered(entries, Order.NAME)]
    assert ["2", "3", "1", "9", "8"] == [entry.label for entry in ordered(entries, Order.DOMAIN)]
    assert entries == ordered(entries, Order.APPEARANCE)


def test_the_order_is_kept_from_note_to_note(panel: CitationPanel) -> None:
    """The menu of the head orders the list, and the next note's as well."""
    head = panel.findChild(CitationHead)
    assert isinstance(head, CitationHead)
    head.set_order(Order.DOMAIN)
    assert ["2", "3", "1"] == [entry.label for entry in shown(panel)[:3]]
    panel.set_citations(CITATIONS)
    assert ["2", "3", "1"] == [entry.label for entry in shown(panel)[:3]]


def test_citing_sentences_stand_below(panel: CitationPanel, qtbot: QtBot) -> None:
    """Those of the chosen source; a click on one asks for its place, and the next click on the source goes on."""
    assert [] == panel.sentences
    click(panel, 0)
    assert ["A sentence with 1."] * 3 == panel.sentences
    below = next(view for view in panel.findChildren(QListView) if view.accessibleName() == "Citing sentences")
    middle = below.visualRect(below.model().index(1, 0)).center()
    with qtbot.waitSignal(panel.mention_requested) as asked:
        QTest.mouseClick(below.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert [0, 1] == asked.args
    with qtbot.waitSignal(panel.mention_requested) as asked:
        click(panel, 0)
    assert [0, 2] == asked.args
    click(panel, 1)
    assert [] == panel.sentences


def test_remarks_are_rows_and_lead_to_their_lines(panel: CitationPanel, qtbot: QtBot) -> None:
    """What is odd about a list is counted in a chip; dangling and uncited are told by their entries already."""
    problems = (
        Problem(ProblemKind.UNCITED_SOURCE, 4, "Nothing cites it."),
        Problem(ProblemKind.DUPLICATE_LABEL, 7, "[1] is there twice."),
    )
    panel.set_citations(replace(CITATIONS, problems=problems))
    assert ["[1] is there twice."] == [entry.title for entry in shown(panel) if entry.kind is Kind.PROBLEM]
    chip(panel, "remark").click()
    assert 1 == len(shown(panel))
    with qtbot.waitSignal(panel.line_requested) as asked:
        click(panel, 0)
    assert [7] == asked.args


def test_a_source_that_is_a_note_opens_it(panel: CitationPanel, qtbot: QtBot) -> None:
    """Return opens the note in place of the browser."""
    panel.set_citations(CITATIONS, {"https://example.org/1": "tea.md"})
    panel.select_source(0)
    with qtbot.waitSignal(panel.note_requested) as asked:
        QTest.keyClick(view_of(panel), Qt.Key.Key_Return)
    assert ["tea.md"] == asked.args


def test_a_source_is_copied_in_three_forms(panel: CitationPanel) -> None:
    """Its menu offers address, Markdown and BibTeX, the last without anything that the note does not say."""
    entry = entries_of(CITATIONS)[0]
    wishes: list[str] = []
    panel.source_opened.connect(wishes.append)
    panel.search_requested.connect(wishes.append)
    menu = CitationMenu(panel).menu_of(entry)
    for action in menu.actions():
        action.trigger()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("@online{")
    assert "title = {Tea and silver}" in text
    assert "author" not in text
    assert [entry.url, f'cites:"{entry.url}"'] == wishes
    menu.close()


def test_sentences_never_cover_each_other(qtbot: QtBot) -> None:
    """Rows are as high as their words in the width that a scroll bar leaves, which comes after they were measured."""
    words = "The authors say in the same breath that earlier research and failed attempts are not in it. "
    marks = tuple(mention("1", number)._replace(sentence=words * 2) for number in range(6))
    cited = CITATIONS.sources[0]._replace(mentions=marks)
    for width in range(230, 310, 9):
        panel = CitationPanel()
        qtbot.addWidget(panel)
        panel.setStyleSheet("QScrollBar:vertical { width: 12px; }")
        panel.resize(width, 500)
        panel.show()
        qtbot.waitExposed(panel)
        panel.set_citations(Citations((cited, *CITATIONS.sources[1:])))
        panel.select_source(0)
        QTest.qWait(20)
        view = panel.findChild(SentenceView)
        assert view is not None
        rows = [view.model().index(row, 0) for row in range(6)]
        assert [view.sizeHintForIndex(row).height() for row in rows] == [view.visualRect(row).height() for row in rows]


def test_the_copy_key_copies_the_source(panel: CitationPanel) -> None:
    """In the list Ctrl+C copies the chosen source as Markdown; a mark without a source leaves the clipboard alone."""
    CitationMenu(panel)
    panel.select_source(0)
    QTest.keyClick(view_of(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "[Tea and silver](https://example.org/1)" == QGuiApplication.clipboard().text()
    panel.select_dangling(0)
    QTest.keyClick(view_of(panel), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "[Tea and silver](https://example.org/1)" == QGuiApplication.clipboard().text()


WORK = Work(
    "article-journal",
    (("title", "Of Tides"), ("container-title", "Bays"), ("volume", "12"), ("page", "3-9")),
    (("author", (Name("Berg", "Anna", "van der"),)),),
    (("issued", Date(((2011, 5),))),),
)


def of_work(work: Work) -> Entry:
    """Return the row of a source of a bibliography that has no address."""
    marks = (mention("berg2011"),)
    return entries_of(
        Citations((Source("berg2011", work.text("title"), None, None, 1, 0, 3, State.CITED, marks, work=work),))
    )[0]


def test_author_and_year_are_shown_where_they_are_known() -> None:
    """Row, card and screen reader say them, and the filter finds by them."""
    entry = of_work(WORK)
    assert "van der Berg 2011 · 1 mention" == facts(entry)
    assert "van der Berg 2011 · Bays 12, 3–9" == source_of(entry)
    assert "Source berg2011, Of Tides, van der Berg 2011 · 1 mention" == spoken(entry)
    assert [entry] == matching([entry], "berg 2011 tides", frozenset())


def test_what_is_copied_says_who_and_when() -> None:
    """Markdown and BibTeX have what the bibliography has."""
    entry = of_work(WORK)
    assert "Anna van der Berg (2011): Of Tides. Bays 12, 3–9" == as_markdown(entry)
    assert all(
        part in as_bibtex(entry) for part in ("@article{berg2011,", "{van der Berg, Anna}", "{3--9}", "month = may")
    )


def test_notes_that_cite_a_book_without_an_address_can_be_found(panel: CitationPanel, qtbot: QtBot) -> None:
    """Its title, author and year are looked for, without quotes that would end the query."""
    work = replace(WORK, texts=(("title", 'The "Tide"'),))
    menu = CitationMenu(panel).menu_of(of_work(work))
    with qtbot.waitSignal(panel.search_requested) as asked:
        next(action for action in menu.actions() if "Find" in action.text()).trigger()
    assert ['cites:"The Tide van der Berg 2011"'] == asked.args


def test_hostile_works_are_plain_text(panel: CitationPanel) -> None:
    """Names and journals of a bibliography are no rich text anywhere, and stay short in a row."""
    work = Work("book", (("title", HOSTILE),), (("author", (Name(HOSTILE * 100),)),))
    entry = of_work(work)
    panel.set_citations(Citations((Source("k", HOSTILE, None, None, 1, 0, 3, State.CITED, (), work=work),)))
    assert len(entry.byline) <= 120
    assert "<b>" not in as_markdown(entry)
