"""Language, colours and letters, put on at once."""

from PySide6.QtWidgets import QApplication

from desktop.look.speech import speak_chosen
from desktop.look.themes import wear


def dress() -> None:
    """Speak and look as the user chose."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        speak_chosen(application)
        wear(application)
