"""The ordonnancier on paper: what of it is chosen and seen first, then printed or written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from desktop.look.date_field import DateField
from desktop.main_window import MainWindow
from desktop.register.periods import Period, bounds
from desktop.register.print_dialog import PrintDialog
from storage.journal import Action
from storage.ordonnancier import Listing
from storage.register import Register
from storage.settings import Pharmacy, name_pharmacy
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    answer_dialog,
    register_of,
    type_into,
)
from tests.storage.conftest import SOURCE, make_prescription
from tests.storage.test_ordonnancier import DISPENSING

TODAY = datetime.now(UTC).astimezone().date()


@pytest.fixture
def filled(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> MainWindow:
    """An open register: a drug of list I dispensed today, a narcotic in March 2020."""
    today = replace(DISPENSING, drug="Kardegic, 75 mg", dispensed_on=TODAY, listing=Listing.LIST_I)
    then = replace(
        DISPENSING, drug="Skenan", dispensed_on=date(2020, 3, 5), listing=Listing.NARCOTIC
    )
    register_of(tmp_path).parent.mkdir()
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        name_pharmacy(register, Pharmacy("Pharmacie des Tilleuls", "1, place Royale, Nantes"))
        register.add(make_prescription(), SOURCE, dispensings=[today, then])
    window.door.ask(new=False)
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(window.review.isVisible, timeout=READING)
    return window


def print_by_keyboard(
    qtbot: QtBot, window: MainWindow, answer: Callable[[PrintDialog], None]
) -> None:
    """Ctrl+P, then what a person does with the dialog."""
    answer_dialog(
        qtbot, window, PrintDialog, Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_P, answer
    )


def told(dialog: PrintDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def choose(dialog: PrintDialog, name: str) -> None:
    """What the arrow keys do in the box that offers it."""
    box = next(b for b in dialog.findChildren(QComboBox) if b.findText(name) >= 0)
    box.setCurrentText(name)
    box.activated.emit(box.currentIndex())


def says(dialog: PrintDialog, words: str) -> bool:
    return words in told(dialog)


def button(dialog: PrintDialog, words: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if words in b.text().replace("&", ""))


def shown(dialog: PrintDialog) -> QLabel:
    return next(e for e in dialog.findChildren(QLabel) if e.accessibleName())


def test_this_month_is_shown_before_it_is_printed_and_any_other_period_too(
    qtbot: QtBot, filled: MainWindow, tmp_path: Path
) -> None:
    def look(dialog: PrintDialog) -> None:
        qtbot.waitUntil(lambda: "1 ligne — Feuille 1 sur 1" in told(dialog), timeout=READING)
        assert not shown(dialog).pixmap().isNull()
        choose(dialog, "Stupéfiants")
        qtbot.waitUntil(lambda: "Aucune ligne" in told(dialog), timeout=READING)
        choose(dialog, "Depuis le début")
        qtbot.waitUntil(lambda: "1 ligne" in told(dialog), timeout=READING)
        choose(dialog, "Tous les médicaments listés")
        qtbot.waitUntil(lambda: "2 lignes" in told(dialog), timeout=READING)
        choose(dialog, "Ce mois-ci")
        since = dialog.findChildren(DateField)[0]
        for typed, said in (("5/3/20", "2 lignes"), ("1/1/2049", "suit le dernier"), ("x", "Date")):
            since.selectAll()
            QTest.keyClicks(since, typed)
            # Enter shows what was typed; nothing is printed that was not seen.
            QTest.keyClick(since, Qt.Key.Key_Return)
            assert dialog.isVisible()
            qtbot.waitUntil(partial(says, dialog, said), timeout=READING)
        assert not button(dialog, "Imprimer").isEnabled()

    print_by_keyboard(qtbot, filled, look)
    filled.close()
    # Looking is not printing.
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        assert not list(register.journal(Action.EDITION))


def test_a_pdf_is_named_by_what_it_holds(
    qtbot: QtBot, filled: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []
    out = tmp_path / "out.pdf"
    out.write_bytes(b"of last month, to be replaced as the dialog of files agreed")

    def save(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)

    def write(dialog: PrintDialog) -> None:
        choose(dialog, "Depuis le début")
        choose(dialog, "Stupéfiants")
        choose(dialog, "Par patient")
        qtbot.waitUntil(lambda: "1 ligne" in told(dialog), timeout=READING)
        button(dialog, "crire un PDF").click()

    print_by_keyboard(qtbot, filled, write)
    message = filled.statusBar().currentMessage
    qtbot.waitUntil(lambda: "out.pdf : 1 ligne sur 1 page" in message(), timeout=READING)
    assert proposed == ["ordonnancier-stupefiants-par-patient.pdf"]
    (page,) = pypdfium2.PdfDocument(out)
    text = page.get_textpage().get_text_range()
    assert "Skenan" in text
    assert "Kardegic" not in text


def test_a_printer_gets_the_sheets_lying_and_a_name_for_its_file(
    qtbot: QtBot, filled: MainWindow, tmp_path: Path
) -> None:
    def send(dialog: PrintDialog) -> None:
        qtbot.waitUntil(button(dialog, "Imprimer").isEnabled, timeout=READING)
        button(dialog, "Imprimer").click()

    print_by_keyboard(qtbot, filled, send)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    edit = dialog.findChild(QLineEdit, "filename")
    assert isinstance(edit, QLineEdit)
    first = TODAY.replace(day=1)
    assert Path(edit.text()).name == f"ordonnancier-du-{first}-au-{TODAY}.pdf"
    paper = tmp_path / "paper.pdf"
    edit.setText(str(paper))
    next(b for b in dialog.findChildren(QPushButton) if "primer" in b.text()).click()
    qtbot.waitUntil(
        lambda: "paper.pdf : 1 ligne" in filled.statusBar().currentMessage(), timeout=READING
    )
    (page,) = pypdfium2.PdfDocument(paper)
    assert [round(side) for side in page.get_size()] == [842, 595]
    filled.close()
    with Register.open(register_of(tmp_path), PASSPHRASE) as register:
        (event,) = register.journal(Action.EDITION)
        assert event.detail["since"] == str(first)


def test_periods_end_today_or_where_the_calendar_says() -> None:
    day = date(2026, 3, 1)
    assert bounds(Period.MONTH, day) == (day, day)
    assert bounds(Period.LAST_MONTH, day) == (date(2026, 2, 1), date(2026, 2, 28))
    assert bounds(Period.YEAR, day) == (date(2026, 1, 1), day)
    assert bounds(Period.LAST_YEAR, day) == (date(2025, 1, 1), date(2025, 12, 31))
    assert bounds(Period.ALL, day) == (None, None)
