"""What failed as the register closed is told when it opens again: nobody sees it before.

The settings hold it, in words or as a mark: nothing of a patient stands in them.
"""

from collections.abc import Callable

from PySide6.QtCore import QSettings

from prescription.language import Fault, say

_FAILED, _LOST = "backups/failed", "closing/lost"


def close_noting(close: Callable[[], None]) -> str:
    """Close the register, and note that its backup failed, or that it did not; why it failed."""
    try:
        close()
    except Fault as fault:
        QSettings().setValue(_FAILED, str(fault))
        return str(fault)
    QSettings().remove(_FAILED)
    return ""


def note_lost() -> None:
    """Note that something could not be kept: corrections, scanned pages."""
    QSettings().setValue(_LOST, True)


def told_of_closing() -> str:
    """What is to be told of the last closing; empty for nothing. What was lost is told once."""
    told = []
    if QSettings().contains(_LOST):
        QSettings().remove(_LOST)
        told.append(
            say(
                fr="La dernière fois, tout n'a pas pu être gardé : revoyez les dernières "
                "corrections et les dernières pages.",
                en="Last time, not everything could be kept: look again at the last corrections "
                "and the last pages.",
            )
        )
    if why := str(QSettings().value(_FAILED, "")):
        failed = say(
            fr="La sauvegarde de la dernière fermeture a manqué. {}",
            en="The backup of the last closing failed. {}",
        )
        told.append(failed.format(why))
    return " ".join(told)
