"""Start of the desktop application."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QCommandLineOption,
    QCommandLineParser,
    QLibraryInfo,
    QLocale,
    QSettings,
    QTranslator,
)
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from prescription.language import speak
from prescription.places import live_in, settings_folder
from prescription.resources import RESOURCES

ICON = RESOURCES / "icons" / "ordonnancier.svg"
REGISTER_SUFFIX = ".ordonnancier"


def run(arguments: Sequence[str]) -> int:
    """Open the window; return the exit status.

    `arguments` may name pages to read, and a register to open in the place of the usual one.
    """
    speak("fr")
    application = QApplication(list(arguments))
    application.setOrganizationName("Ordonnancier")
    application.setApplicationName("Ordonnancier")
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(QLocale.Language.French), "qtbase", "_", folder):
        application.installTranslator(translator)
    files = _obey(application)
    keep_settings_at_home()
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
        ["portable"], "Garder registre, référence et réglages dans ce dossier.", "dossier"
    )
    parser.addOption(portable)
    parser.addPositionalArgument("pages", "Pages à lire.", "[pages…]")
    parser.process(application)
    if parser.isSet(portable):
        live_in(Path(parser.value(portable)))
    return [Path(page) for page in parser.positionalArguments()]
