"""Start of the desktop application."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCommandLineOption,
    QCommandLineParser,
    QCoreApplication,
    QSettings,
    QTimer,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.guard.no_screen import reach_screen
from desktop.guard.termination import close_when_told
from desktop.look.dressing import dress
from desktop.main_window import MainWindow
from desktop.office.sockets import watch_sockets
from prescription.language import say
from prescription.places import live_in, settings_folder
from prescription.resources import RESOURCES

ICON = RESOURCES / "icons" / "ordonnancier.svg"
REGISTER_SUFFIX = ".ordonnancier"
_HELP = frozenset({"-h", "--help", "--help-all"})


def run(arguments: Sequence[str]) -> int:
    """Open the window; return the exit status.

    `arguments` may name pages to read, and a register to open in the place of the usual one.
    """
    # What the window writes, settings included, is for its user alone.
    os.umask(0o077)
    if _HELP & set(arguments):
        # Help needs no screen. Qt ends the program once it is shown.
        _obey(QCoreApplication(list(arguments)))
    application = reach_screen(arguments)
    application.setOrganizationName("Ordonnancier")
    application.setApplicationName("Ordonnancier")
    files = _obey(application)
    keep_settings_at_home()
    watch_sockets()
    dress()
    application.setWindowIcon(QIcon(str(ICON)))
    registers = [file for file in files if file.suffix == REGISTER_SUFFIX]
    windows = _Windows(application, registers[0] if registers else None)
    # Twice where it stays open once to tell of something: the system waits for nobody.
    close_when_told(lambda: windows.window.close() or windows.window.close())
    pages = [file for file in files if file not in registers]
    if pages:
        windows.window.open_pages(pages)
    return application.exec()


class _Windows:
    """The one window, and the next one when another language is chosen."""

    def __init__(self, application: QApplication, register: Path | None) -> None:
        self._application = application
        self._register = register
        self.window = self._open()

    def _open(self) -> MainWindow:
        window = MainWindow(self._register)
        # Not before the click that asked for it is over.
        window.spoken.connect(lambda: QTimer.singleShot(0, self._open_next))
        window.show()
        return window

    def _open_next(self) -> None:
        before = self.window
        self._application.setQuitOnLastWindowClosed(False)
        if not before.close():
            self._application.setQuitOnLastWindowClosed(True)
            return
        dress()
        self.window = self._open()
        before.hand_on(self.window)
        self._application.setQuitOnLastWindowClosed(True)
        before.deleteLater()


def keep_settings_at_home() -> None:
    """Settings are one file, in the platform's folder or in that of a portable installation."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    home = str(settings_folder())
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)


def _obey(application: QCoreApplication) -> list[Path]:
    """Follow the options of the command line; the files it names."""
    parser = QCommandLineParser()
    parser.addHelpOption()
    portable = QCommandLineOption(
        ["portable"],
        say(
            fr="Garder registre, référence et réglages dans ce dossier.",
            en="Keep register, reference and settings in this folder.",
        ),
        say(fr="dossier", en="folder"),
    )
    parser.addOption(portable)
    parser.addPositionalArgument("pages", say(fr="Pages à lire.", en="Pages to read."), "[pages…]")
    parser.process(application)
    if parser.isSet(portable):
        live_in(Path(parser.value(portable)))
    return [Path(page) for page in parser.positionalArguments()]
