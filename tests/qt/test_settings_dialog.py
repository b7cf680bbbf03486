"""The settings in one dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from reader.app.settings import Settings
from reader.qt.settings_dialog import LINES, SettingsDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    """Return the dialog on the screen, with the defaults."""
    made = SettingsDialog()
    qtbot.addWidget(made)
    made.show_settings(Settings())
    made.show()
    qtbot.waitExposed(made)
    return made


def control(dialog: SettingsDialog, name: str) -> QWidget:
    """Return the control of a setting."""
    found = dialog.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_every_line_is_a_setting_with_a_name_and_a_sentence(dialog: SettingsDialog) -> None:
    """And its default can be shown."""
    known = set(Settings.__struct_fields__)
    for line in LINES:
        assert line.name in known
        assert line.text == control(dialog, line.name).accessibleName()
        assert line.about == control(dialog, line.name).accessibleDescription()
        assert not line.choices or getattr(Settings(), line.name) in dict(line.choices)


def test_showing_tells_nothing(dialog: SettingsDialog, qtbot: QtBot) -> None:
    """Only a person changes settings."""
    with qtbot.assertNotEmitted(dialog.changed):
        dialog.show_settings(Settings(theme="dark", text_size=180, exclude=("a", "b*"), landscape=True))
    words = control(dialog, "exclude")
    assert isinstance(words, QLineEdit)
    assert "a, b*" == words.text()


def test_each_change_is_told_with_a_value_of_its_kind(dialog: SettingsDialog) -> None:
    """A choice, a number, yes or no, and words."""
    told: list[tuple[str, object]] = []
    dialog.changed.connect(lambda name, value: told.append((name, value)))
    theme, size = control(dialog, "theme"), control(dialog, "text_size")
    tick, words = control(dialog, "landscape"), control(dialog, "exclude")
    assert isinstance(theme, QComboBox)
    assert isinstance(size, QSpinBox)
    assert isinstance(tick, QCheckBox)
    assert isinstance(words, QLineEdit)
    QTest.keyClick(theme, Qt.Key.Key_Down)
    size.setValue(125)
    tick.click()
    QTest.keyClicks(words, "drafts, , *.tmp.md ")
    QTest.keyClick(words, Qt.Key.Key_Return)
    assert [("theme", "light"), ("text_size", 125), ("landscape", True), ("exclude", ("drafts", "*.tmp.md"))] == told


def test_a_setting_is_found_by_words(dialog: SettingsDialog) -> None:
    """In its name, its sentence or its choices."""
    field = dialog.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "PAPER size")
    assert ["print_size"] == dialog.shown
    field.setText("sepia")
    assert ["theme"] == dialog.shown
    field.clear()
    assert [line.name for line in LINES] == dialog.shown
