"""Sentences in the place of a prescription, while none is in hand."""

from prescription.language import say


def reading(*, arranged: bool) -> str:
    """While pages are read; `arranged`: they were arranged, and that can be undone."""
    if not arranged:
        return say(fr="Lecture en cours…", en="Reading…")
    return say(
        fr="Lecture en cours… Ctrl+Alt+Z rend les pages comme elles étaient.",
        en="Reading… Ctrl+Alt+Z gives the pages back as they were.",
    )


def steps_left() -> str:
    """Behind what tells that a prescription was recorded, on the first day."""
    return say(
        fr=" Les premiers pas qui restent sont dans le menu Registre.",
        en=" The first steps that are left are in the Register menu.",
    )


def welcome() -> str:
    """While nothing waits."""
    return say(
        fr="Numérisez (F9), ouvrez des ordonnances (Ctrl+O), ou déposez ici images ou PDF.",
        en="Scan (F9), open prescriptions (Ctrl+O), or drop pictures or PDF here.",
    )
