"""What the user should know of the reference before relying on it."""

from datetime import date
from pathlib import Path

from extraction.drugs.reference import read_status
from ordonnancier.reference.files import Notice
from prescription.language import Fault


def reference_notice(today: date | None = None, path: Path | None = None) -> Notice | None:
    """A sentence on a reference that is old or cannot be used; None when all is well.

    No reference at all is well: the lexicon that comes with the program is used.
    """
    try:
        status = read_status(path)
    except Fault as fault:
        return Notice(
            f"{fault.fr} D'ici là, le lexique du logiciel est utilisé seul.",
            f"{fault.en} Until then the program's lexicon is used alone.",
        )
    today = today or date.today()  # noqa: DTZ011 - a day of the user's calendar
    if status is None or not status.is_old(today):
        return None
    months = status.age(today) // 30
    return Notice(
        f"La référence officielle date du {status.newest:%d/%m/%Y} ({months} mois) : importez des "
        "fichiers plus récents (« ordonnancier reference import »).",
        f"The official reference is of {status.newest.isoformat()} ({months} months old): import "
        'newer files ("ordonnancier reference import").',
    )
