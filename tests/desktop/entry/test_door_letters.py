"""The door in large letters: what leads on when the passphrase is lost can be read whole."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.look.dressing import dress
from desktop.look.preferences import choose_size
from desktop.main_window import MainWindow
from prescription.language import speak


@pytest.mark.parametrize("size", [100, 150, 200, 250])
def test_no_words_of_the_door_are_cut_off(qtbot: QtBot, window: MainWindow, size: int) -> None:
    speak("fr")
    window.door.ask(new=False)
    choose_size(size)
    dress()
    buttons = [b for b in window.door.findChildren(QPushButton) if b.isVisible()]
    said = [button.text().replace("&", "") for button in buttons]
    assert {"Phrase de passe perdue…", "Restaurer une sauvegarde…"} <= set(said)

    def all_whole() -> bool:
        return all(b.width() >= b.sizeHint().width() for b in buttons)

    qtbot.waitUntil(all_whole)
    assert window.width() <= 1366
    choose_size(100)
    dress()
    QApplication.processEvents()
