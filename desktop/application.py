"""Start of the desktop application."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.main_window import MainWindow
from prescription.language import speak


def run(arguments: Sequence[str]) -> int:
    """Open the window, with the page named in `arguments` if any; return the exit status."""
    speak("fr")
    application = QApplication(list(arguments))
    application.setOrganizationName("Ordonnancier")
    application.setApplicationName("Ordonnancier")
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(QLocale.Language.French), "qtbase", "_", folder):
        application.installTranslator(translator)
    window = MainWindow()
    window.show()
    pages = application.arguments()[1:]
    if pages:
        window.open_pages([Path(page) for page in pages])
    return application.exec()
