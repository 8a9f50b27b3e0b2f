"""Takes the guide's pictures from the real windows, with the sample and a register of their own.

Run by `make screenshots`; a register is made in a folder that is removed afterwards.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
PASSPHRASE = "quatre chevaux bleus dorment"  # noqa: S105 - of a register that is thrown away
SIZE = (1366, 740)
LONGEST = 120.0
"""Seconds to wait for a page to be read."""


def main() -> None:
    """Drive the windows through a first day, a picture at each step."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        _take_pictures()


def _take_pictures() -> None:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    from desktop.main_window import SAMPLE, MainWindow
    from ordonnancier.review.place import Part, Place
    from prescription.language import speak

    speak("fr")
    application = QApplication(sys.argv)
    application.setApplicationName("Ordonnancier")
    window = MainWindow()
    window.resize(*SIZE)
    window.show()

    def wait(until: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST
        while not until():
            QTest.qWait(50)
            if time.monotonic() > end:
                raise SystemExit("the window did not come to what the guide shows")

    def shoot(name: str) -> None:
        QTest.qWait(500)
        window.grab().save(str(FOLDER / f"{name}.png"))

    texts = ("Anne Martin", PASSPHRASE, PASSPHRASE)
    for edit, text in zip(window.door.findChildren(QLineEdit), texts, strict=True):
        QTest.keyClicks(edit, text)
    shoot("premier-demarrage")
    window.door.findChildren(QLineEdit)[-1].returnPressed.emit()
    wait(window.review.isVisible)
    window.open_pages([SAMPLE])
    wait(lambda: window.review.sheet is not None)
    panel = window.review.panel
    panel.go_to(Place(Part.POSOLOGY, 5))
    shoot("verifier")
    QTest.keyClicks(window.focusWidget(), "1cp x3/j 7j")
    QTest.keyClick(window.focusWidget(), "\r")
    panel.go_to(Place(Part.POSOLOGY, 5))
    shoot("corriger")
    while window.review.sheet is not None and not window.review.sheet.ready:
        panel.go_on()
        QTest.keyClick(window.focusWidget(), "\r")
    window.review.record()
    wait(lambda: "numéro 1" in window.statusBar().currentMessage())
    window.tabs.setCurrentWidget(window.register)
    wait(lambda: bool(window.register.count))
    window.register.select(0)
    wait(lambda: window.register.shows_page)
    shoot("registre")
    window.close()


if __name__ == "__main__":
    main()
