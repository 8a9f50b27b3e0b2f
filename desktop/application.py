"""Start of the desktop application."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCommandLineOption,
    QCommandLineParser,
    QSettings,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.look.speech import speak_chosen
from desktop.look.themes import wear
from desktop.main_window import MainWindow
from desktop.office.sockets import watch_sockets
from prescription.language import say
from prescription.places import live_in, settings_folder
from prescription.resources import RESOURCES

ICON = RESOURCES / "icons" / "ordonnancier.svg"
REGISTER_SUFFIX = ".ordonnancier"


def run(arguments: Sequence[str]) -> int:
    """Open the window; return the exit status.

    `arguments` may name pages to read, and a register to open in the place of the usual one.
    """
    application = QApplication(list(arguments))
    application.setOrganizationName("Ordonnancier")
    application.setApplicationName("Ordonnancier")
    files = _obey(application)
    keep_settings_at_home()
    watch_sockets()
    speak_chosen(application)
    wear(application)
    application.setWindowIcon(QIcon(str(ICON)))
    registers = [file for file in files if file.suffix == REGISTER_SUFFIX]
    window = MainWindow(registers[0] if registers else None)
    window.show()
    pages = [file for file in files if file not in registers]
    if pages:
        window.open_pages(pages)
    return application.exec()


def keep_settings_at_home() -> None:
    """Settings are one file, in the platform's folder or in that of a portable installation."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    home = str(settings_folder())
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, home)


def _obey(application: QApplication) -> list[Path]:
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
