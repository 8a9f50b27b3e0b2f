"""What leaves the register is seen first, as whoever opens the file will see it."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.register.export_preview import column_words
from prescription.language import speak
from storage.export.columns import COLUMNS
from storage.export.prescription_columns import PRESCRIPTION_COLUMNS
from tests.desktop.driving import READING, previewed, record_sample


def _headings(table: QTableWidget) -> list[str]:
    heads = [table.horizontalHeaderItem(at) for at in range(table.columnCount())]
    return [head.text() for head in heads if head]


def _column(table: QTableWidget, heading: str) -> list[str]:
    at = _headings(table).index(heading)
    items = [table.item(row, at) for row in range(table.rowCount())]
    return [item.text() for item in items if item]


def test_an_export_is_seen_as_the_spreadsheet_shows_it(
    qtbot: QtBot, checking: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_sample(qtbot, checking)
    checking.tabs.setCurrentWidget(checking.register)
    qtbot.waitUntil(lambda: checking.register.count == 1, timeout=READING)
    out = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(out), ""))
    seen: list[dict[str, list[str]]] = []

    def look() -> None:
        dialog = previewed()
        if dialog is None:
            QTimer.singleShot(50, look)
            return
        table, text = dialog.findChild(QTableWidget), dialog.findChild(QPlainTextEdit)
        form = dialog.findChild(QComboBox)
        assert table is not None
        assert text is not None
        assert form is not None
        # It opens on what was prescribed: numbers and instants of the register stand to the left.
        assert _headings(table)[table.columnAt(0)] == "Date de l'ordonnance"
        assert _headings(table)[0] == "N°"
        seen.append({head: _column(table, head) for head in _headings(table)})
        form.setCurrentIndex(form.findText("FHIR R4 (JSON)"))
        qtbot.waitUntil(text.isVisible, timeout=READING)
        assert '"resourceType": "Bundle"' in text.toPlainText()
        form.setCurrentIndex(0)
        qtbot.waitUntil(table.isVisible, timeout=READING)
        dialog.accept()

    QTimer.singleShot(0, look)
    checking.register.export_asked.emit(checking.register.query)
    said = checking.statusBar().currentMessage
    qtbot.waitUntil(lambda: "out.csv : 1 ordonnance" in said(), timeout=READING)
    (table_seen,) = seen
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert table_seen["Médicament"] == [row["medicament"] for row in rows]
    assert table_seen["Date de l'ordonnance"] == ["12/03/2026"] * len(rows)
    # What is empty throughout takes no room.
    filled = [name for name in rows[0] if any(row[name] for row in rows)]
    assert len(table_seen) == len(filled) < len(rows[0])


def test_every_column_has_words_in_both_languages() -> None:
    names = {column.fr for column in (*COLUMNS, *PRESCRIPTION_COLUMNS)}
    spoken = {}
    for language in ("fr", "en"):
        speak("fr" if language == "fr" else "en")
        for columns in (COLUMNS, PRESCRIPTION_COLUMNS):
            told = [column_words(column.fr) for column in columns]
            assert len(set(told)) == len(told)
        spoken[language] = {name: column_words(name) for name in names}
    speak(None)
    assert not any("_" in words for said in spoken.values() for words in said.values())
