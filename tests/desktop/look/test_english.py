"""The English window: the software says English; the paper and the record stay French."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QTableView
from pytestqt.qtbot import QtBot

from desktop.look.dressing import dress
from desktop.look.preferences import choose_tongue
from desktop.main_window import MainWindow
from desktop.wording import POSOLOGY, STRENGTH, SUPPLY, describe_place
from ordonnancier.capture import capture_text
from ordonnancier.review.place import Part, Place
from ordonnancier.review.sheet import Sheet
from prescription.language import Language, speak
from prescription.record import Document
from storage.register import Register
from tests.desktop.driving import (
    PASSPHRASE,
    READING,
    SAMPLE,
    field,
    focused,
    panel,
    register_of,
    shown_texts,
    type_into,
)


@pytest.fixture
def english(qtbot: QtBot, window: MainWindow, tmp_path: Path, read_sample: Document) -> MainWindow:
    """An English window that has the sample to check and waits for a file that is no picture."""
    window.close()
    choose_tongue("en")
    dress()
    register_of(tmp_path).parent.mkdir(exist_ok=True)
    with Register.create(register_of(tmp_path), PASSPHRASE, user="Anne Martin") as register:
        waiting = register.captures.add(SAMPLE.name, SAMPLE.read_bytes())
        register.captures.read(waiting, read_sample)
    return _open(qtbot)


def _open(qtbot: QtBot) -> MainWindow:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    type_into(window, passphrase=PASSPHRASE)
    qtbot.waitUntil(lambda: window.review.sheet is not None, timeout=READING)
    return window


def _queue(window: MainWindow) -> str:
    queue = window.review.findChild(QListWidget)
    assert queue is not None
    return "\n".join(queue.item(row).text() for row in range(queue.count()))


def test_why_a_file_was_not_read_is_told_in_the_windows_language(
    qtbot: QtBot, english: MainWindow, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    english.open_pages([broken])
    qtbot.waitUntil(lambda: "!  broken.png" in _queue(english), timeout=READING)
    assert "!  broken.png: This file is no readable image" in _queue(english)
    # Whoever speaks French next reads it in French.
    english.close()
    choose_tongue("fr")
    dress()
    french = _open(qtbot)
    assert "!  broken.png : Ce fichier n'est pas une image" in _queue(french)
    french.close()


def test_a_posology_is_said_in_english_and_stands_in_french_where_it_is_corrected(
    qtbot: QtBot, english: MainWindow
) -> None:
    table = english.review.findChild(QTableView)
    assert table is not None
    model = table.model()

    def cells(column: int) -> list[str]:
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    assert cells(POSOLOGY)[0] == "1 tablet, in the morning"
    assert "at most 3 tablets per day" in cells(POSOLOGY)[5]
    assert "only “si douleur”" in cells(POSOLOGY)[5]
    assert cells(SUPPLY)[1] == "enough for 3 months\n2 renewals"
    assert cells(STRENGTH)[0] == "2.5 mg, tablet"
    # Where it is corrected it stays as it is typed.
    panel(english).go_to(Place(Part.STRENGTH, 0))
    assert field(english, "Strength and form").text() == "2,5 mg, comprimé"
    panel(english).go_to(Place(Part.POSOLOGY, 6))
    edit = field(english, "Dosage")
    assert edit.text() == "15 mL, le matin, à midi et le soir, pendant 5 jours"
    assert "15 mL × 3 × 5 days = 225 mL" in shown_texts(english)
    edit.selectAll()
    QTest.keyClicks(edit, "10 mL x2/j 3j")
    QTest.keyClick(focused(english), Qt.Key.Key_Return)
    assert cells(POSOLOGY)[6] == "10 mL, 2 times a day"
    assert cells(SUPPLY)[6] == "3 days"
    english.close()


DOUBTS = (
    (
        "Kardégic 15 mg : 1 sachet par jour",
        Part.STRENGTH,
        "Kardégic ne se vend pas à 15 mg, mais à 75 mg, 160 mg, 300 mg.",
        "Kardégic is not marketed at 15 mg, but at 75 mg, 160 mg, 300 mg.",
    ),
    (
        "Levothyrox 125 µg sirop : 1 cp par jour",
        Part.STRENGTH,
        "Levothyrox ne se vend pas en sirop, mais en comprimé.",
        "Levothyrox is not marketed as syrup, but as tablet.",
    ),
    (
        "Doliprane 1000 mg comprimé : 2 cp 4 fois par jour",
        Part.POSOLOGY,
        "paracétamol : 8000 mg par jour, plus que le maximum habituel de 4000 mg.",
        "paracétamol: 8000 mg a day, above the usual maximum of 4000 mg.",
    ),
    (
        "Lasilix 40 mg comprimé : 1 cp par jour, 2 cp le mardi",
        Part.POSOLOGY,
        "la dose de certains jours remplace celle des autres, ou s'y ajoute.",
        "the dose of some days replaces that of the others, or adds to it.",
    ),
)


@pytest.mark.parametrize(("written", "part", "fr", "en"), DOUBTS)
@pytest.mark.parametrize(("read_in", "shown_in"), [("fr", "en"), ("en", "fr")])
def test_a_doubt_is_told_in_the_windows_language_whichever_it_was_read_in(
    written: str, part: Part, fr: str, en: str, read_in: Language, shown_in: Language
) -> None:
    speak(read_in)
    page = f"Dr Hélène ROUX\nLe 02/03/2026\nM. Jean DURAND\n{written}"
    (draft,) = capture_text(page).prescriptions
    speak(shown_in)
    told = describe_place(Sheet.of(draft), Place(part, 0))
    speak(None)
    expected = {"fr": fr, "en": en}
    assert expected[shown_in] in told
    assert expected[read_in] not in told
