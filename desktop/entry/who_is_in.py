"""Whose passphrase opened the register: what is recorded is recorded under that name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar

from desktop.desk import Desk
from prescription.language import say


class WhoIsIn:
    """Names the user at the foot of the window while the register is open."""

    def __init__(self, desk: Desk, foot: QStatusBar) -> None:
        self._desk = desk
        self._name = QLabel()
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setAccessibleName(say(fr="Utilisateur", en="User"))
        foot.addPermanentWidget(self._name)

    def start(self) -> None:
        """The register is open."""
        self._name.setText(self._desk.user)

    def pause(self) -> None:
        """The register closes."""
        self._name.clear()
