"""A backup that failed as the window closed is told when it opens again: nobody sees it before."""

from collections.abc import Callable

from PySide6.QtCore import QSettings

from prescription.language import Fault, say

_FAILED = "backups/failed"


def close_noting(close: Callable[[], None]) -> None:
    """Close the register, and note that its backup failed, or that it did not. Raises Fault."""
    try:
        close()
    except Fault as fault:
        QSettings().setValue(_FAILED, str(fault))
        raise
    QSettings().remove(_FAILED)


def failed_backup() -> str:
    """What is to be told of the last closing; empty for nothing."""
    why = str(QSettings().value(_FAILED, ""))
    told = say(
        fr="La sauvegarde de la dernière fermeture a manqué. {}",
        en="The backup of the last closing failed. {}",
    )
    return told.format(why) if why else ""
