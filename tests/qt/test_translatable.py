"""Everything that the window says goes through Qt's translation: a translator must find every string."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import reader.qt

FILES = sorted(Path(reader.qt.__file__).parent.glob("*.py"))
SHOWING = frozenset(
    "setText setToolTip setStatusTip setWhatsThis setAccessibleName setAccessibleDescription setWindowTitle "
    "setPlaceholderText setTitle setHeaderLabels setSuffix addAction addMenu addItem addItems addTab setTabToolTip "
    "setTabText show_notice set_facts set_progress set_empty_text set_note set_heading show_empty question critical "
    "information warning about getSaveFileName getOpenFileName getExistingDirectory QLabel QPushButton QAction QMenu "
    "QCheckBox QGroupBox QRadioButton".split()
)
"""Calls whose arguments a person reads."""


def is_words(text: str) -> bool:
    """Return whether a text has a word to translate: not a name of ours, a sign or a unit."""
    text = text.replace("Postil", "")
    return any(part.isalpha() and len(part) > 2 and not part.isupper() for part in text.split()) and "_" not in text


def raw(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """Yield the strings of an argument that no call of a translating function is around."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.Name) and node.id in constants:
        yield constants[node.id]
    elif isinstance(node, (ast.BinOp, ast.BoolOp, ast.IfExp, ast.List, ast.Tuple)):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from raw(child, constants)


def untranslated(source: str) -> list[str]:
    """Return what a module shows without having it translated, with the line."""
    tree = ast.parse(source)
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in SHOWING:
            # `show_notice` has the name of an action as its third argument; a filter of files is no sentence.
            shown = node.args[:2] if name == "show_notice" else node.args
            found += [f"{node.lineno}: {text}" for each in shown for text in raw(each, constants) if is_words(text)]
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_shown_is_translated(file: Path) -> None:
    """A string in a call that shows it stands in `tr`."""
    assert [] == untranslated(file.read_text(encoding="utf-8"))


def test_raw_strings_are_found() -> None:
    """The test sees what it is meant to see."""
    assert ["1: All sources"] == untranslated('label.setText("All sources")')
    assert ["1: Copied   now"] == untranslated('bar.show_notice(f"Copied {name} now")')
    assert ["2: No notes"] == untranslated('_NONE = "No notes"\nQLabel(_NONE if x else "")')
    assert [] == untranslated('QLabel(self.tr("All sources"))\nbox.setSuffix(" mm")\nlabel.setText(note.title)')
