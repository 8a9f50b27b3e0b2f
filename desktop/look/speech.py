"""The language of the windows: our sentences by `say`, Qt's own by its translation files."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.look.preferences import chosen_tongue
from prescription.language import Language, speak
from prescription.resources import RESOURCES

_LOCALES = {
    "fr": QLocale(QLocale.Language.French),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
"""Days before months in both: 03/04 is the third of April wherever it is read."""
_NAME = "qtbase"
_OUR_FOLDER, _OUR_NAME = str(RESOURCES / "windows"), "qt"
"""Words of Qt's dialogs that its own French lacks."""


def speak_chosen(application: QApplication) -> Language:
    """Speak the language that was chosen, in Qt's dialogs and dates too; the language."""
    language = chosen_tongue()
    speak(language)
    QLocale.setDefault(_LOCALES[language])
    for before in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(before)
        before.deleteLater()
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((qt_folder, _NAME), (_OUR_FOLDER, _OUR_NAME)):
        translator = QTranslator(application)
        translator.setObjectName(_NAME)
        if translator.load(_LOCALES[language], name, "_", folder):
            application.installTranslator(translator)
    return language
