"""Takes pictures of the real windows, with the sample and a register of their own.

`make screenshots` renews the guide's. `packaging/screenshots.py --every FOLDER` takes every page in
both languages and every theme, at 1366×768, at 1920×1080 and at twice the size, to be looked at.
The register is made in a folder that is removed afterwards.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "images"
GUIDE_TEXT = (GUIDE.parent / "guide.fr.md").read_text(encoding="utf-8")
PASSPHRASE = "quatre chevaux bleus dorment"  # noqa: S105 - of a register that is thrown away
LONGEST = 120.0
"""Seconds to wait for a page to be read."""
SIZES = {"1366": (1366, 768, 1), "1920": (1920, 1080, 1), "200": (1366, 768, 2)}
"""Width, height and scale of the screens."""
THEMES = ("light", "dark", "contrast")


@dataclass(frozen=True)
class Wish:
    """Which pictures to take, and where to put them."""

    folder: Path
    size: str = "1366"
    language: str = "fr"
    themes: tuple[str, ...] = ("light",)


def main() -> None:
    """Take the guide's pictures, or every picture."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--every", type=Path, metavar="FOLDER")
    asked.add_argument("--one", nargs=3, metavar=("FOLDER", "SIZE", "LANGUAGE"))
    given = asked.parse_args()
    if given.every:
        _take_every(given.every)
    elif given.one:
        folder, size, language = given.one
        _take(Wish(Path(folder), size, language, THEMES))
    else:
        _take(Wish(GUIDE))


def _take_every(folder: Path) -> None:
    """A process for each size and language: Qt takes its scale once, at the start."""
    for size, (width, height, scale) in SIZES.items():
        with tempfile.NamedTemporaryFile("w", suffix=".json") as screens:
            screen = {"name": size, "x": 0, "y": 0, "width": width, "height": height}
            json.dump({"screens": [{**screen, "logicalDpi": 96, "dpr": 1}]}, screens)
            screens.flush()
            for language in ("fr", "en"):
                subprocess.run(
                    [sys.executable, __file__, "--one", str(folder), size, language],
                    env={
                        **os.environ,
                        "QT_SCALE_FACTOR": str(scale),
                        "QT_QPA_PLATFORM": f"offscreen:configfile={screens.name}",
                    },
                    check=True,
                )


def _take(wish: Wish) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = home
        _Photographer(wish, Path(home)).take()


class _Photographer:
    """Drives the window through a first day, a picture at each step."""

    def __init__(self, wish: Wish, home: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.application import keep_settings_at_home
        from desktop.look.dressing import dress
        from desktop.look.preferences import choose_theme, choose_tongue
        from desktop.main_window import MainWindow

        self._wish = wish
        self._home = home
        wish.folder.mkdir(parents=True, exist_ok=True)
        self._application = QApplication(sys.argv[:1])
        self._application.setOrganizationName("Ordonnancier")
        self._application.setApplicationName("Ordonnancier")
        keep_settings_at_home()
        choose_tongue("en" if wish.language == "en" else "fr")
        choose_theme(wish.themes[0])
        dress()
        width, height, scale = SIZES[wish.size]
        self.window = MainWindow()
        self.window.resize(width // scale, height // scale)
        self.window.show()

    def take(self) -> None:
        """The whole day."""
        self._first_start()
        self._checking()
        self._register()
        self._office()
        self.window.lock()
        self._shoot("verrouille")
        self.window.close()

    def _first_start(self) -> None:
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QLineEdit

        texts = ("Anne Martin", PASSPHRASE, PASSPHRASE)
        edits = self.window.door.findChildren(QLineEdit)
        for edit, text in zip(edits, texts, strict=True):
            QTest.keyClicks(edit, text)
        self._shoot("premier-demarrage")
        edits[-1].returnPressed.emit()
        self._wait(self.window.review.isVisible)
        self._shoot("premiers-pas")

    def _checking(self) -> None:
        from PySide6.QtTest import QTest

        from desktop.capture.capture_flow import SAMPLE
        from ordonnancier.review.place import Part, Place

        window = self.window
        window.open_pages([SAMPLE])
        self._wait(lambda: window.review.sheet is not None)
        panel = window.review.panel
        panel.go_to(Place(Part.POSOLOGY, 5))
        self._shoot("verifier")
        QTest.keyClicks(window.focusWidget(), "1cp x3/j 7j")
        QTest.keyClick(window.focusWidget(), "\r")
        panel.go_to(Place(Part.POSOLOGY, 5))
        self._shoot("corriger")
        while window.review.sheet is not None and not window.review.sheet.ready:
            panel.go_on()
            QTest.keyClick(window.focusWidget(), "\r")
        self._shoot("pret")
        self._shoot_dialog("arranger", window.review_flow.arrange)
        window.review.record()
        self._wait(lambda: window.review.sheet is None)

    def _register(self) -> None:
        window = self.window
        window.tabs.setCurrentWidget(window.register)
        self._wait(lambda: bool(window.register.count))
        window.register.select(0)
        self._wait(lambda: window.register.shows_page)
        self._shoot("registre")
        self._shoot_dialog("exporter", lambda: self._press("xp"))
        self._shoot_dialog("inscrire", lambda: self._press("ordonnancier"))
        keeper = ("Pharmacie des Tilleuls", "1, place Royale, Nantes")
        window.review.steps.pharmacy_given.emit(*keeper)
        window.actions_by_id["print-ordonnancier"].trigger()
        self._shoot_dialog("imprimer", lambda: None)

    def _office(self) -> None:
        window, copies = self.window, self._home / "copies"
        copies.mkdir()
        window.office.backups.asked.emit(copies)
        self._wait(lambda: ".ordonnancier" in window.office.backups.told)
        for name, page in (
            ("statistiques", window.office.statistics),
            ("sauvegardes", window.office.backups),
            ("hors-ligne", window.office.offline),
            ("reglages", window.office.settings),
            ("aide", window.office.help),
        ):
            window.office.show_page(page)
            self._wait(lambda: bool(window.office.statistics.told))
            self._shoot(name)

    def _press(self, words: str) -> None:
        from PySide6.QtWidgets import QPushButton

        buttons = self.window.register.findChildren(QPushButton)
        next(b for b in buttons if words in b.text() and b.isEnabled()).click()

    def _shoot_dialog(self, name: str, open_dialog: Callable[[], None]) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        taken = []

        def shoot() -> None:
            dialog: Any = QApplication.activeModalWidget()
            if dialog is None:
                QTimer.singleShot(100, shoot)
                return
            self._shoot(name, dialog)
            taken.append(name)
            dialog.reject()

        QTimer.singleShot(300, shoot)
        open_dialog()
        self._wait(lambda: bool(taken))

    def _shoot(self, name: str, what: Any = None) -> None:
        from PySide6.QtTest import QTest

        from desktop.look.preferences import choose_theme

        wish = self._wish
        for theme in wish.themes:
            if len(wish.themes) > 1:
                choose_theme(theme)
                self.window.office.dressed.emit()
            QTest.qWait(400)
            told = f"{name}-{wish.size}-{wish.language}-{theme}" if wish.folder != GUIDE else name
            if wish.folder == GUIDE and f"images/{name}.png" not in GUIDE_TEXT:
                return
            (what or self.window).grab().save(str(wish.folder / f"{told}.png"))

    def _wait(self, until: Callable[[], bool]) -> None:
        from PySide6.QtTest import QTest

        end = time.monotonic() + LONGEST
        while not until():
            QTest.qWait(50)
            if time.monotonic() > end:
                raise SystemExit("the window did not come to what was to be shown")


if __name__ == "__main__":
    main()
