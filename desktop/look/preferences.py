"""What this user chose for the windows, kept in the settings file; nothing of it is secret."""

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings

from prescription.language import Language

SIZES = (100, 125, 150, 200, 250)
"""Per cent of the platform's letters."""
SYSTEM = "system"
"""The theme that follows the platform's light or dark."""


def chosen_tongue() -> Language:
    """The language of the windows; French when nothing was chosen."""
    return "en" if QSettings().value("language") == "en" else "fr"


def choose_tongue(language: Language) -> None:
    """Speak `language` from the next start on."""
    QSettings().setValue("language", language)


def chosen_theme() -> str:
    """The name of a theme, or `SYSTEM`."""
    return str(QSettings().value("theme", SYSTEM))


def choose_theme(name: str) -> None:
    """Wear `name` from the next start on."""
    QSettings().setValue("theme", name)


def chosen_size() -> int:
    """The size of letters in per cent."""
    try:
        size = int(str(QSettings().value("size", SIZES[0])))
    except ValueError:
        return SIZES[0]
    return size if size in SIZES else SIZES[0]


def choose_size(size: int) -> None:
    """Write letters of `size` per cent from the next start on."""
    QSettings().setValue("size", size)


def chosen_keys() -> Mapping[str, str]:
    """The keys of actions that are not the usual ones, by the action's id; empty for none."""
    settings = QSettings()
    settings.beginGroup("keys")
    return {name: str(settings.value(name)) for name in settings.childKeys()}


def choose_keys(action: str, keys: str | None) -> None:
    """Give an action other keys; None gives the usual ones back."""
    name = f"keys/{action}"
    if keys is None:
        QSettings().remove(name)
    else:
        QSettings().setValue(name, keys)


def kept_state(name: str) -> QByteArray:
    """How a window or a splitter stood the last time; empty when it is new."""
    value = QSettings().value(f"window/{name}")
    return value if isinstance(value, QByteArray) else QByteArray()


def keep_state(name: str, state: QByteArray) -> None:
    """Let a window or a splitter stand the same way the next time."""
    QSettings().setValue(f"window/{name}", state)
