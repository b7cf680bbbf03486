from reader.citations.bibliography import parse_bibtex
from reader.citations.read import read
from reader.core.citation import State
from reader.core.note import Note, Stamp


def _note(text: str) -> Note:
    return Note(
        path="note.md", stamp=Stamp(0, 0), text=text, body_start=0, title="Note", modified="2026-01-01T00:00:00Z"
    )


def test_a_numbered_list_is_tied_to_its_marks() -> None:
    """Each number of the list is a source, cited where the text repeats it."""
    text = "The bay falls dry[1], twice a day[1][3].\n\nCitations:\n[1] https://a.example/x\n[2] https://b.example\n[3] https://c.example\n"
    sources = read(_note(text)).sources
    assert [("1", State.CITED, 2), ("2", State.UNCITED, 0), ("3", State.CITED, 1)] == [
        (source.label, source.state, len(source.mentions)) for source in sources
    ]


def test_mentions_know_their_place() -> None:
    """Line and column are those of the file, and the span cuts the mark out of it."""
    text = "One.\r\nThe bay[1] is dry.\r\n\r\nSources:\r\n[1] https://a.example\r\n"
    (mention,) = read(_note(text)).sources[0].mentions
    assert (2, 8, "[1]") == (mention.line, mention.column, text[mention.start : mention.end])


def test_numbers_of_one_mark_keep_their_order() -> None:
    """In `[3, 1]` the 3 comes first, on the page as in the panel."""
    text = "A claim[3, 1].\n\n[1] https://a.example\n[2] https://b.example\n[3] https://c.example\n"
    assert [("3", 0), ("1", 1)] == [(mention.label, mention.part) for mention, _ in read(_note(text)).marks()]


def test_a_sentence_shows_its_marks() -> None:
    """Marks that are links keep their brackets in the plain sentence, and a raised number stays raised."""
    text = "Low.<sup>[[1]](https://a.example)</sup> The bay[2](https://b.example) holds 10<sup>3</sup> boats. Calm.\n"
    sentences = [mention.sentence for mention, _ in read(_note(text)).marks()]
    assert ["Low.[1]", "The bay[2] holds 10³ boats."] == sentences


def test_two_keys_of_one_entry_are_one_source() -> None:
    """Biblatex's `ids` are other names of an entry, and no other work."""
    known = parse_bibtex("@book{berg2011, ids = {berg11}, title = {Sand}, url = {https://a.example}}").references
    (source,) = read(_note("Dunes move [@berg11], and sing [@berg2011].\n"), known).sources
    assert ("berg11", ["berg11", "berg2011"]) == (source.label, [mention.label for mention in source.mentions])


def test_a_number_behind_a_handle_is_a_mark() -> None:
    """A key has a year in it, and its locator in brackets; behind a person there is no locator."""
    (source,) = read(_note("So said @mira [1].\n\nSources\n[1] https://a.example\n")).sources
    assert ["[1]"] == [mention.text for mention in source.mentions]


def test_a_label_in_an_outline_has_its_children() -> None:
    """Outliners write everything as bullets: what is nested under "Sources" is its list, and no bullet behind it."""
    text = "- Tides\n  - Sources\n    - [Bay](https://a.example)\n    - https://b.example\n  - Moon\n- Stars\n"
    assert ["https://a.example", "https://b.example"] == [source.url for source in read(_note(text)).sources]


def test_books_in_a_list_without_a_label() -> None:
    """Numbers that the text repeats and years make a list where there is neither a label nor an address."""
    text = "The bay is dry[1].\n\nMy shelf\n\n[1] Berg, Tides, 2001\n[2] Cole, Bays, 2004\n"
    assert ["1", "2"] == [source.label for source in read(_note(text)).sources]


def test_labels_of_many_languages() -> None:
    """The names of the sections that encyclopedias and exports have, alone and two at once."""
    names = "Note|Viitteet|Lähdeluettelo|Literaturhinweise|Użyta literatura|Použitá literatura|Fodnoter|Notas de rodapé"
    names += "|Список использованной литературы|Список літератури|出处|典拠|미주|বাংলা|บรรณานุกรม"
    names += "|הפניות|فهرست منابع|Note și referințe"
    lost = [
        name
        for name in names.split("|")
        if len(read(_note(f"So it is[1].\n\n## {name}\n\n1. Berg, Tides, 2001\n2. A shelf\n")).sources) != 2
    ]
    assert ["Użyta literatura", "বাংলা"] == lost
