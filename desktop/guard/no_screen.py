"""Where no window can open, one sentence in the place of Qt's own and of its abort."""

import os
import sys
from collections.abc import Sequence

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from prescription.language import say


def reach_screen(arguments: Sequence[str]) -> QApplication:
    """Qt's application; without a screen the program ends here, with exit status 1.

    Qt says why only to its handler of messages, then aborts: there is nothing to catch.
    """
    said: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            sys.stderr.write(f"{no_screen()}\n")
            sys.stderr.flush()
            os._exit(1)
        said.append(message)

    before = qInstallMessageHandler(hear)
    try:
        application = QApplication(list(arguments))
    finally:
        qInstallMessageHandler(before)
    for message in said:
        sys.stderr.write(f"{message}\n")
    return application


def no_screen() -> str:
    """Why no window opens, and what works without one."""
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return say(
            fr="Pas d'écran ici : ouvrez l'application dans une session graphique ; la commande "
            "« ordonnancier » s'en passe.",
            en="There is no screen here: open the application in a graphical session; the command "
            '"ordonnancier" does without one.',
        )
    return say(
        fr="L'écran n'a pas pu être ouvert : il ne répond pas, ou une bibliothèque manque "
        "(libxcb-cursor0) ; la commande « ordonnancier » s'en passe.",
        en="The screen could not be opened: it does not answer, or a library is missing "
        '(libxcb-cursor0); the command "ordonnancier" does without one.',
    )
